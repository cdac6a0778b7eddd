"""The end of the demonstration: a link for an auditor of each agency, to look at what just happened."""

from datetime import UTC, datetime, timedelta

from gateway.demo.ceremony import KPU, POLRES
from gateway.demo.operator import run_gateway
from gateway.demo.stage import Stage

STAY = timedelta(days=7)
BODIES = {KPU: "Inspektorat Utama KPU", POLRES: "Itwasum Polri"}


def invite_auditors(stage: Stage) -> None:
    """Invite an auditor at each gateway; the links work while the gateways serve on."""
    until = (datetime.now(UTC) + STAY).date().isoformat()
    for agency, body in BODIES.items():
        arguments = ("Contoh Pemeriksa", "--body", body, "--letter", "CONTOH/ST/1/2026", "--until", until)
        config = str(stage.serving[agency.uid].config)
        code, link = run_gateway(stage, agency, "auditors", "invite", *arguments, "--config", config)
        stage.narrator.held(
            stage.tally.check(code == 0), stage.narrator.text("invited", body=body, agency=agency.title)
        )
        # The page speaks the gateway's language, unless it is asked for the other one.
        spoken = stage.narrator.language
        is_spoken = spoken == stage.serving[agency.uid].settings.language
        stage.narrator.plain(f"  {link}" if is_spoken else f"  {link}?lang={spoken}")
