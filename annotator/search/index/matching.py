"""Ask the index: which documents hold the words, and how well, in each database's own way."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Func,
    IntegerField,
    Lookup,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Length, Replace

from annotator.search.models import SearchDocument, SearchText
from annotator.search.query.folding import indexed
from annotator.search.query.measures import ValueRange
from annotator.search.query.syntax import Term

IN_HEAD, WHOLE_HEAD, MOST_COUNTED = 1000, 2000, 9
"""What a term adds to the score: standing in the title, being the title, each time in the text."""

Documents = QuerySet[SearchDocument]


class _Fts(Lookup[Any]):
    """Asks FTS5: the column that is called as the table is, and what must match."""

    lookup_name = "fts"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition and its parameters."""
        column, column_parameters = self.process_lhs(compiler, connection)
        sought, parameters = self.process_rhs(compiler, connection)
        return f"{column} MATCH {sought}", (*column_parameters, *parameters)


SearchText._meta.get_field("matched").register_lookup(_Fts)


class _Matches(Func):
    """Asks PostgreSQL: the documents' tsvector, a column that no field stands for."""

    template = '"search_searchdocument"."vector" @@ (%(expressions)s)::tsquery'
    output_field = BooleanField()


def matching(
    documents: Documents,
    terms: Sequence[Term],
    scopes: Iterable[Sequence[str]] = (),
    below: int | None = None,
) -> Documents:
    """Return the documents that hold every term that is wanted, and none that is left out; the
    newest first, in the very order in which the index yields them, so that it stops early.

    Of each of `scopes` a document has at least one word; its key is `below` a number, if given.
    """
    scopes = [scope for scope in scopes if scope]
    full_text = connection.vendor == "sqlite" and (terms or scopes)
    key = "text__pk" if full_text else "pk"
    documents = documents.order_by(f"-{key}")
    if below is not None:
        documents = documents.filter(**{f"{key}__lt": below})
    if full_text:
        return documents.filter(text__matched__fts=_fts_query(terms, scopes))
    return _by_vector(documents, terms, scopes) if terms or scopes else documents


def _fts_query(terms: Sequence[Term], scopes: Iterable[Sequence[str]]) -> str:
    parts = [f"scope : ({' OR '.join(_quoted(word) for word in scope)})" for scope in scopes]
    parts += [_fts_term(term) for term in terms if not term.left_out]
    out = [_fts_term(term) for term in terms if term.left_out]
    wanted = " AND ".join(f"({part})" for part in parts or ["scope : all"])
    return f"({wanted}) NOT ({' OR '.join(out)})" if out else wanted


def _fts_term(term: Term) -> str:
    return f"{{head body}} : {_quoted(' '.join(term.words))}{' *' if term.begins else ''}"


def _quoted(word: str) -> str:
    return f'"{word}"'


def _by_vector(
    documents: Documents, terms: Sequence[Term], scopes: Sequence[Sequence[str]]
) -> Documents:
    wanted = [_lexemes(term) for term in terms if not term.left_out]
    wanted += ["(" + " | ".join(f"'={word}'" for word in scope) + ")" for scope in scopes]
    wanted += [f"!{_lexemes(term)}" for term in terms if term.left_out and len(term.words) == 1]
    found = documents.filter(_Matches(Value(" & ".join(wanted or ["'=all'"]))))
    for term in terms:
        # Which words a document holds is indexed, not where: a phrase is looked up in its text.
        if len(term.words) > 1:
            stands = Q(head__contains=pattern_of(term)) | Q(body__contains=pattern_of(term))
            found = found.exclude(stands) if term.left_out else found.filter(stands)
    return found


def _lexemes(term: Term) -> str:
    *words, last = (f"'{word}'" for word in term.words)
    return f"({' & '.join([*words, last + (':*' if term.begins else '')])})"


def pattern_of(term: Term) -> str:
    """Return the term as it stands in a document."""
    words = indexed(list(term.words))
    return words[:-1] if term.begins else words


def score_of(terms: Sequence[Term]) -> Any:
    """Return how well a document answers: by title or name first, then by how often.

    It is reckoned from the document alone. A measure that asks how rare a word is on the whole
    desk would tell somebody who reads blind what others have written.
    """
    score: Any = Value(0, output_field=IntegerField())
    for term in terms:
        if term.left_out:
            continue
        pattern = pattern_of(term)
        without = Replace("body", Value(pattern), Value(""))
        times = (Length("body") - Length(without)) / Value(len(pattern))
        score = score + Case(
            When(head=pattern, then=Value(WHOLE_HEAD)),
            When(head__contains=pattern, then=Value(IN_HEAD)),
            default=Value(0),
        )
        score = score + Case(
            When(body="", then=Value(0)),
            default=_Least(times, Value(MOST_COUNTED)),
            output_field=IntegerField(),
        )
    return score


class _Least(Func):
    """The smaller of two numbers."""

    function = "LEAST"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it as SQLite calls it."""
        return super().as_sql(compiler, connection, function="MIN", **context)


def of_value(sought: ValueRange) -> Q:
    """Return the documents of which some part of the value lies within the range."""
    within = sought.within
    found = Q(measured=True, dimension=within.dimension)
    if within.low is not None:
        ends = [Q(high=None), Q(high__gt=within.low)]
        if not within.low_open:
            ends.append(Q(high=within.low, high_open=False))
        found &= reduce(or_, ends)
    if within.high is not None:
        begins = [Q(low=None), Q(low__lt=within.high)]
        if not within.high_open:
            begins.append(Q(low=within.high, low_open=False))
        found &= reduce(or_, begins)
    return found
