"""`gateway demo`: two gateways and their sample data, step by step."""

from pathlib import Path

from gateway.cli.grammar import FilePath, command, option
from gateway.cli.speech import FINDING, language
from gateway.demo import Narrator, claim, play
from gateway.errors import SettingsBad

HOME = Path(__file__).resolve().parents[2]


@command("demo", help="demo")
@option("--state", type=FilePath(), default=Path("state"), show_default=True, help="state")
@option("--once", is_flag=True, help="once")
def demo_command(state: Path, once: bool) -> None:
    """Play a demonstration with two gateways."""
    for folder in (HOME / "config", HOME / "policies"):
        if not folder.is_dir():
            raise SettingsBad("no-samples", str(folder))
    narrator = Narrator(language())
    if not play(claim(state.resolve()), narrator, home=HOME, is_once=once):
        raise SystemExit(FINDING)
