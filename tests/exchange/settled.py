"""What the tests of decisions.csv and diagnosis.csv share: decisions, and the notation read back."""

import re

from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.models import Act, Decision, Rule
from annotator.reconciliation.places.load import readings_of

_ONE = re.compile(
    r"(?P<chosen>✓ )?(?:(?P<who>\S+): )?(?P<label>\S+) “(?P<quote>(?:\\.|[^\\”])*)”"
    r"(?: \[(?P<start>\d+)-(?P<end>\d+)\])?(?P<details>(?: · .*)?)",
    re.DOTALL,
)


def read_back(cell: str) -> list[dict]:
    """The annotations in a cell, as docs/formats.md says to read them."""
    found = []
    for part in cell.split(" | ") if cell else []:
        one = _ONE.fullmatch(part).groupdict()
        details = [pair.split("=", 1) for pair in one.pop("details").split(" · ")[1:]]
        found.append(
            one
            | {
                "quote": plain(one["quote"]),
                "details": {name: plain(words) for name, words in details},
            }
        )
    return found


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def place_at(article, words: str):
    start = article.text.index(words)
    return next(p for p in readings_of(article).places if p.start <= start < p.end)


def decide(article, by, words: str, *lanes: int, **options) -> Decision:
    """Accept the lanes of these numbers at the place that holds the words; none: none is right."""
    place = place_at(article, words)
    keys = [place.lanes[number - 1].keys[0] for number in lanes]
    return actions.decide(article, by, stamp=place.stamp, accept=keys, **options)


def agree(article, by, rule: Rule = Rule.AGREED, share: int = 100) -> Act:
    planned = plan(readings_of(article), rule, share)
    return actions.settle_automatically(article, by, rule=rule, share=share, places=planned.stamp)
