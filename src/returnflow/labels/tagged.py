"""Tagged PDF: what each piece of a page is and in which order it is read, for screen readers. reportlab writes no tags by itself.

Owns the structure tree. Must not know what a page says: whoever draws names each piece while drawing it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class _Piece:
    tag: str
    alt: str


class Tagged:
    """A canvas whose pieces are named. Call `end_page` after each page and `finish` before saving."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._pages: list[list[_Piece]] = [[]]

    @contextmanager
    def piece(self, tag: str = "P", alt: str = "") -> Iterator[Canvas]:
        """Something to be read: H1, H2, P, LI, or a Figure with the words that stand for it."""
        pieces = self._pages[-1]
        self._write(f"/{tag} <</MCID {len(pieces)}>> BDC")
        pieces.append(_Piece(tag, alt))
        yield self.canvas
        self._write("EMC")

    @contextmanager
    def ornament(self) -> Iterator[Canvas]:
        """Lines and grounds, which are not read."""
        self._write("/Artifact BMC")
        yield self.canvas
        self._write("EMC")

    def end_page(self) -> None:
        """Close the page and begin another."""
        self.canvas.showPage()
        page = self.canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]  # reportlab writes only what it knows
        page.StructParents, page.Tabs = len(self._pages) - 1, PDFName("S")
        self._pages.append([])

    def finish(self) -> None:
        """Write the tree."""
        document = self.canvas._doc
        root, whole = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary(_element("Document"))
        parents, kids = [], []
        for number, (page, pieces) in enumerate(zip(document.Pages.pages, self._pages, strict=False)):
            here = document.Reference(page)
            made = [self._reference(_piece(piece, mark, here, whole, document)) for mark, piece in enumerate(pieces)]
            kids += made
            parents += [number, self._reference(PDFArray(made))]
        root.dict |= {
            "K": self._reference(whole),
            "ParentTree": self._reference(PDFDictionary({"Nums": PDFArray(parents)})),
            "ParentTreeNextKey": len(parents) // 2,
        }
        whole.dict |= {"P": self._reference(root), "K": PDFArray(kids)}
        catalog = document.Catalog
        catalog.StructTreeRoot = root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})

    def _reference(self, thing: Any) -> Any:
        return self.canvas._doc.Reference(thing)

    def _write(self, operator: str) -> None:
        self.canvas._code.append(operator)


def _element(tag: str) -> dict[str, Any]:
    return {"Type": PDFName("StructElem"), "S": PDFName(tag)}


def _piece(piece: _Piece, mark: int, page: Any, whole: Any, document: Any) -> PDFDictionary:
    facts = _element(piece.tag) | {"P": document.Reference(whole), "Pg": page, "K": mark}
    if piece.alt:
        facts["Alt"] = PDFString(piece.alt)
    return PDFDictionary(facts)
