"""Give the rows of diagnosis.csv: each place as it is now, with a column an annotator.

Read by the thousand articles: the number of statements does not grow with what is marked, nor is
more than one article's share of that in memory.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleFilters
from annotator.exchange.tables.article_facts import ArticleFacts, facts_in_batches
from annotator.exchange.tables.notation import NOTHING, annotation_in_words, joined
from annotator.exchange.tables.places import places_of_many
from annotator.machines.counting import readers_of
from annotator.machines.names import called_machine
from annotator.people.access import SETTLERS
from annotator.people.models import User
from annotator.reconciliation.feedback.outcomes import settled_at
from annotator.reconciliation.places.place import Place
from annotator.tables import Row, Table, columns
from articles.models import Article

AT_ONCE = 1000
"""Articles whose texts and decisions are read together."""
COLUMNS = columns(
    ("story source article_id article_title", "the article, as in labels.csv"),
    ("kind", "`claim`, `entity` or `stance`"),
    (
        "start end quote",
        "the place, from the smallest start to the largest end of all that stands there",
    ),
    (
        "state",
        "`agreed`, `open`, `settled`, or `stale`: decided, but the readings have changed since",
    ),
    ("types", "the types of difference, as in decisions.csv"),
    (
        "outcome",
        "of the latest decision that stands, as in decisions.csv; empty where there is none",
    ),
    ("gold", "what is settled there: see *In one cell*"),
    (
        "reason decided_by decided_at",
        "of the latest decision that stands, as `outcome`",
    ),
)


def _annotators(portion: Portion) -> dict[int, str]:
    """Return the heading of each annotator who has submitted any of the articles, by key; of
    each machine that counts, too.

    In the order of their usernames.
    """
    chosen = Article.objects.filter(portion.articles, story__in=portion.stories)
    found = User.objects.filter(readers_of(chosen.order_by().values("pk")))
    readers = found.order_by().values_list("pk", "username", "is_machine")
    # by code point, whatever the database's collation
    return {
        pk: _heading(username, machine)
        for pk, username, machine in sorted(readers, key=lambda reader: reader[1])
    }


def _heading(username: str, machine: bool) -> str:
    """Return the username; told apart where it is a machine's, or also the name of a column."""
    if machine:
        return called_machine(username)
    taken = any(username == column.name for column in COLUMNS)
    return f"{username} (annotator)" if taken else username


def _rows(portion: Portion) -> Iterator[Row]:
    people = _annotators(portion)
    names: dict[int, str] = {}
    for batch in facts_in_batches(portion, AT_ONCE):
        for number, there in places_of_many(batch):
            _learn(names, there.deciders)
            for place in there.places():
                yield _row(batch[number], place, people, there.submitted, names)


def _learn(names: dict[int, str], keys: set[int]) -> None:
    """Add the usernames of the people whose keys are not known yet."""
    if unknown := keys - names.keys():
        names.update(User.objects.filter(pk__in=unknown).values_list("pk", "username"))


def _row(
    article: ArticleFacts,
    place: Place,
    people: Mapping[int, str],
    submitted: Collection[int],
    names: Mapping[int, str],
) -> Row:
    latest = place.decisions[-1] if place.decisions else None
    row = article.cells | {
        "kind": place.kind,
        "start": place.start,
        "end": place.end,
        "quote": article.text[place.start : place.end],
        "state": place.state,
        "types": ",".join(place.types) or (latest.types if latest else ""),
        "outcome": latest.outcome if latest else "",
        "gold": _told(settled_at(place)),
        "reason": latest.reason if latest else "",
        "decided_by": names[latest.by] if latest else "",
        "decided_at": latest.at if latest else None,
    }
    return row | {heading: _cell(place, key, submitted) for key, heading in people.items()}


def _cell(place: Place, person: int, submitted: Collection[int]) -> str:
    """Return what one annotator had at the place; empty where they did not read the article."""
    if person not in submitted:
        return ""
    return _told(row for row in place.rows if row["annotator"] == person) or NOTHING


def _told(found: Iterable[AnnotationRow]) -> str:
    return joined(annotation_in_words(row) for row in found)


DIAGNOSIS = Table(
    name="diagnosis",
    url="exchange:diagnosis",
    heading="Decisions, diagnosis, agreement",
    sentence=(
        "One row a place as it is now: beside one another what each annotator had there, and "
        "what is settled."
    ),
    columns=COLUMNS,
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_rows,
    more=lambda portion: list(_annotators(portion).values()),
)
