"""Read what somebody types into the box: words, phrases, fields, and what is left out (no Django).

    pipeline "the dam broke" -drone source:"Harbour Post" by:ada value:>1000km kind:note

Everything must hold at once. What cannot be read raises SearchError, and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.search.query.folding import fold_character, words_of
from annotator.search.query.measures import MeasureUnread, ValueRange, read_range

MOST_CHARACTERS, MOST_TERMS = 400, 20
FIELDS = {
    "kind": "article, highlight, note, name or question",
    "story": "a story, by its title or slug",
    "source": "an outlet, by its name or slug",
    "label": "a label, by its name or slug",
    "by": "who marked it, by username or name; me",
    "said": "who is quoted, by any of their names",
    "entity": "whom or what a highlight names",
    "question": "the question that a claim answers, by words of it",
    "value": "the value of a claim: >1000km, <=5%, 3..5km, 2022-02",
}
KINDS = {
    "article": "article", "articles": "article", "highlight": "annotation",
    "highlights": "annotation", "annotation": "annotation", "annotations": "annotation",
    "note": "note", "notes": "note", "name": "entity", "names": "entity", "entity": "entity",
    "entities": "entity", "question": "question", "questions": "question",
}  # fmt: skip
"""What may stand after `kind:`, and the kind that it means."""

_QUOTES = '"“”„«»'
_TERM = re.compile(
    rf"""(?P<minus>-?)
    (?:(?P<field>[^\W\d_]+):)?
    (?:(?P<bound>[<>=≥≤]{{0,2}})[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)(?P<open_end>\*?)
    |(?P<word>[^\s{_QUOTES}]*))""",
    re.VERBOSE,
)


class SearchError(ValueError):
    """A search that cannot be read: from where to where, what is wrong, and what to do."""

    def __init__(self, start: int, end: int, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong} {remedy}")
        self.start, self.end, self.wrong, self.remedy = start, end, wrong, remedy


@dataclass(frozen=True)
class Term:
    """Words that stand one behind another; `begins`: the last of them may go on."""

    words: tuple[str, ...]
    begins: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class FieldTerm:
    """What a field must be, as it was typed; of `value`, also as a range."""

    field: str
    text: str
    left_out: bool = False
    range: ValueRange | None = None


@dataclass(frozen=True)
class Query:
    """What is searched for: terms of words, and terms of fields."""

    terms: tuple[Term, ...] = ()
    fields: tuple[FieldTerm, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must be there."""
        return tuple(term for term in self.terms if not term.left_out)

    def of(self, field: str) -> tuple[FieldTerm, ...]:
        """Return the terms of one field."""
        return tuple(term for term in self.fields if term.field == field)


def read_query(text: str) -> Query:
    """Return what the text asks for. Raises SearchError where it cannot be read."""
    if len(text) > MOST_CHARACTERS:
        raise SearchError(
            MOST_CHARACTERS, len(text), f"This is longer than {MOST_CHARACTERS} characters.",
            "Search for fewer words.",
        )  # fmt: skip
    found = list(_read_terms(text))
    if len(found) > MOST_TERMS:
        raise SearchError(
            0, len(text), f"These are {len(found)} terms, and {MOST_TERMS} can be searched for.",
            "Leave some out, or put words that stand together in quotes.",
        )  # fmt: skip
    return Query(
        tuple(term for term in found if isinstance(term, Term)),
        tuple(term for term in found if isinstance(term, FieldTerm)),
    )


def _read_terms(text: str) -> Iterator[Term | FieldTerm]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = next(_TERM.finditer(text, at))  # every part of it may be empty
        start, at = at, max(match.end(), at + 1)
        if match["phrase"] is not None and not match["closed"]:
            raise SearchError(
                match.start("phrase") - 1, len(text), "A quotation mark is not closed.",
                "Put another one behind the last word of the phrase.",
            )  # fmt: skip
        yield _term(match, start, at)


def _term(match: re.Match[str], start: int, end: int) -> Term | FieldTerm:
    left_out, typed = bool(match["minus"]), match["phrase"]
    if typed is None:
        typed = match["word"]
    if match["field"]:
        return _field(match, typed, left_out, start, end)
    begins = bool(match["open_end"]) or (match["word"] is not None and typed.endswith("*"))
    bare = typed.rstrip("*")
    words = tuple(words_of(bare))
    if "*" in bare:
        raise SearchError(
            start, end, "A star stands at the end of a word only.",
            f"Write the beginning of the word, as in {bare.replace('*', '') or 'pipe'}*.",
        )  # fmt: skip
    if not words:
        raise SearchError(
            start, end, f"“{match[0] or match.string[start:end]}” holds no letter or digit.",
            "Leave it out, or write a word behind it.",
        )  # fmt: skip
    if begins and len(words[-1]) < 2:
        raise SearchError(
            start, end, "One letter is the beginning of too many words.",
            "Write at least two letters before the star.",
        )  # fmt: skip
    return Term(words, begins, left_out)


def _field(match: re.Match[str], typed: str, left_out: bool, start: int, end: int) -> FieldTerm:
    field = "".join(map(fold_character, match["field"]))
    typed = f"{match['bound'] or ''}{typed.strip()}"
    if field not in FIELDS:
        listed = ", ".join(f"{name}:" for name in FIELDS)
        raise SearchError(
            start, end, f"There is no field “{match['field']}:”.",
            f"There are {listed}. To find the words themselves, put them in quotes.",
        )  # fmt: skip
    if not typed:
        raise SearchError(
            start, end, f"Nothing stands behind “{match['field']}:”.",
            f"Write, without a space, {FIELDS[field]}.",
        )  # fmt: skip
    if field == "kind" and typed.casefold() not in KINDS:
        raise SearchError(start, end, f"There is no kind “{typed}”.", f"Write {FIELDS['kind']}.")
    if field == "value":
        try:
            return FieldTerm(field, typed, left_out, read_range(typed))
        except MeasureUnread as unread:
            raise SearchError(start, end, str(unread), unread.remedy) from unread
    if field not in {"kind", "value"} and not words_of(typed):
        raise SearchError(
            start, end, f"“{typed}” holds no letter or digit.", f"Write {FIELDS[field]}."
        )
    return FieldTerm(field, typed, left_out)
