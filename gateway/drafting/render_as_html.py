"""A page as one HTML file with no script and nothing loaded from elsewhere; it is never signed."""

from collections.abc import Iterator, Sequence
from html import escape

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

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.9rem}"
    "th,td{border:1px solid #999;padding:.35rem .5rem;text-align:left;vertical-align:top}"
    "td,th{overflow-wrap:anywhere}th{background:#eee}.note,footer,.kicker{color:#444;font-size:.9rem}"
    "footer{border-top:1px solid #999;margin-top:2rem;overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none;font-size:11px}tr{break-inside:avoid}"
    "h2,h3,h4{break-after:avoid}}"
)


def render_html(document: Document) -> str:
    """Write a page as HTML."""
    head = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    lines = [f'<p class="kicker">{escape(document.kicker)}</p>', f"<h1>{escape(document.title)}</h1>"]
    for block in document.blocks:
        lines += _lines(block)
    return head + "\n".join([*lines, f"<footer>{escape(document.foot)}</footer>\n</body>\n</html>\n"])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text, is_note):
            yield f'<p class="note">{_prose(text)}</p>' if is_note else f"<p>{_prose(text)}</p>"
        case Bullets(items):
            yield f"<ul>{''.join(f'<li>{_prose(item)}</li>' for item in items)}</ul>"
        case Facts(pairs):
            rows = "".join(
                f'<tr><th scope="row">{escape(name)}</th><td>{_prose(value)}</td></tr>'
                for name, value in pairs
            )
            yield f"<table>{rows}</table>"
        case Grid(columns, _, rows):
            yield _table(columns, rows)
        case Code(label, squares):
            yield _code(label, squares)
        case Boxes(heading, lead, parties):
            yield f"<h2>{escape(heading)}</h2><p>{_prose(lead)}</p>"
            named = "".join(f"<li>{escape(', '.join(lines))}</li>" for lines in parties)
            yield f"<ul>{named}</ul>"


def _code(label: str, squares: Sequence[Sequence[bool]]) -> str:
    size = len(squares)
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(squares) for x, square in enumerate(row) if square
    )
    image = f'<svg viewBox="0 0 {size} {size}" width="180" role="img"><path d="{dark}"/></svg>'
    return f"<figure>{image}<figcaption>{_prose(label)}</figcaption></figure>"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_prose(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _prose(text: str) -> str:
    return escape(text).replace("\n", "<br>")
