"""Choose from a folder what the page of one agreement is made from."""

from collections.abc import Mapping
from hashlib import sha256

from gateway.catalogue import Sentence
from gateway.drafting.render import Annex
from gateway.errors import PolicyFilesBad
from gateway.policy import Bundle, read_annex


def annex_of(path: str, files: Mapping[str, bytes]) -> Annex:
    """Read an agreement and its contracts from exactly these files; their order makes no difference.

    Raises:
        PolicyFilesBad: a file has a fault, or the pins name other contracts than these.
    """
    agreement, contracts = read_annex(path, files)
    others = {place: files[place] for place in sorted(files) if place != path}
    return Annex(agreement, contracts, {path: files[path], **others})


def annex_from(bundle: Bundle, uid: str | None) -> Annex:
    """Choose an agreement of a folder, the only one unless it is named, with the contracts that it pins.

    Raises:
        PolicyFilesBad: there is no such agreement, or a pinned contract is not in the folder.
    """
    agreements = bundle.agreements
    if uid is None and len(agreements) > 1:
        raise PolicyFilesBad(Sentence("annex.agreement-many", uids=", ".join(sorted(agreements))))
    chosen = next(iter(agreements), "") if uid is None else uid
    if chosen not in agreements:
        raise PolicyFilesBad(Sentence("annex.agreement-missing", uid=chosen))
    agreement = agreements[chosen]
    path = agreement.place.file
    files = {path: bundle.files[path]}
    for name, pin in agreement.pins.items():
        place = bundle.contracts[name].place.file
        if sha256(bundle.files[place]).hexdigest() != pin.digest:
            raise PolicyFilesBad(Sentence("annex.contract-missing", dataset=name, digest=pin.digest))
        files[place] = bundle.files[place]
    return annex_of(path, files)
