"""Annotations of every kind with every detail, as a card is drawn from them."""

import random
import uuid
from typing import Any

from annotator.annotations.details import BY_NAME, KINDS, OF_KIND

WORDS = [
    "Karachi",
    "Straße",
    "STRASSE",
    "strasse",
    "<b>&amp;</b>",
    "پائپ لائن",
    "a  b",
    "23 years",
    "🎉",
]
ENDS = ["", "", "1100", "-2.5", "23", "1999-04-01", "2022-02-24"]
SAYS: dict[str, list[str]] = {
    "value_low": ENDS,
    "value_high": ENDS,
    "value_bounds": ["", "[]", "(]"],
    "value_span": ["", "period"],
    "answer_key": ["", "yes", "strasse", "karachi"],
    "unit": ["", "km", "year"],
    "approximator": ["", "exact", "about", "nearly", "more than", "at least", "less than", "up to"],
    "modality": ["", "asserted", "denied", "predicted", "hedged"],
    "as_of": ["", "1999", "1999-04-12"],
}
QUOTES = ["noon", "🎉" * 281, "x" * 279 + "🎉🎉", "word " * 80, "“<i>”"]


def card_models(number: int) -> list[dict[str, Any]]:
    """So many rows as drawing takes them: the bare one of each kind, the full ones, and others."""
    chance = random.Random(7)
    wanted = [(kind, share) for share in (0.0, 1.0) for kind in KINDS for _ in range(3)]
    while len(wanted) < number:
        wanted.append((chance.choice(KINDS), chance.random()))
    return [_row(kind, share, chance) for kind, share in wanted[:number]]


def _row(kind: str, share: float, chance: random.Random) -> dict[str, Any]:
    details, names = {}, {}
    for name in sorted(OF_KIND[kind]):
        said = chance.choice(SAYS.get(name, WORDS))
        if not said or chance.random() >= share:
            continue
        if BY_NAME[name].is_thing:
            details[name], names[name] = f"slug-{name}", said
        else:
            details[name] = said
    labels = {"claim": "claim-quantity", "entity": "entity-place", "stance": "stance-favour"}
    quote = chance.choice(QUOTES)
    return {
        "id": uuid.UUID(int=chance.getrandbits(128)), "annotator": 1, "layer": "reading",
        "kind": kind, "label": labels[kind], "start": 4, "end": 4 + len(quote),
        "part": chance.randrange(2), "quote": quote, "revision": 1, "erased": False,
        "details": details, "names": names,
    }  # fmt: skip
