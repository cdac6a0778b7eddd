"""How the demonstration speaks: colours and tables on a terminal, plain lines elsewhere."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.catalogue import Language, say

PLAIN_WIDTH = 160


class Narrator:
    """Says texts of the catalogue, in one language."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        self.language = language
        console = console or Console()
        # Without a terminal there is no width to fit: a wide one keeps table rows on one line.
        self._console = console if console.is_terminal else Console(width=PLAIN_WIDTH, no_color=True)

    def text(self, name: str, /, **values: object) -> str:
        """Return one text."""
        return say(f"demo.{name}", self.language, **values)

    def title(self, name: str, /, **values: object) -> None:
        """Begin a part."""
        self._console.print()
        self._console.print(f"[bold]{escape(self.text(name, **values))}[/bold]")

    def line(self, name: str, /, **values: object) -> None:
        """Say one sentence."""
        self._console.print(escape(self.text(name, **values)), highlight=False)

    def plain(self, line: str) -> None:
        """Print a line as it is, unbroken: others search for it."""
        self._console.print(escape(line), highlight=False, soft_wrap=True)

    def held(self, is_held: bool, line: str) -> None:
        """Say whether something came as it had to."""
        mark = "[green]✓[/green]" if is_held else "[red]✗[/red]"
        self._console.print(f"  {mark} {escape(line)}", highlight=False, soft_wrap=True)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Show rows under headings, each heading a text of the catalogue or a field's own name."""
        table = Table(*headings, header_style="bold")
        for row in rows:
            table.add_row(*("" if value is None else escape(str(value)) for value in row))
        self._console.print(table)
