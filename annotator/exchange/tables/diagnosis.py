"""diagnosis.csv: each place as it is now, with a column an annotator, in constant memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.models import AssignmentState
from annotator.cells import defused, lines
from annotator.exchange.tables import columns
from annotator.exchange.tables.labels import EVERYTHING, ArticleCells, batches, moment
from annotator.exchange.tables.notation import NOTHING, annotation_in_words, joined
from annotator.people.models import User
from annotator.reconciliation.feedback.outcomes import settled_at
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import Place
from articles.models import Article, Story


def diagnosis_csv(
    stories: Sequence[Story], *, articles: Q = EVERYTHING, bom: bool = False
) -> Iterator[str]:
    """diagnosis.csv in pieces: one row a place, one column each of those who submitted."""
    people = _annotators(stories, articles)
    header = (*columns.DIAGNOSIS, *(_heading(username) for username in people.values()))
    return lines(header, _rows(stories, articles, list(people)), bom=bom)


def _annotators(stories: Sequence[Story], articles: Q) -> dict[int, str]:
    """Who has submitted anything in the chosen articles, in the order of their usernames."""
    chosen = Article.objects.filter(articles, story__in=stories).order_by().values("pk")
    found = User.objects.filter(
        assignments__article__in=chosen, assignments__state=AssignmentState.SUBMITTED
    ).distinct()
    people = found.order_by().values_list("pk", "username")
    # by code point, whatever the database's collation
    return dict(sorted(people, key=lambda person: person[1]))


def _heading(username: str) -> str:
    """The username; told apart where it is also the name of a column."""
    return defused(f"{username} (annotator)" if username in columns.DIAGNOSIS else username)


def _rows(stories: Sequence[Story], articles: Q, people: list[int]) -> Iterator[list[str]]:
    names: dict[int, str] = {}
    for batch in batches(stories, articles):
        for number, article in batch.items():
            readings = readings_of(Article(pk=number))
            _learn(names, {ruling.by for ruling in readings.decisions})
            for place in readings.places:
                yield _row(article, place, people, readings.submitted, names)


def _learn(names: dict[int, str], keys: set[int]) -> None:
    """Add the usernames of whoever is not known yet."""
    if unknown := keys - names.keys():
        names.update(User.objects.filter(pk__in=unknown).values_list("pk", "username"))


def _row(
    article: ArticleCells,
    place: Place,
    people: list[int],
    submitted: Sequence[int],
    names: Mapping[int, str],
) -> list[str]:
    latest = place.decisions[-1] if place.decisions else None
    return [
        *article.cells,
        place.kind,
        str(place.start),
        str(place.end),
        defused(article.text[place.start : place.end]),
        place.state,
        ",".join(place.types) or (latest.types if latest else ""),
        latest.outcome if latest else "",
        _told(settled_at(place)),
        defused(latest.reason) if latest else "",
        defused(names[latest.by]) if latest else "",
        moment(latest.at) if latest else "",
        *(_cell(place, person, submitted) for person in people),
    ]


def _cell(place: Place, person: int, submitted: Sequence[int]) -> str:
    """What one annotator had at the place; empty where they did not read the article."""
    if person not in submitted:
        return ""
    return _told(row for row in place.rows if row["annotator"] == person) or NOTHING


def _told(found: Iterable[AnnotationRow]) -> str:
    return joined(annotation_in_words(row) for row in found)
