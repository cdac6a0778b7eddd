"""docs/keys-and-agreements.md, followed from top to bottom at two gateways."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.policy import Role
from tests.cli.desk import run
from tests.cli.pair import SIGNED, Side, make_pair
from tests.docs.blocks import DOCS, blocks, console_lines
from tests.policy.desk import AGREEMENT_PATH, KPU, POLRES, keys_of

PAGE = "keys-and-agreements.md"
TEXT = (DOCS / PAGE).read_text("utf-8")


class Walk:
    """The page's commands, each run where its gateway is."""

    def __init__(self, kpu: Side, polres: Side, patch: pytest.MonkeyPatch) -> None:
        self.kpu, self.polres, self._patch = kpu, polres, patch
        self.digest = "DIGEST"
        self.names = {
            "config/kpu.toml": str(kpu.config),
            "config/polres.toml": str(polres.config),
            "THUMBPRINT": keys_of(KPU)["client"].key.thumbprint,
            "ketua": "pimpinan",
            " pks-kapuas-hulu": " pks",
        }

    def follow(self, line: str) -> None:
        side = self.polres if "polres.toml" in line else self.kpu
        if side is self.polres and "activate" in line:
            self.hand_over()
        for old, new in {**self.names, "DIGEST": self.digest}.items():
            line = line.replace(old, new)
        self._patch.chdir(side.home)
        ran = run("--lang", "en", *shlex.split(line)[1:])
        assert ran.code == 0, f"{line}\n{ran.out}{ran.err}"
        found = re.search(r"digest of the proposal ([0-9a-f]{64})", ran.out)
        if found:
            self.digest = found[1]
        if "--save" in line:
            shutil.copy(self.kpu.home / "cabut.jws", self.polres.home)

    def hand_over(self) -> None:
        """Give KPU's trust file and the versions before it to the police."""
        shutil.copytree(self.kpu.folder / "trust", self.polres.folder / "trust", dirs_exist_ok=True)


def prepare(kpu: Side, polres: Side) -> None:
    for side, names in ((kpu, ("root", "signatory", "ppid")), (polres, ("signatory",))):
        (side.home / "offline").mkdir()
        for name in names:
            side.pem(name).replace(side.home / f"offline/{name}.pem")


def add_auditor(kpu: Side) -> None:
    """Write the page's two lines into the trust file, each below its heading."""
    shown = run("--lang", "en", "keys", "show", kpu.home / "pemeriksa.pem").out
    jwk = re.search(r"jwk: (\{.*\})", shown)[1]
    path = kpu.folder / f"trust/{KPU}.yaml"
    text = path.read_text("utf-8")
    (added,) = blocks(PAGE, "yaml")
    heading, official, below, key = added.replace("JWK_AUDITOR", jwk).replace("2027", "2030").splitlines()
    for title, line in ((heading, official), (below, key)):
        text = text.replace(f"\n{title}\n", f"\n{title}\n{line}\n", 1)
    path.write_text(text, "utf-8")


def test_the_page_works_from_beginning_to_end(tmp_path: Path):
    kpu, polres = make_pair(tmp_path)
    prepare(kpu, polres)
    shells = [block.strip() for block in blocks(PAGE, "bash")]
    with pytest.MonkeyPatch.context() as patch, kpu.served(), polres.served():
        walk = Walk(kpu, polres, patch)
        for line in console_lines(PAGE):
            walk.follow(line)
            if "keys show pemeriksa.pem" in line:
                subprocess.run(["bash", "-eu", "-c", shells[1]], check=True, cwd=kpu.home)
                add_auditor(kpu)
            if "--export jawaban" in line:
                subprocess.run(["bash", "-eu", "-c", shells[2]], check=True, cwd=kpu.home)
    for side in (kpu, polres):
        assert (side.folder / AGREEMENT_PATH).read_bytes() == SIGNED[AGREEMENT_PATH]
        policy = side.policy()
        assert policy.force("pks").complaint is None
        assert policy.bundle.trusts[KPU].version == 5
        keys = policy.bundle.trusts[KPU].keys.values()
        assert "pemeriksa" in [key.holder for key in keys if key.role is Role.AUDITOR]
        assert policy.problems == {}
        assert keys_of(KPU)["client"].key.thumbprint in policy.standing.revoked
        assert side.run("log", "verify").code == 0
    assert policy.standing.stated[KPU].keys() == {"pks"}
    assert (kpu.home / "berita-acara.pdf").read_bytes().startswith(b"%PDF")
    assert POLRES in kpu.policy().standing.stated
    subprocess.run(["bash", "-eu", "-c", shells[0]], check=True, cwd=kpu.home)


def test_every_command_of_this_kind_is_on_the_page():
    shown = {tuple(shlex.split(line)[1:3]) for line in console_lines(PAGE)}
    told = {tuple(match.split()) for match in re.findall(r"`gateway (\w+ \w+)", TEXT)}
    wanted = {("agreements", verb) for verb in ("propose", "inbox", "accept", "reject", "compare")}
    wanted |= {("keys", verb) for verb in ("rotate", "revoke", "ceremony", "show")}
    wanted |= {("people", verb) for verb in ("list", "handover")}
    assert wanted <= shown | told
