"""Two gateways on one disk, each served over loopback, and the policy folders that they start from."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from gateway.app import create_app, open_gateway
from gateway.exchange import ActivePolicies
from gateway.policy import Policy
from gateway.settings import load_settings
from gateway.storage import open_storage
from tests.cli.desk import Ran, run
from tests.cli.making import write_config, write_private
from tests.end_to_end.stand import free_port
from tests.policy.desk import AGREEMENT_PATH, KPU, POLRES, folder, keys_of, pins_of, sign_folder

# The gateway's own system has a client key too.
GATEWAY_CLIENT = "client-2"


def shared_folder() -> dict[str, bytes]:
    """Return the small folder in which each agency's gateway system may ask."""
    return {
        path: content.replace(b"holder: aplikasi-dua\n", b"holder: gerbang\n")
        for path, content in folder().items()
    }


SIGNED = sign_folder(shared_folder())


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


class Side:
    """One agency's gateway: settings, keys and a policy folder of its own."""

    def __init__(self, home: Path, agency: str) -> None:
        self.agency = agency
        self.home = home / agency
        self.home.mkdir()
        self.port = free_port()
        self.folder = self.home / "policies"
        self.config = write_config(self.home)
        keys = self.home / "state/kpu/keys"
        for name in ("log", "answer", "receipt"):
            write_private(keys / f"{name}.pem", keys_of(agency)[name].to_pem())
        write_private(keys / "client.pem", keys_of(agency)[GATEWAY_CLIENT].to_pem())
        pins = (
            f'[{each}]\nthreshold = 1\nroots = ["{next(iter(pin.thumbprints))}"]\n'
            for each, pin in pins_of(KPU, POLRES).items()
        )
        (self.home / "pins.toml").write_text("".join(pins))
        self._url = f"sqlite:///{self.home}/state/kpu/gateway.db"
        with closing(open_storage(self._url)) as storage:
            storage.upgrade()

    def meet(self, other: "Side") -> None:
        """Write the settings, now that the other side's address is known."""
        text = self.config.read_text()
        text = text.replace('agency = "kpu-kapuas-hulu"', f'agency = "{self.agency}"')
        text = text.replace('"kpu.example"', f'"127.0.0.1:{self.port}"')
        text = text.replace("kpu-kapuas-hulu.example", f"{self.agency}.example")
        peer = f'\n[peers.{other.agency}]\nurl = "http://127.0.0.1:{other.port}"\n'
        self.config.write_text(f'{text}{peer}origin = "{other.agency}.example/log"\n')

    def lay(self, files: dict[str, bytes]) -> None:
        for path, content in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)

    def run(self, *arguments: object) -> Ran:
        return run("--lang", "en", *arguments, "--config", self.config)

    def activate(self, *more: object) -> Ran:
        return self.run("policies", "activate", self.folder, *more)

    def pem(self, name: str) -> Path:
        path = self.home / f"{name}.pem"
        write_private(path, keys_of(self.agency)[name].to_pem())
        return path

    def policy(self) -> Policy:
        with closing(open_storage(self._url)) as storage:
            policies = ActivePolicies(storage.standing, storage.bundle_files, pins_of(KPU, POLRES))
            return policies.refresh()

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve this gateway over loopback for as long as this lasts."""
        gateway = open_gateway(load_settings(self.config, {}))
        server = make_server(
            "127.0.0.1", self.port, create_app(gateway), threaded=True, request_handler=_Quiet
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            gateway.close()


def make_pair(home: Path) -> tuple[Side, Side]:
    """Make both sides; they trust each other and have no agreement yet."""
    kpu, polres = Side(home, KPU), Side(home, POLRES)
    kpu.meet(polres)
    polres.meet(kpu)
    without = {path: content for path, content in SIGNED.items() if not path.startswith("agreements/")}
    for side in (kpu, polres):
        side.lay(without)
        assert side.activate().code == 0
    mine = {path: SIGNED[path] for path in (AGREEMENT_PATH, f"agreements/pks.{KPU}.jws")}
    kpu.lay(mine)
    return kpu, polres
