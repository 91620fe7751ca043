"""The two fonts of a label and what they can show. Knows no page."""

import unicodedata

from reportlab.pdfbase.pdfmetrics import stringWidth

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"  # every reader of PDF has them; they know the letters of Western Europe
_LIKE = str.maketrans("łŁđĐıħĦŋŊŧŦ", "lLdDihHnNtT")


def printable(text: str) -> str:
    """What the fonts can show: a letter that they lack without its accent, else a question mark instead of a black box."""
    return "".join(_shown(character) for character in unicodedata.normalize("NFC", text))


def _shown(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.translate(_LIKE))
    bare = "".join(part for part in plain if not unicodedata.combining(part))
    for attempt in (character, bare):
        if attempt and attempt.isprintable() and _known(attempt):
            return attempt
    return "?"


def _known(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def capitals(text: str, most: int) -> str:
    """Plain capital letters, for a carrier's machine: ASCII, one line, at most that many."""
    return printable(text).upper().encode("ascii", "replace").decode()[:most]


def readable(text: str) -> bool:
    """Whether at least half of its letters can be shown."""
    letters = [character for character in printable(text) if not character.isspace()]
    return bool(letters) and letters.count("?") * 2 <= len(letters)


def fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis when it is wider than `width`, in the unit of `size`."""
    shown = printable(text)
    if stringWidth(shown, font, size) <= width:
        return shown
    while shown and stringWidth(shown + "…", font, size) > width:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`."""
    lines: list[str] = []
    for word in printable(text).split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
