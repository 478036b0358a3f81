"""What stands here for the labels and annotators of a file: proposed, and chosen (pure)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

# What others call what the default vocabulary has: OntoNotes, CoNLL-2003, spaCy, and plain words.
COMMON = {
    "entity-person": "per person people pers persname",
    "entity-organisation": "org organization organisation orgname company corporation",
    "entity-place": "loc location gpe place placename geogname fac facility geo city country",
    "entity-group": "norp group nationality misc-group",
    "entity-event": "event",
    "entity-work": "work_of_art work law product",
    "entity-date": "date time",
    "entity-quantity": "quantity cardinal ordinal money percent number",
    "claim-quantity": "claim quantity-claim statistical",
    "claim-quotation": "quote quotation said q",
    "claim-forecast": "forecast prediction",
    "claim-opinion": "opinion",
    "stance-favour": "favor favour for pro support positive",
    "stance-against": "against con oppose negative",
    "stance-neutral": "neutral none",
}
_BY_COMMON = {
    word.replace("_", "-"): slug for slug, words in COMMON.items() for word in words.split()
}


@dataclass(frozen=True)
class ForeignChoices:
    """What is chosen of a file: by each name in it the slug or username here; '' leaves it out.

    `source` is the source of the documents that name none; `submitted` tells that the readings are
    at their end. `base` is the desk's address, without a slash at its end, where it is known: what
    a file says of an address beneath it is of an article here.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    annotators: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    submitted: bool = False
    base: str = ""


def proposed_labels(names: Iterable[str], here: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return for each label of a file the slug that it most likely is here; '' where none is.

    `here` are the slugs and names of the vocabulary.
    """
    slugs = {slug for slug, _ in here}
    uses = Counter(_folded(name) for _, name in here)
    # “Quantity” is a claim and an entity: what others mean by it decides.
    by_name = {_folded(name): slug for slug, name in here if uses[_folded(name)] == 1}
    by_name |= {_folded(slug): slug for slug in slugs}
    proposed = {}
    for name in names:
        folded = _folded(name)
        common = _BY_COMMON.get(folded, "")
        proposed[name] = by_name.get(folded, common if common in slugs else "")
    return proposed


def _folded(name: str) -> str:
    return name.strip().casefold().replace(" ", "-").replace("_", "-")
