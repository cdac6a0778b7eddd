"""An exchange of the demonstration's data, cosigned and timestamped, becomes a bundle that stands alone."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest
from pypdf import PdfReader

from gateway.app import Gateway, create_app, create_worker, open_gateway
from gateway.audit import cosign, parse_note, read_cosignatures
from gateway.catalogue import say
from gateway.cli.trust_files import read_trust_file
from gateway.client import Client, Peer
from gateway.formats import read_zip, write_zip
from gateway.settings import load_settings, read_pins
from gateway.signing import signer_from_pem
from tests.cli.desk import Ran, run
from tests.docs.blocks import DOCS, blocks
from tests.end_to_end.stand import AGREEMENT, CONFIG, CONSUMER, PROVIDER, Node, make_house
from tests.simulator.tsa import OPENSSL, make_tsa
from tests.simulator.tsa_http import Served, served_tsa
from tests.simulator.world import FlaskTransport

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")


class Case:
    """One answered query, the files that both sides have of it, and a gateway to ask for more."""

    def __init__(self, home: Path, tsa: Served) -> None:
        self.home, self.tsa = home, tsa
        self.state = home / "state"
        config = home / "kpu.toml"
        table = f'\n[timestamps]\nurl = "{tsa.url}"\nroots = ["{tsa.tsa.root}"]\n'
        config.write_text(CONFIG.read_text("utf-8") + table)
        self.node = Node(make_house(self.state), self.state, config=config).prepare()
        self.config = config
        self.body = home / "answer.json"
        self.receipt = home / "receipt.jws"
        self.pins = self.state / "pins.toml"
        with closing(self.open()) as gateway:
            client = self.client(gateway)
            page = client.query(f"{PROVIDER}/tps", agreement=AGREEMENT, purpose="pengamanan-tps", page_size=3)
            self.exchange = page.exchange_id
            self.body.write_bytes(page.body)
            self.receipt.write_text(client.receipt(self.exchange)[0])

    def open(self) -> Gateway:
        return open_gateway(load_settings(self.config, self.node.environ))

    def client(self, gateway: Gateway) -> Client:
        trust = read_trust_file(self.state / f"policies/trust/{PROVIDER}.yaml", read_pins(self.pins))
        signer = signer_from_pem((self.state / "clients/polres/client.pem").read_bytes())
        peer = Peer.of(trust, origin=gateway.settings.log_origin)
        return Client(
            f"http://{self.node.authority}", signer, peer, transport=FlaskTransport(create_app(gateway))
        )

    def see(self) -> None:
        """Have the log cosigned by the consumer's witness, and timestamped by the worker's own round."""
        with closing(self.open()) as gateway:
            note = gateway.log.head()
            witness = signer_from_pem((self.state / "polres/keys/witness.pem").read_bytes())
            name = "polres.kapuas-hulu.example/sinergi/witness"
            line = cosign(parse_note(note).text, name, witness, int(datetime.now(UTC).timestamp()))
            (found,) = read_cosignatures(note + line, {name: (witness.key,)})
            size = int(parse_note(note).text.splitlines()[1])
            gateway.witnessing.store.keep_cosignature(size, found)
            create_worker(gateway).round()

    def run(self, *arguments: object) -> Ran:
        with patch.dict(os.environ, {"SINERGI_STATE": str(self.state)}):
            return run("--lang", "en", "receipts", *arguments)

    def export(self, what: object, name: str, *more: object) -> Path:
        out = self.home / name
        told = self.run("export", what, "--config", self.config, "-o", out, *more)
        assert told.code == 0, told.err
        return out

    def verify(self, file: Path, *more: object) -> Ran:
        return self.run("verify", file, "--pins", self.pins, "--tsa-root", self.tsa.tsa.root, *more)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    home = tmp_path_factory.mktemp("evidence")
    with served_tsa(make_tsa(home / "tsa")) as tsa:
        case = Case(home, tsa)
        case.see()
        yield case


@pytest.fixture(scope="module")
def bundle(case: Case) -> Path:
    return case.export(case.exchange, "bundle.zip", "--pdf", case.home / "verdict.pdf", "--body", case.body)


def judged(told: Ran) -> dict[str, object]:
    return json.loads(told.out)


def test_a_bundle_stands_alone_and_says_that_this_file_was_sent(case: Case, bundle: Path):
    told = case.verify(bundle, "--body", case.body, "--require", "timestamped", "--format", "json")
    found = judged(told)
    assert told.code == 0, told.out
    assert (found["verdict"], found["level"]) == ("same", "timestamped")
    assert {check["state"] for check in found["checks"]} == {"holds"}
    assert {check["check"] for check in found["checks"]} >= {"files", "chain", "policy", "cosignatures"}
    assert found["cosigned"][0]["agency"] == CONSUMER


def test_every_file_of_a_bundle_that_was_changed_taken_out_or_put_in_is_named(case: Case, bundle: Path):
    files = dict(read_zip(bundle.read_bytes()))
    spoilt = case.home / "spoilt.zip"
    for name in ("receipt.jws", "entry.json", "log/latest.txt", "log/chain.json", "README-id.txt"):
        for changed in ({**files, name: files[name] + b" "}, {k: v for k, v in files.items() if k != name}):
            spoilt.write_bytes(write_zip(changed))
            told = case.verify(spoilt)
            assert told.code == 1
            assert f"{name} was changed" in " ".join(told.out.split())
    spoilt.write_bytes(write_zip({**files, "more.txt": b""}))
    assert "more.txt was changed" in " ".join(case.verify(spoilt).out.split())


def test_a_bundle_whose_list_was_written_anew_is_judged_by_its_proofs(case: Case, bundle: Path):
    files = dict(read_zip(bundle.read_bytes()))
    policy = next(name for name in files if name.startswith("policy/datasets/") and name.endswith(".yaml"))
    chain = json.loads(files["log/chain.json"])
    wrong = [
        ("policy", {policy: files[policy] + b"\n"}),
        ("chain", {"log/chain.json": json.dumps({**chain, "consistency": ["AAAA"]}).encode()}),
        ("chain", {"log/latest.txt": files["log/latest.txt"].replace(b"\n\n", b"\nx\n\n", 1)}),
        ("signature", {"receipt.jws": files["receipt.jws"][:-4] + b"AAAA"}),
    ]
    for named, changes in wrong:
        changed = {**files, **changes}
        spoilt = case.home / "spoilt.zip"
        changed["SHA256SUMS"] = sums(changed)
        spoilt.write_bytes(write_zip(changed))
        found = judged(case.verify(spoilt, "--format", "json"))
        assert (found["verdict"], found["level"]) == ("unsound", "none")
        failing = {check["check"] for check in found["checks"] if check["state"] == "fails"}
        assert named in failing, (named, failing)
        assert "files" not in failing


def sums(files: dict[str, bytes]) -> bytes:
    names = sorted(files.keys() - {"SHA256SUMS"})
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in names).encode()


def test_the_same_is_written_byte_for_byte(case: Case, bundle: Path):
    assert case.export(case.exchange, "again.zip").read_bytes() == bundle.read_bytes()


def test_a_receipt_that_was_kept_is_upgraded_by_its_export(case: Case):
    # Kept when it was only recorded; the chain leads on to the head that was cosigned later.
    old = case.export(case.receipt, "old.zip")
    found = judged(case.verify(old, "--format", "json"))
    assert (found["verdict"], found["level"]) == ("sound", "recorded")
    assert "chain" in {check["check"] for check in found["checks"]}
    with closing(case.open()) as gateway:
        token, _ = case.client(gateway).receipt(case.exchange)
    newer = case.home / "newer.jws"
    newer.write_text(token)
    trust = case.state / f"policies/trust/{PROVIDER}.yaml"
    other = case.state / f"policies/trust/{CONSUMER}.yaml"
    told = case.verify(newer, "--trust", trust, "--trust", other, "--require", "timestamped")
    assert told.code == 0, told.out


def test_the_page_names_the_verdict_and_the_digests(case: Case, bundle: Path):
    reader = PdfReader(case.home / "verdict.pdf")
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert say("receipts.verdict-same", "en") in text
    assert "receipt.jws" in text


def test_common_tools_check_what_the_readme_says(case: Case, bundle: Path):
    folder = case.home / "unpacked"
    folder.mkdir()
    for name, content in read_zip(bundle.read_bytes()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    shutil.copy(case.tsa.tsa.root, folder / "root.pem")
    page = (folder / "README-en.txt").read_text("utf-8")
    lines = [line.strip() for line in page.splitlines() if line.startswith("     ")]
    tools = [line for line in lines if line.startswith(("sha256sum", "openssl", "(printf"))]
    assert len(tools) == 3
    for line in tools:
        done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    (verify,) = (line for line in lines if line.startswith("gateway receipts verify"))
    assert verify == "gateway receipts verify FILE.zip --pins pins.toml"


def test_the_commands_of_the_page_work_as_they_stand(case: Case, monkeypatch: pytest.MonkeyPatch):
    *_, block = blocks("evidence.md", "console")
    monkeypatch.chdir(case.home)
    shutil.copy(case.receipt, "bukti.jws")
    shutil.copy(case.pins, "pins.toml")
    for line in block.splitlines():
        program, noun, *rest = shlex.split(line.replace("EXCHANGE_ID", case.exchange))
        assert (program, noun) == ("gateway", "receipts")
        told = case.run(*(word.replace("config/kpu.toml", str(case.config)) for word in rest))
        assert told.code == 0, (line, told)
    assert "THE RECEIPT HOLDS" in told.out
    assert (case.home / "putusan.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_page_names_every_file_of_a_bundle(bundle: Path):
    page = (DOCS / "evidence.md").read_text("utf-8").split("## 7.")[1].split("## 8.")[0]
    for name in read_zip(bundle.read_bytes()):
        folder = f"{name.split('/')[0]}/"
        assert f"`{name}`" in page or f"`{folder}`" in page, name
