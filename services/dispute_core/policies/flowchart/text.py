"""How wide text is, and where its lines break: the drawing asks no browser."""

_THOUSANDTHS = {
    300: "'IJijl",
    350: " ,./:;\\|",
    400: "()-[]ft",
    450: "!r",
    500: '"*_`',
    550: "?csz",
    600: "FLkvxy",
    650: "$0123456789EPSTYabdeghnopqu{}",
    700: "ABCKRVXZ",
    750: "NU",
    800: "&DGHOQ",
    850: "#+<=>^w~",
    900: "M",
    1000: "%@Wm",
}
_WIDTHS = {mark: width for width, marks in _THOUSANDTHS.items() for mark in marks}
"""Widths of DejaVu Sans in thousandths of its size, rounded up.

It is the widest font that the drawing may be shown in, so that nothing is cut.
"""
_OTHER = 700
_BOLD = 1.13


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The room that a line of text needs, never less than it takes."""
    thousandths = sum(_WIDTHS.get(mark, _OTHER) for mark in text)
    return thousandths * size * (_BOLD if bold else 1) / 1000


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit, broken between words and, if it must be, inside."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.extend(_pieces(word, room, size, bold=bold))
    return lines


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for mark in word:
        if pieces[-1] and width(pieces[-1] + mark, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += mark
    return pieces
