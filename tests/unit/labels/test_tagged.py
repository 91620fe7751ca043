"""What a screen reader finds in the file: title, language, and every piece of both pages in order, told by PDFium."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from returnflow.labels.carriers import CARRIERS
from returnflow.labels.maker import draw


def text_of(function, element):
    size = function(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")


def pieces(pdf, number):
    """Type, words that stand for it, and marks on the page of every element of a page, in order."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        found = []

        def walk(element):
            marks = [pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at)
                     for at in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))]  # fmt: skip
            kind = text_of(pdfium.FPDF_StructElement_GetType, element)
            found.append((kind, text_of(pdfium.FPDF_StructElement_GetAltText, element), marks))
            for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
                child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
                if child:
                    walk(child)

        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)
        return found


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_every_symbol_of_a_label_is_a_figure_with_words_that_stand_for_it(a_label, name):
    label = a_label(name)
    figures = [alt for kind, alt, _ in pieces(draw(CARRIERS[name], label), 0) if kind == "Figure"]
    assert len(figures) == len(CARRIERS[name].symbols(label)) + 1
    assert all(figures)
    assert figures[-1] == f"square code of return {label.rma}"


def test_the_slip_is_read_from_the_heading_to_the_receipt(a_label):
    found = [kind for kind, _, _ in pieces(draw(CARRIERS["ups"], a_label("ups")), 1)]
    assert found[:2] == ["Document", "H1"]
    assert found.count("H2") == 3
    assert "Figure" in found


def test_each_piece_of_a_page_is_marked_once_and_in_order(a_label):
    for number in (0, 1):
        marks = [mark for _, _, found in pieces(draw(CARRIERS["fedex"], a_label("fedex")), number) for mark in found if mark >= 0]
        assert marks == list(range(len(marks)))
        assert len(marks) > 10


def test_the_file_says_its_language_and_that_it_is_tagged(a_label):
    pdf = draw(CARRIERS["usps"], a_label())
    assert b"/Lang (en-US)" in pdf
    assert b"/Marked true" in pdf
    assert b"/DisplayDocTitle true" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Return label RF-7K4M-92XM"
        assert pdfium.FPDFCatalog_IsTagged(document)
