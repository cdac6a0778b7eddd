"""Trust files of two agencies, a log of one of them, and receipts of it: what judgements are tried on."""

from collections.abc import Mapping
from datetime import UTC, datetime

from gateway.audit import cosign, make_inclusion, parse_note
from gateway.evidence import Case, make_receipt
from gateway.policy import Place, Role, RoleKey, Trust
from gateway.signing import LocalSigner, new_signer
from tests.audit.memory import MemoryLog, query_draft, seal

KPU, POLRES = "kpu-kapuas-hulu", "polres-kapuas-hulu"
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
SEEN = datetime(2026, 11, 24, 7, tzinfo=UTC)
PLACE = Place("trust/x.yaml", 1, 1)

SIGNERS: dict[str, LocalSigner] = {
    name: new_signer("ed25519")
    for name in ("log", "next-log", "receipt", "client", "witness", "own-witness", "stranger", "polres-log")
}


def role_key(name: str, role: Role, begin: datetime = BEGIN, end: datetime = END) -> RoleKey:
    key = SIGNERS[name].key
    return RoleKey(key.thumbprint, key.jwk, key.alg, role, "gerbang", begin, end, PLACE)


def trust(agency: str, *keys: RoleKey) -> Trust:
    return Trust(
        agency=agency, version=1, expires=END, threshold=1, roots={}, officials={}, systems={},
        keys={key.thumbprint: key for key in keys}, digest="d" * 64, place=PLACE,
    )  # fmt: skip


KPU_KEYS = (
    role_key("log", Role.LOG),
    role_key("receipt", Role.RECEIPT),
    role_key("own-witness", Role.WITNESS),
)
POLRES_KEYS = (
    role_key("client", Role.CLIENT),
    role_key("witness", Role.WITNESS),
    role_key("polres-log", Role.LOG),
)
TRUSTS: Mapping[str, Trust] = {KPU: trust(KPU, *KPU_KEYS), POLRES: trust(POLRES, *POLRES_KEYS)}


def consumer() -> dict[str, str]:
    return {"agency": POLRES, "system": "sipam", "key": SIGNERS["client"].key.thumbprint}


SEALED = [seal(number, query_draft(number, consumer=consumer())) for number in range(9)]
INDEX = 5


def make_log(signer: str = "log", count: int = 9) -> MemoryLog:
    log = MemoryLog(signer=SIGNERS[signer])
    log.append(*(sealed.leaf for sealed in SEALED[:count]))
    return log


LOG = make_log()


def line(note: str, name: str, key: str, at: datetime = SEEN) -> str:
    """Cosign a checkpoint's text."""
    return cosign(parse_note(note).text, name, SIGNERS[key], int(at.timestamp()))


def receipt(log: MemoryLog = LOG, **more: object) -> str:
    """Make the receipt of one entry of a log."""
    given: dict[str, object] = {
        "origin": log.origin,
        "index": INDEX,
        "entry": SEALED[INDEX].leaf,
        "openings": SEALED[INDEX].openings,
        "inclusion": make_inclusion(INDEX, log.range.size, log.read_tile),
        "checkpoint_note": log.checkpoints[-1],
        "signer": SIGNERS["receipt"],
        **more,
    }
    return make_receipt(**given)  # type: ignore[arg-type]


def case(**more: object) -> Case:
    return Case(**{"trusts": TRUSTS, "origin": LOG.origin, **more})  # type: ignore[arg-type]
