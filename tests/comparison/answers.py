"""Questions and answers in few words: each source has one article, of its own name and day."""

from datetime import date
from decimal import Decimal

from annotator.annotations.values.dates import tidy_day
from annotator.comparison.engine.records import Answer, QuestionRecord

PUBLISHED = {
    "A": date(2022, 2, 25),
    "B": date(2022, 2, 24),
    "C": date(2022, 3, 3),
    "D": date(2021, 4, 13),
    "E": date(2022, 2, 8),
}
OPEN = {"more than": "()", "at least": "[)", "less than": "()", "up to": "(]"}
asks = QuestionRecord


def says(src, v=None, unit="", approx="", *, lo="", hi="", pub=None, step=1, article=None, **rest):
    """An answer: `v` a number; or `lo` and `hi`, dates of any precision; `step` of the number."""
    low = high = None if v is None else Decimal(str(v))
    if approx in {"more than", "at least"}:
        high = None
    if approx in {"less than", "up to"}:
        low = None
    if lo:
        low = date.fromisoformat(tidy_day(lo, last=False))
    if hi:
        high = date.fromisoformat(tidy_day(hi, last=True))
    return Answer(
        article=article or src,
        source=src,
        published=date.fromisoformat(pub) if pub else PUBLISHED.get(src),
        low=low,
        high=high,
        bounds=rest.pop("bounds", OPEN.get(approx, "[]")),
        unit=unit,
        step=None if v is None else Decimal(str(step)),
        approximator=approx,
        **rest,
    )
