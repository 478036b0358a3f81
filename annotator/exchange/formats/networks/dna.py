"""Write stances as the event list of Discourse Network Analyzer 3 (pure).

The columns, their order and their types are those that DNA's own network exporter writes for its
*DNA Statement*; what leads back to the article follows after them. DNA counts in UTF-16 units, as
Java does.
"""

from collections.abc import Iterable, Iterator

from annotator.cells import defused
from annotator.comparison.stance.nodes import StanceStatement

VARIABLES = ("person", "organization", "concept", "agreement")
"""Those of a DNA Statement."""
DOCUMENT = (
    "document_id", "document_title", "document_author", "document_source", "document_section",
    "document_type",
)  # fmt: skip
PLACE = ("start_position", "stop_position", "text", "coder")
OURS = ("polarity", "document_url", "text_sha256", "start", "end")
COLUMNS = ("statement_id", "time", *VARIABLES, *PLACE, *DOCUMENT, *OURS)
DESK = 1
"""The coder of all statements: what is settled is the desk's, whoever read it."""
_AGREEMENT = {1: 1, -1: 0, 0: None}
"""DNA's agreement is yes or no: of a neutral stance it is left empty."""
_PIECE = 500


def dna(statements: Iterable[StanceStatement]) -> Iterator[str]:
    """Yield the table in pieces: semicolons between the cells, words in quotation marks."""
    piece = [";".join(map(_cell, COLUMNS))]
    for number, one in enumerate(statements, 1):
        piece.append(";".join(map(_cell, _cells(number, one))))
        if number % _PIECE == 0:
            yield "\r\n".join([*piece, ""])
            piece.clear()
    yield "\r\n".join([*piece, ""]) if piece else ""


def _cell(value: str | int | None) -> str:
    """Write words in quotation marks, numbers as they are, and nothing as nothing."""
    if isinstance(value, str):
        return f'"{value.replace(chr(34), chr(34) * 2)}"'
    return "" if value is None else str(value)


def _cells(number: int, one: StanceStatement) -> list[str | int | None]:
    acting, name = one.holder.acts_as_one, defused(one.holder.name)
    start = one.start + one.before
    return [
        number,
        f"{one.date} 00:00:00" if one.date else None,
        "" if acting else name,
        name if acting else "",
        defused(one.target.name),
        _AGREEMENT[one.polarity],
        start,
        start + (one.end - one.start) + one.within,
        defused(one.quote),
        DESK,
        one.article,
        defused(one.document),
        defused(one.byline),
        defused(one.source),
        "",
        "",
        one.polarity,
        defused(one.address),
        one.sha256,
        one.start,
        one.end,
    ]
