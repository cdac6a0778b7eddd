"""A signed policy folder and a gateway's settings on a disk, and a way to run commands on them."""

import io
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from gateway.cli import main
from gateway.exchange import ActivePolicies
from gateway.policy import Policy
from gateway.storage import open_storage
from tests.cli.making import write_config, write_private
from tests.policy.desk import KPU, POLRES, folder, keys_of, pins_of, sign_folder


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Ran:
    """Run one command as the shell does: its exit code and what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    words = ["gateway", *map(str, arguments)]
    code = 0
    with patch("sys.argv", words), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    return Ran(code, out.getvalue(), err.getvalue())


class Desk:
    """A folder that everybody has signed, and the gateway of KPU, ready to be activated."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(exist_ok=True)
        self.folder = home / "policies"
        for path, content in sign_folder(folder()).items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)
        self.config = write_config(home)
        pins = (
            f'[{agency}]\nthreshold = 1\nroots = ["{next(iter(pin.thumbprints))}"]\n'
            for agency, pin in pins_of(KPU, POLRES).items()
        )
        (home / "pins.toml").write_text("".join(pins))
        self._storage_url = f"sqlite:///{home}/state/kpu/gateway.db"
        with closing(open_storage(self._storage_url)) as storage:
            storage.upgrade()

    def run(self, *arguments: object) -> Ran:
        """Run a command on this gateway."""
        return run(*arguments, "--config", self.config)

    def activate(self) -> Ran:
        """Activate the folder."""
        return self.run("policies", "activate", self.folder)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file and leave its signatures as they are."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def pem(self, agency: str, name: str) -> Path:
        """Write a private key and return its path."""
        path = self.home / f"{agency}-{name}.pem"
        write_private(path, keys_of(agency)[name].to_pem())
        return path

    def policy(self) -> Policy:
        """Return what is active, read anew from the database."""
        with closing(open_storage(self._storage_url)) as storage:
            policies = ActivePolicies(storage.standing, storage.bundle_files, pins_of(KPU, POLRES))
            return policies.refresh()
