"""How a statement lies on the page: a line an output, a line a condition, for whoever audits it.

Only white space changes, never inside a quoted name or text; and what is laid
out is what is re-read and executed.
"""

import re

# A quoted name or text, a parenthesis, or a place where a line may break.
_PIECES = re.compile(
    r"""("(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*')|([()])"""
    r"""|(, | AND | OR |\s+(?:FROM|WHERE|ORDER BY|LIMIT) )"""
)
_INDENT = "  "


def laid_out(text: str) -> str:
    """Break a statement into lines outside of all parentheses, and at an OR inside of one pair."""
    depth = 0

    def broken(piece: "re.Match[str]") -> str:
        nonlocal depth
        _, parenthesis, gap = piece.groups()
        if parenthesis:
            depth += 1 if parenthesis == "(" else -1
        if not gap or depth > (gap == " OR "):
            return piece[0]
        if gap == ", ":
            return f",\n{_INDENT}"
        word = gap.strip()
        return f"\n{_INDENT * (depth + 1) if word in {'AND', 'OR'} else ''}{word} "

    return _PIECES.sub(broken, text)
