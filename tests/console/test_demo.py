"""The demonstration as it stands: its links let one in, and the console tells what the receipts tell."""

import json
import re
import signal
import subprocess
import sys
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from gateway.audit import each_verdict
from tests.console.stand import NONE, ROOT, field_rows, form_token, text_of

WORDS = {
    "release": "diberikan",
    "transform": "diubah",
    "withhold": "tidak diberikan",
    "group": "menjadi kelompok",
    "measure": "dijumlahkan",
}


class Visit:
    """Somebody who followed one of the demonstration's links."""

    def __init__(self, link: str) -> None:
        self.site = link.partition("/konsol/")[0]
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        token = form_token(self._read(link))
        self.list = self._read(link, urlencode({"token": token}).encode())

    def page(self, path: str) -> str:
        return self._read(f"{self.site}/konsol/{path}")

    def check(self, exchange: str) -> str:
        token = form_token(self.page("perjanjian"))
        data = urlencode({"token": token}).encode()
        return self._read(f"{self.site}/konsol/pertukaran/{exchange}/periksa", data)

    def _read(self, address: str, data: bytes | None = None) -> str:
        with self._browser.open(address, data, timeout=30) as answer:
            text: str = answer.read().decode("utf-8")
            return text


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Visit]]]:
    """Play the demonstration until it serves on, and follow the links that it prints."""
    state = tmp_path_factory.mktemp("demo") / "state"
    command = [sys.executable, "-m", "gateway.cli", "demo", "--state", str(state), "--lang", "id"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0) as demo:
        assert demo.stdout is not None
        try:
            links = []
            for line in demo.stdout:
                links += re.findall(r"http://127\.0\.0\.1:\d+/konsol/undangan/\S+", line)
                if "Ctrl-C" in line:
                    break
            assert len(links) == 2
            yield state, [Visit(link) for link in links]
        finally:
            demo.send_signal(signal.SIGINT)
            demo.stdout.close()
            demo.wait(60)


def receipts(state: Path) -> list[Mapping[str, Any]]:
    """Read what the receipts say; that they verify is the demonstration's own business."""
    texts = [path.read_text("ascii") for path in sorted((state / "receipts").glob("*.jws"))]
    parts = [text.split(".")[1] for text in texts]
    return [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts]


def test_every_receipt_of_the_demonstration_is_told_by_the_console_with_the_same_facts(shown):
    state, visits = shown
    told = 0
    for receipt in receipts(state):
        entry = json.loads(receipt["entry"])
        (visit,) = [visit for visit in visits if entry["exchange_id"] in visit.list]
        page = visit.page(f"pertukaran/{entry['exchange_id']}")
        assert f"Entri {receipt['index']}" in page
        for fact in (
            entry["contract"],
            entry["bundle"],
            entry["consumer"]["key"],
            entry["agreement"]["permission"],
            *entry["commitments"].values(),
        ):
            assert fact in page
        if "rows" in entry:
            assert f"Baris yang diberikan: {entry['rows']}." in text_of(page)
        rows = field_rows(page)
        # The auditor also sees the fields whose very names the consumer may not know.
        others = rows.keys() - {verdict["field"] for verdict in each_verdict(entry)}
        assert all(name.endswith("nama tertutup") for name in others)
        for verdict in each_verdict(entry):
            said, _, _, basis, place = rows[verdict["field"]]
            assert said.startswith(WORDS[verdict["verdict"]])
            assert basis == verdict.get("legal_basis", NONE)
            assert re.search(r"\.yaml:\d+$", place)
        assert f"Entri {receipt['index']} terbukti" in visit.check(entry["exchange_id"])
        told += 1
    assert told >= 3


def test_the_refusals_of_the_demonstration_stand_in_the_list_with_their_reasons(shown):
    _, (kpu, _) = shown
    page = kpu.page("pertukaran?hasil=refused")
    for title in ("Kolom tidak diberikan", "Tujuan penggunaan tidak diizinkan", "Perjanjian telah berakhir"):
        assert title in page


def test_one_gateways_link_opens_no_other_gateway(shown):
    _, (kpu, polres) = shown
    assert "KPU Kabupaten Kapuas Hulu</span>" in kpu.list
    assert "Polres Kapuas Hulu</span>" in polres.list
    assert kpu.site != polres.site
