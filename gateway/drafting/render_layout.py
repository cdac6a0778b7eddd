"""Blocks to A4 pages: lines of text and strokes at fixed places, page after page.

All arithmetic is on plain numbers, written with two decimals: the same blocks give the
same strokes wherever they are laid out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gateway.drafting.render_blocks import (
    Block,
    Boxes,
    Bullets,
    Code,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
)
from gateway.drafting.render_fonts import Font, bold, encoded, regular, wrapped

WIDTH, HEIGHT = 595, 842
_LEFT, _TOP, _BOTTOM = 56, 786, 72
_ROOM = WIDTH - 2 * _LEFT
_BODY, _LEADING = regular(9.5), 12.5
_CELL, _CELL_BOLD, _CELL_LEADING, _PADDING = regular(8), bold(8), 10, 4
# Font, room before and after, and what must follow on the same page: a heading alone would name nothing.
_HEADINGS = {1: (bold(13), 22, 6, 60), 2: (bold(10.5), 14, 4, 190), 3: (bold(9.5), 8, 2, 30)}
_BOX_HEIGHT, _BOX_GAP, _BOX_LINE = 132, 16, 11
_CODE = 120
_INK, _GREY, _LINE, _SHADE = "0 g", "0.35 g", "0.7 G", "0.93 g"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a visible signature may stand: a page, counted from 0, and a rectangle on it."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Layout:
    """The pages so far; `y` is where the next block begins on the last one."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    boxes: list[Box] = field(default_factory=list)
    y: float = _TOP

    def need(self, height: float) -> None:
        """Begin a new page unless so much room is left."""
        if self.y - height < _BOTTOM:
            self.pages.append([])
            self.y = _TOP

    def draw(self, operators: str) -> None:
        """Put strokes on the page."""
        self.pages[-1].append(operators)

    def text(self, x: float, y: float, text: str, font: Font, ink: str = _INK) -> None:
        """Put one line of text."""
        self.draw(text_at(x, y, text, font, ink))

    def lines(self, text: str, font: Font, leading: float, *, x: float = _LEFT, ink: str = _INK) -> None:
        """Put a text from the left edge on, line under line."""
        for line in wrapped(text, font, WIDTH - _LEFT - x):
            self.need(leading)
            self.y -= leading
            self.text(x, self.y, line, font, ink)


