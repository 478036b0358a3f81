"""What has changed since editions were published, by the kept rows. Reads only.

Which rows may have changed is told by their versions alone; only these are read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from annotator.comparison.editions.documents.changes import EditionChanges, edition_changes
from annotator.comparison.editions.documents.document import row_as_data
from annotator.comparison.editions.stored import document_of
from annotator.comparison.matrix.line_filter import told_rows
from annotator.comparison.models import Edition
from annotator.comparison.question_rows.kept import kept_rows
from annotator.comparison.settled_rows.reading import settled_rows
from articles.models import Article, Story


def changes_since(story: Story, editions: Collection[Edition]) -> dict[int, EditionChanges]:
    """Return by its key what has changed since each of these editions of the story.

    The number of statements grows with the rows that may have changed, twenty-five at a time, and
    not with the editions. To be shown to nobody who has still to read in the story.
    """
    documents = {edition.pk: document_of(edition) for edition in editions}
    told = dict(told_rows(kept_rows(story)).order_by().values_list("pk", "version"))
    moved = {edition.pk: _moved(edition, documents[edition.pk], told) for edition in editions}
    now = _rows_now(story, set().union(*moved.values()))
    versions = versions_now({key for edition in editions for key in edition.articles})
    return {
        edition.pk: edition_changes(
            _among(documents[edition.pk]["rows"], moved[edition.pk]),
            [now[key] for key in sorted(moved[edition.pk] & now.keys())],
            documents[edition.pk]["articles"],
            versions,
        )
        for edition in editions
    }


def changes_between(earlier: Edition, later: Edition) -> EditionChanges:
    """Return what has changed from the one edition to the other."""
    before, after = document_of(earlier), document_of(later)
    versions = {one["id"]: one["text_version"] for one in after["articles"]}
    return edition_changes(before["rows"], after["rows"], before["articles"], versions)


def _moved(edition: Edition, document: Mapping[str, Any], told: Mapping[int, int]) -> set[int]:
    """Return the questions of the rows that may not be as the edition has them."""
    then = {int(key): version for key, version in edition.versions.items()}
    held = {row["question"]["id"] for row in document["rows"]}
    return {key for key in told if told[key] != then.get(key)} | {
        key for key in held if key not in told
    }


def _rows_now(story: Story, questions: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return the settled rows of these questions as an edition would hold them, unprinted."""
    if not questions:
        return {}
    rows = settled_rows(story, told=True, questions=questions)
    return {row.question: row_as_data(row, {}) for row in rows}


def _among(rows: Iterable[Mapping[str, Any]], keys: Collection[int]) -> Sequence[Mapping[str, Any]]:
    return [row for row in rows if row["question"]["id"] in keys]


def versions_now(articles: Collection[int]) -> dict[int, int]:
    """Return which version of its text each article has; one statement."""
    found = Article.objects.filter(pk__in=articles).order_by()
    return dict(found.values_list("pk", "version"))
