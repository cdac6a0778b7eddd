"""A bar chart as SVG, without script or style sheet: one bar a contender, a whisker for the middle half."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.results import Result

_MEASURE = {
    "load": ("rate", 1.0, "requests/s"),
    "soak": ("rate", 1.0, "requests/s"),
    "start": ("start", 1.0, "s"),
    "desk": ("check", 1.0, "s"),
    "append": ("rate", 1.0, "entries/s"),
}
_LEFT, _WIDTH, _ROW, _TOP, _RIGHT = 210, 420, 30, 48, 110
_SUBJECT, _OTHER, _INK = "#1f5fa8", "#9aa7b4", "#222"


def draw(result: Result) -> str:
    """Draw the figures of one scenario."""
    measure, factor, unit = _MEASURE[result["kind"]]
    bars = [
        (name, {key: value * factor for key, value in each["figures"][measure].items()})
        for name, each in result["contenders"].items()
    ]
    height = _TOP + _ROW * len(bars) + 12
    most = max(figure["high"] for _, figure in bars) or 1.0
    body = "\n".join(_bars(bars, result["subject"], most))
    title = escape(f"{result['title']} ({unit})")
    width = _LEFT + _WIDTH + _RIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{title}">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n'
        f'<text x="12" y="26" font-size="15" font-weight="bold" fill="{_INK}">{title}</text>\n'
        f"{body}\n</svg>\n"
    )


def _bars(bars: list[tuple[str, Any]], subject: str, most: float) -> Iterator[str]:
    for place, (name, figure) in enumerate(bars):
        top = _TOP + place * _ROW
        middle = top + 10
        length, low, high = (_WIDTH * figure[key] / most for key in ("median", "low", "high"))
        colour = _SUBJECT if name == subject else _OTHER
        digits = 0 if figure["median"] >= 100 else 2
        yield f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end" fill="{_INK}">{escape(name)}</text>'
        yield f'<rect x="{_LEFT}" y="{top}" width="{length:.1f}" height="20" fill="{colour}"/>'
        yield (
            f'<path d="M{_LEFT + low:.1f} {middle}H{_LEFT + high:.1f}M{_LEFT + low:.1f} {middle - 4}v8'
            f'M{_LEFT + high:.1f} {middle - 4}v8" stroke="{_INK}" fill="none"/>'
        )
        label = f"{figure['median']:,.{digits}f}"
        yield f'<text x="{_LEFT + max(length, high) + 8:.1f}" y="{top + 15}" fill="{_INK}">{label}</text>'