def text_at(x: float, y: float, text: str, font: Font, ink: str = _INK) -> str:
    """Return the operators that show one line of text."""
    raw = encoded(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    shown = raw.decode("latin-1")
    return f"BT {ink} /{font.name} {font.size:g} Tf {x:.2f} {y:.2f} Td ({shown}) Tj ET"


def lay_out(document: Document) -> Layout:
    """Lay a document out, without what stands at the foot of every page."""
    layout = Layout()
    layout.lines(document.kicker, bold(8), 10, ink=_GREY)
    layout.y -= 4
    layout.lines(document.title, bold(16), 20)
    layout.y -= 8
    layout.draw(f"1 w {_LINE} {_LEFT} {layout.y:.2f} m {WIDTH - _LEFT} {layout.y:.2f} l S")
    layout.y -= 4
    for block in document.blocks:
        _put(layout, block)
    return layout


def _put(layout: Layout, block: Block) -> None:
    match block:
        case Heading(level, text):
            font, before, after, following = _HEADINGS[level]
            layout.need(before + font.size + after + following)
            layout.y -= before
            layout.lines(text, font, font.size + 2)
            layout.y -= after
        case Paragraph(text, is_note):
            layout.y -= 4
            layout.lines(text, _CELL if is_note else _BODY, 10 if is_note else _LEADING)
            layout.y -= 3
        case Bullets(items):
            for item in items:
                layout.need(_LEADING)
                layout.text(_LEFT + 4, layout.y - _LEADING, "•", _BODY)
                layout.lines(item, _BODY, _LEADING, x=_LEFT + 16)
                layout.y -= 2
        case Facts(pairs):
            _grid(layout, (), (27, 73), pairs, bold_first=True)
        case Grid(columns, widths, rows):
            _grid(layout, columns, widths, rows, bold_first=False)
        case Code(label, squares):
            _code(layout, squares)
            _put(layout, Paragraph(label, is_note=True))
        case Boxes(heading, lead, parties):
            box_rows = (len(parties) + 1) // 2
            layout.need(min(box_rows, 3) * (_BOX_HEIGHT + _BOX_GAP) + 100)
            _put(layout, Heading(1, heading))
            _put(layout, Paragraph(lead))
            _boxes(layout, parties)


def _code(layout: Layout, squares: Sequence[Sequence[bool]]) -> None:
    """Draw each run of dark squares as one rectangle."""
    layout.need(_CODE + 3 * _LEADING)
    layout.y -= _CODE
    size = _CODE / len(squares)
    for at, row in enumerate(squares):
        bottom = layout.y + _CODE - (at + 1) * size
        for start, width in _runs(row):
            left = _LEFT + start * size
            layout.draw(f"{_INK} {left:.2f} {bottom:.2f} {width * size:.2f} {size:.2f} re f")


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, square in enumerate([*row, False]):
        if square and start is None:
            start = at
        elif not square and start is not None:
            yield start, at - start
            start = None


def _grid(
    layout: Layout,
    columns: Sequence[str],
    shares: Sequence[int],
    rows: Sequence[Sequence[str]],
    *,
    bold_first: bool,
) -> None:
    widths = [_ROOM * share / 100 for share in shares]
    layout.y -= 4
    heads = [_wrapped_cells(columns, widths, [_CELL_BOLD] * len(columns))] if columns else []
    fonts = [_CELL_BOLD if bold_first and not place else _CELL for place in range(len(widths))]
    layout.need(6 * _CELL_LEADING)
    for head in heads:
        _row(layout, head, widths, [_CELL_BOLD] * len(columns), shaded=True)
    for row in rows:
        for part in _fitting(_wrapped_cells(row, widths, fonts)):
            page = len(layout.pages)
            layout.need(_height(part))
            if len(layout.pages) > page:
                for head in heads:
                    _row(layout, head, widths, [_CELL_BOLD] * len(columns), shaded=True)
            _row(layout, part, widths, fonts, shaded=False)
    layout.y -= 6


Cells = list[list[str]]


def _wrapped_cells(row: Sequence[str], widths: Sequence[float], fonts: Sequence[Font]) -> Cells:
    return [
        wrapped(text, font, width - 2 * _PADDING)
        for text, font, width in zip(row, fonts, widths, strict=True)
    ]


def _height(cells: Cells) -> float:
    return max(map(len, cells)) * _CELL_LEADING + 2 * _PADDING


def _fitting(cells: Cells) -> Iterator[Cells]:
    """Split a row that no page could hold."""
    most = int((_TOP - _BOTTOM) / _CELL_LEADING) - 6
    for start in range(0, max(map(len, cells)), most):
        yield [lines[start : start + most] for lines in cells]


def _row(
    layout: Layout, cells: Cells, widths: Sequence[float], fonts: Sequence[Font], *, shaded: bool
) -> None:
    height = _height(cells)
    bottom = layout.y - height
    if shaded:
        layout.draw(f"{_SHADE} {_LEFT} {bottom:.2f} {_ROOM} {height:.2f} re f")
    x: float = _LEFT
    for lines, width, font in zip(cells, widths, fonts, strict=True):
        layout.draw(f"0.5 w {_LINE} {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")
        for number, line in enumerate(lines):
            y = layout.y - _PADDING - _CELL.size - number * _CELL_LEADING + 1
            layout.text(x + _PADDING, y, line, font)
        x += width
    layout.y = bottom


def _boxes(layout: Layout, parties: Sequence[tuple[str, ...]]) -> None:
    """Put boxes side by side, two in a row; the middle of each is left free."""
    width = (_ROOM - _BOX_GAP) / 2
    for number, lines in enumerate(parties):
        if number % 2 == 0:
            layout.need(_BOX_HEIGHT + _BOX_GAP)
            layout.y -= _BOX_HEIGHT + _BOX_GAP
        left = _LEFT + (number % 2) * (width + _BOX_GAP)
        layout.draw(f"0.8 w {_LINE} {left:.2f} {layout.y:.2f} {width:.2f} {_BOX_HEIGHT} re S")
        above = [
            *((line, _CELL_BOLD) for line in _first(lines[0], _CELL_BOLD, width)),
            *((line, _CELL) for line in _first(lines[1], _CELL, width)),
        ]
        below = [
            *((line, _CELL_BOLD) for line in _first(lines[2], _CELL_BOLD, width)),
            *((line, _CELL) for line in _first(lines[3], _CELL, width)),
        ]
        for place, (line, font) in enumerate(above, 1):
            layout.text(left + _PADDING, layout.y + _BOX_HEIGHT - place * _BOX_LINE, line, font)
        for place, (line, font) in enumerate(reversed(below)):
            layout.text(left + _PADDING, layout.y + 5 + place * _BOX_LINE, line, font)
        layout.boxes.append(
            Box(
                page=len(layout.pages) - 1,
                left=left,
                bottom=layout.y + 5 + len(below) * _BOX_LINE,
                right=left + width,
                top=layout.y + _BOX_HEIGHT - len(above) * _BOX_LINE - 3,
            )
        )


def _first(text: str, font: Font, width: float) -> list[str]:
    """Return at most two lines: the whole text stands in the table of the parties."""
    return wrapped(text, font, width - 2 * _PADDING)[:2]
