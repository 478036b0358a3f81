"""The fields of a form for an annotation's details, laid out in rows from their declaration."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.annotations.detail import Detail, DetailType
from annotator.annotations.details import ASIDES, KINDS, SAID_DETAILS
from annotator.annotations.models import Annotation


class DetailField(NamedTuple):
    """One field: its detail, what may be chosen, and what stands in it.

    A thing is a slug in `value`; `name` is what it is called, and `was` what it was called when
    the form was opened, so that a name which nobody touched keeps its slug.
    """

    detail: Detail
    options: tuple[tuple[str, str], ...]
    """What may be chosen, and what each is called."""
    value: str
    name: str
    was: str

    @property
    def key(self) -> str:
        """The detail's name as it stands in an element's id."""
        return self.detail.name.replace("_", "-")


class DetailRow(NamedTuple):
    """Fields side by side; `answer_types`: the types of question that have any of them."""

    fields: tuple[DetailField, ...]
    answer_types: tuple[str, ...]

    @property
    def look(self) -> str:
        """The class of the row: a field that not every question has takes half of one."""
        if len(self.fields) == 1 and not self.answer_types:
            return ""
        return "trio" if len(self.fields) == 3 else "pair"

    @property
    def more(self) -> bool:
        """Whether the workbench asks for them under *More*."""
        return all(field.detail.more for field in self.fields)


def rows_of_kinds(given: Mapping[str, str]) -> list[tuple[str, list[DetailRow]]]:
    """Return the rows of each kind's form, filled with what is given by the fields' names."""
    return [
        (kind, _rows([detail for detail in SAID_DETAILS if kind in detail.kinds], given))
        for kind in KINDS
    ]


def rows_of_asides() -> list[DetailRow]:
    """Return the empty rows that the form has for every kind."""
    return _rows(ASIDES, {})


def _rows(details: Iterable[Detail], given: Mapping[str, str]) -> list[DetailRow]:
    by_row: dict[int, list[DetailField]] = defaultdict(list)
    for detail in details:
        if detail.row:
            by_row[detail.row].append(_field(detail, given))
    return [_row(tuple(by_row[number])) for number in sorted(by_row)]


def _field(detail: Detail, given: Mapping[str, str]) -> DetailField:
    name = detail.name
    stands = (given.get(sent, "") for sent in (name, f"{name}_new", f"{name}_was"))
    return DetailField(detail, _options(detail), *stands)


def _row(fields: tuple[DetailField, ...]) -> DetailRow:
    of_some = all(field.detail.answer_types for field in fields)
    types = dict.fromkeys(name for field in fields for name in field.detail.answer_types)
    return DetailRow(fields, tuple(types) if of_some else ())


def _options(detail: Detail) -> tuple[tuple[str, str], ...]:
    if detail.type != DetailType.CHOICE:
        return ()
    choices = getattr(Annotation._meta.get_field(detail.name), "choices", None) or ()
    return tuple((str(value), detail.in_words(str(value))) for value, _ in choices)
