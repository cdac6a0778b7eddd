"""What somebody asks the desk about, held against the words that the files have."""

from collections.abc import Iterable

from gateway.catalogue import Sentence
from gateway.policy import Bundle, nearest


def unknown_word(
    bundle: Bundle,
    *,
    consumer: str,
    dataset: str,
    purpose: str,
    agreement: str | None = None,
    field: str | None = None,
) -> tuple[str, Sentence] | None:
    """Name the first word of a question that no file has, and what was probably meant.

    The name is that of the option; None when all words are known.
    """
    contract = bundle.contracts.get(dataset)
    agreements = bundle.agreements.values()
    known: tuple[tuple[str, str | None, Iterable[str]], ...] = (
        ("dataset", dataset, bundle.contracts),
        ("consumer", consumer, {party.agency for each in agreements for party in each.parties}),
        ("agreement", agreement, bundle.agreements),
        ("purpose", purpose, {name for each in agreements for name in each.purposes}),
        ("field", field, contract.fields if contract else ()),
    )
    for option, word, words in known:
        if word is not None and word not in words:
            near = nearest(word, sorted(words))
            if near is None:
                listed = ", ".join(sorted(words)) or "-"
                return option, Sentence("explaining.unknown", word=word, known=listed)
            return option, Sentence("explaining.unknown-near", word=word, near=near)
    return None
