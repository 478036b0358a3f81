"""Give the rows of decisions.csv: what was decided of each place, batch by batch of articles.

What the annotators had is told as it was when it was decided on, from the annotations' history.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleFilters
from annotator.exchange.tables.article_facts import ArticleFacts, facts_in_batches
from annotator.exchange.tables.notation import annotation_in_words, joined
from annotator.machines.names import called_machine
from annotator.people.access import SETTLERS
from annotator.reconciliation.models import Decision, Made, Ruled
from annotator.tables import Row, Table, columns

CHOSEN = "✓ "
"""What stands before a reading that was accepted."""

_READ = (
    "article_id",
    "pk",
    "kind",
    "types",
    "outcome",
    "act__rule",
    "act__share",
    "reason",
    "decided_by__username",
    "decided_at",
    "had_read",
    "text_version",
    "undone_at",
    "replaced_by_id",
)


class _Ruled(NamedTuple):
    """An annotation as it was when it was decided on, whose it is, and whether it was accepted."""

    username: str
    row: AnnotationRow
    accepted: bool

    @property
    def called(self) -> str:
        """The username; a machine's is told to be one."""
        machine = self.row["layer"] == Layer.MACHINE
        return called_machine(self.username) if machine else self.username


class _Made(NamedTuple):
    """A settled annotation that a decision made: its id and where it stands."""

    key: str
    start: int
    end: int


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield a row a decision, undone and replaced ones too; an article's oldest first."""
    for batch in facts_in_batches(portion):
        numbers = list(batch)
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        decisions = Decision.everything.filter(article__in=numbers).order_by("decided_at", "pk")
        for decision in decisions.values(*_READ):
            found[decision["article_id"]].append(decision)
        ruled, made = _ruled(numbers), _made(numbers)
        for number, article in batch.items():
            for decision in found.pop(number, ()):
                pk = decision["pk"]
                yield _row(article, decision, ruled.pop(pk, []), made.pop(pk, []))


def _row(
    article: ArticleFacts, decision: dict[str, Any], ruled: list[_Ruled], made: list[_Made]
) -> Row:
    spans = [(one.row["start"], one.row["end"]) for one in ruled]
    spans = spans or [(one.start, one.end) for one in made]
    # Of a whole article there is neither.
    start = min((start or 0 for start, _ in spans), default=0)
    end = max((end or 0 for _, end in spans), default=0)
    readings = joined(
        (CHOSEN if one.accepted else "")
        + f"{one.called}: {annotation_in_words(one.row, edges=True)}"
        for one in ruled
        if one.row["layer"] != Layer.GOLD
    )
    return article.cells | {
        "decision_id": decision["pk"],
        "kind": decision["kind"],
        "types": decision["types"],
        "start": start,
        "end": end,
        "quote": _quote(article.text, start, end, ruled),
        "readings": readings,
        "outcome": decision["outcome"],
        "rule": decision["act__rule"],
        "share": decision["act__share"],
        "gold": " ".join(one.key for one in made),
        "reason": decision["reason"],
        "decided_by": decision["decided_by__username"],
        "decided_at": decision["decided_at"],
        "had_read": decision["had_read"],
        "text_version": decision["text_version"],
        "undone_at": decision["undone_at"],
        "replaced_by": decision["replaced_by_id"],
    }


def _quote(text: str, start: int, end: int, ruled: list[_Ruled]) -> str:
    """Return the words of the place; where a corrected text has not all of them, those that were
    marked."""
    marked = [one.row for one in ruled if one.row["start"] is not None]
    if all(text[row["start"] : row["end"]] == row["quote"] for row in marked):
        return text[start:end]
    return joined(dict.fromkeys(row["quote"] for row in marked))


def _ruled(articles: list[int]) -> dict[int, list[_Ruled]]:
    """Return by decision the annotations that it decided on, each at the revision that it knew."""
    ruled = Ruled.objects.filter(decision__article__in=articles).order_by()
    keys = ruled.values("annotation")
    now = {row["id"]: row for row in rows(Annotation.every_layer.filter(pk__in=keys))}
    changed = ruled.exclude(revision=F("annotation__revision")).values("annotation")
    past: dict[tuple[UUID, int], AnnotationRow] = {
        (row["id"], row["revision"]): row for row in rows(Annotation.history.filter(id__in=changed))
    }
    found: dict[int, list[_Ruled]] = defaultdict(list)
    for decision, key, revision, accepted, username in ruled.values_list(
        "decision_id", "annotation_id", "revision", "accepted", "annotation__annotator__username"
    ):
        row = past.get((key, revision), now[key])
        found[decision].append(_Ruled(username, row, accepted))
    for readings in found.values():
        readings.sort(key=_order)
    return found


def _order(one: _Ruled) -> tuple[Any, ...]:
    row = one.row
    return one.username, row["start"], row["end"], row["label"], row["part"], str(row["id"])


def _made(articles: list[int]) -> dict[int, list[_Made]]:
    """Return by decision the settled annotations that it made, in reading order."""
    found: dict[int, list[_Made]] = defaultdict(list)
    made = Made.objects.filter(decision__article__in=articles).order_by()
    read: Any = made.values_list(
        "decision_id", "annotation_id", "annotation__start", "annotation__end"
    )
    for decision, key, start, end in read:
        found[decision].append(_Made(str(key), start, end))
    for golds in found.values():
        golds.sort(key=lambda one: (one.start, one.end, one.key))
    return found


DECISIONS = Table(
    name="decisions",
    url="exchange:decisions",
    heading="Decisions, diagnosis, agreement",
    sentence=(
        "One row a decision, undone and replaced ones too: what each annotator had at the place, "
        "what was ruled, why, by whom and when."
    ),
    columns=columns(
        ("story source article_id article_title text_sha256", "the article, as in labels.csv"),
        ("decision_id", "the decision's number on this desk"),
        ("kind", "`claim`, `entity` or `stance`"),
        (
            "types",
            "the types of difference that it found, by comma: `agreed`, `single reading`, "
            "`punctuation`, `edges`, `label`, `details`, `blank`, `missed`, `split`; empty where "
            "nobody had marked anything",
        ),
        (
            "start end quote",
            "the place, from the smallest start to the largest end of what was ruled on; of what "
            "it made, where nobody had marked anything",
        ),
        (
            "readings",
            "what each annotator had there when it was decided, even if they changed it since: "
            "see *In one cell* below",
        ),
        ("outcome", "`accepted`, `edited`, `added`, or `none`: none is right"),
        (
            "rule share",
            "of an automatic act, `agreed` or `majority`, and the per cent of annotators who had "
            "to agree; otherwise empty",
        ),
        (
            "gold",
            "the ids of the settled highlights that it made, by space; what is undone or replaced "
            "is no longer in labels.csv",
        ),
        ("reason", "the adjudicator's reason"),
        ("decided_by decided_at", "username, and time in UTC"),
        ("had_read", "`yes` where whoever decided had read the article as an annotator, else `no`"),
        ("text_version", "on which version of the text it was decided"),
        ("undone_at", "when it was undone; empty if it was not"),
        (
            "replaced_by",
            "the `decision_id` of the one that replaced it; empty if none did",
        ),
    ),
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_rows,
)
