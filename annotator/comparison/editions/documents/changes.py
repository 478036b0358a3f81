"""Say what has changed between two states of an edition's rows (pure: no Django).

Both states are rows as `document.row_as_data` writes them. Compared is what is said by whom, not
the printed words: how much of a sentence is printed depends on what stands beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

RowData = Mapping[str, Any]


class SinceKind(StrEnum):
    """What became of a row: the first that holds, in this order."""

    NEW = "new"
    GONE = "gone"
    STATE = "another state"
    VALUES = "other answers"
    TOLD = "told otherwise"


class ValueSince(NamedTuple):
    """One value of a row, with the sources that have come to give it, and those that no longer do.

    `new` and `gone`: whether any source gave the value before, or gives it now.
    """

    value: str
    came: tuple[str, ...]
    left: tuple[str, ...]
    new: bool
    gone: bool


@dataclass(frozen=True)
class RowSince:
    """A row that is not as it was."""

    kind: SinceKind
    slug: str
    question: str
    was: str
    """The state before; empty of a new row, as `now` is of one that is gone."""
    now: str
    values: tuple[ValueSince, ...] = ()


class TextSince(NamedTuple):
    """An article whose text has been corrected: which version was quoted, and which there is."""

    article: int
    title: str
    source: str
    was: int
    now: int


@dataclass(frozen=True)
class EditionChanges:
    """All that has changed."""

    rows: tuple[RowSince, ...]
    texts: tuple[TextSince, ...]

    @property
    def count(self) -> int:
        """How many rows and texts are not as they were."""
        return len(self.rows) + len(self.texts)


def edition_changes(
    before: Iterable[RowData],
    after: Iterable[RowData],
    articles: Sequence[Mapping[str, Any]],
    versions: Mapping[int, int],
) -> EditionChanges:
    """Return what has changed from the rows `before` to those `after`.

    `articles`: as the earlier document lists them; `versions`: which version of each there is now,
    by its key. An article that is not among these is taken to be as it was.
    """
    was = {row["question"]["id"]: row for row in before}
    now = {row["question"]["id"]: row for row in after}
    rows = [_gone(row) for key, row in was.items() if key not in now]
    rows += [found for key, row in now.items() if (found := _changed(was.get(key), row))]
    order = list(SinceKind)
    rows.sort(key=lambda row: (order.index(row.kind), row.question.casefold(), row.slug))
    texts = [
        TextSince(one["id"], one["title"], one["source"], one["text_version"], versions[one["id"]])
        for one in articles
        if versions.get(one["id"], one["text_version"]) != one["text_version"]
    ]
    return EditionChanges(tuple(rows), tuple(texts))


def _gone(row: RowData) -> RowSince:
    asked = row["question"]
    return RowSince(SinceKind.GONE, asked["slug"], asked["text"], row["state"], "")


def _changed(was: RowData | None, now: RowData) -> RowSince | None:
    """Return what became of a row; None where it is as it was."""
    asked = now["question"]
    if was is None:
        return RowSince(SinceKind.NEW, asked["slug"], asked["text"], "", now["state"])
    values = _values(was, now)
    if was["state"] != now["state"]:
        kind = SinceKind.STATE
    elif values or _said(was) != _said(now):
        kind = SinceKind.VALUES
    elif _told(was) != _told(now):
        kind = SinceKind.TOLD
    else:
        return None
    return RowSince(kind, asked["slug"], asked["text"], was["state"], now["state"], values)


def _values(was: RowData, now: RowData) -> tuple[ValueSince, ...]:
    """Return the values that other sources give than before."""
    before, after = _sources(was), _sources(now)
    found = []
    for value in dict.fromkeys([*before, *after]):
        had, has = before.get(value, set()), after.get(value, set())
        if had != has:
            came, left = tuple(sorted(has - had)), tuple(sorted(had - has))
            found.append(ValueSince(value, came, left, not had, not has))
    return tuple(found)


def _sources(row: RowData) -> dict[str, set[str]]:
    """Return which sources are quoted for each value."""
    return {
        value["value"]: {answer["source"] for answer in value["answers"]} for value in row["values"]
    }


def _said(row: RowData) -> tuple[object, ...]:
    """Return who says what, however it is printed."""
    answers = [one for value in row["values"] for one in value["answers"]] + [*row["others"]]
    names = ("article", "value", "derived", "modality", "said_by", "via", "as_of", "scope")
    said = sorted(tuple(str(one[name]) for name in names) for one in answers)
    more = sorted((value["value"], value["more"]) for value in row["values"])
    return said, more, row["more_others"], row["sources"], row["voices"]


def _told(row: RowData) -> tuple[object, ...]:
    """Return how the row is put and told besides: its wording, its ruling, its findings."""
    ruling = row["ruling"] and (row["ruling"]["state"], row["ruling"]["reason"])
    asked = row["question"]["text"], row["question"]["unit"]
    return asked, ruling, row["reason"], row["findings"], row["attribution_lost"]
