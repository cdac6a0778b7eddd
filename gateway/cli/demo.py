"""`gateway demo`: two gateways and their sample data, step by step."""

from pathlib import Path

import click

from gateway.cli.speech import FINDING, language
from gateway.demo import Narrator, claim, play
from gateway.errors import SettingsBad

HOME = Path(__file__).resolve().parents[2]


@click.command("demo")
@click.option("--state", type=click.Path(path_type=Path), default=Path("state"), show_default=True)
@click.option("--once", is_flag=True, help="berhenti di akhir / stop at the end")
@click.option("--lang", type=click.Choice(["id", "en"]), help="bahasa / language")
def demo_command(state: Path, once: bool, lang: str | None) -> None:
    """Peragaan dua gerbang / a demonstration with two gateways."""
    for folder in (HOME / "config", HOME / "policies"):
        if not folder.is_dir():
            raise SettingsBad("no-samples", str(folder))
    if lang:
        click.get_current_context().find_root().params["lang"] = lang
    narrator = Narrator(language())
    if not play(claim(state.resolve()), narrator, home=HOME, is_once=once):
        raise SystemExit(FINDING)
