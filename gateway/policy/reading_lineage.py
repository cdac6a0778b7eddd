"""The versions that a trust file has followed: each in its place, none beyond the newest."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from gateway.policy.model import Trust
from gateway.policy.paths import former_path
from gateway.policy.reading_faults import Faults
from gateway.policy.succession import chain_to, key_problems, lineage_of


def check_lineage(trusts: Mapping[str, Trust], former: Iterable[Trust], faults: Faults) -> None:
    """A former version stands under its own number, and the one after it names its bytes and its keys."""
    lineage = lineage_of(former)
    for agency, versions in lineage.items():
        newest = trusts.get(agency)
        for each in versions:
            if each.place.file != former_path(agency, each.version):
                faults.add("former-version", each.place, version=each.version)
            elif newest is not None and each.version >= newest.version:
                faults.add("former-newer", each.place, version=each.version, newest=newest.version)
        if newest is None:
            continue
        for older, newer in pairwise(chain_to(newest, lineage, 1)):
            if newer.version == older.version + 1 and newer.predecessor not in {None, older.digest}:
                faults.add("former-differs", newer.place, version=older.version, digest=older.digest)
            for place, problem in key_problems(older, newer):
                faults.add("former-key", place, problem=problem)
