"""Acts one and two: each agency asks the other, and sees what leaves, what does not, and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.client import Page
from gateway.demo.ceremony import KPU, POLRES, Agency
from gateway.demo.stage import Stage

AGREEMENT = "pks-kapuas-hulu"
SHOWN_ROWS, SHOWN_FIELDS = 4, 7


@dataclass(frozen=True, slots=True)
class Request:
    """One query of the demonstration: who asks whom for what."""

    provider: Agency
    consumer: Agency
    dataset: str
    purpose: str
    options: Mapping[str, Any]

    @property
    def name(self) -> str:
        """`provider/dataset`."""
        return f"{self.provider.uid}/{self.dataset}"

    @property
    def path(self) -> str:
        """The path it is sent to."""
        return f"/v1/datasets/{self.name}/query"

    @property
    def body(self) -> Mapping[str, Any]:
        """The body it is sent with."""
        return {"agreement": AGREEMENT, "purpose": self.purpose, **self.options}


TPS = Request(KPU, POLRES, "tps", "pengamanan-tps", {"sort": ["kode_tps"], "page_size": 50, "count": True})
REQUESTS = (
    TPS,
    Request(POLRES, KPU, "kerawanan", "pengamanan-tps", {}),
    Request(POLRES, KPU, "pola_pam", "pengamanan-tps", {}),
)


def show_exchanges(stage: Stage) -> None:
    """Play both acts."""
    for number, request in enumerate(REQUESTS):
        if number < 2:
            stage.narrator.title(f"act-{number + 1}")
        _exchange(stage, request)


def _exchange(stage: Stage, request: Request) -> None:
    client = stage.clients[request.provider.uid]
    stage.narrator.line(
        "asks",
        consumer=request.consumer.title,
        provider=request.provider.title,
        dataset=request.dataset,
        purpose=request.purpose,
    )
    page = client.query(request.name, agreement=AGREEMENT, purpose=request.purpose, **request.options)
    stage.tally.exchanges += 1
    stage.answers.append((request.provider.uid, page))
    stage.narrator.held(
        stage.tally.check(bool(page.data)),
        stage.narrator.text("rows-arrived", rows=len(page.data), exchange=page.exchange_id),
    )
    _show_rows(stage, page)
    _show_verdicts(stage, request, client.describe(request.name))
    stage.narrator.line("statement")
    stage.narrator.plain(f"  {find_statement(stage, request.provider, page.exchange_id)}")


def _show_rows(stage: Stage, page: Page) -> None:
    names = list(page.data[0])[:SHOWN_FIELDS]
    rows = [[row[name] for name in names] for row in page.data[:SHOWN_ROWS]]
    stage.narrator.table(names, rows)


def _show_verdicts(stage: Stage, request: Request, description: Mapping[str, Any]) -> None:
    text = stage.narrator.text
    permission = next(
        each
        for each in description["permissions"]
        if each["agreement"] == AGREEMENT and each["purpose"] == request.purpose
    )
    rows = [
        [
            verdict["field"],
            text(f"verdict-{verdict['verdict']}")
            + (f": {verdict['transform']}" if verdict.get("transform") else ""),
            verdict["classification"],
            verdict["legal_basis"],
        ]
        for verdict in permission["verdicts"]
    ]
    stage.narrator.table([text("field"), text("verdict"), text("classification"), text("legal-basis")], rows)


def find_statement(stage: Stage, provider: Agency, exchange_id: str) -> str:
    """Find the SQL that reached the source, as the provider's gateway wrote it down."""
    for line in stage.layout.log_file(provider.short).read_text("utf-8").splitlines():
        if exchange_id in line and '"source-read"' in line:
            return str(json.loads(line)["statement"])
    stage.tally.check(False)
    return "-"
