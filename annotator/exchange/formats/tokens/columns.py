"""Read columns of tokens and tags: sentences, and the texts that they are of (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.tokens.tags import is_tag

DOCUMENT = "-DOCSTART-"
_NAMED = re.compile(r"#\s*(?:newdoc(?:\s+id)?|doc_id|begin document)\s*[=(]?\s*(.*?)[);]*\s*")
_LOOKED_AT = 40
_NUMBER = re.compile("[0-9]{1,9}")


class ColumnToken(NamedTuple):
    """A token with its tag, and where it stands in its text, if its line tells so."""

    word: str
    tag: str
    place: str
    span: tuple[int, int] | None


@dataclass
class ColumnText:
    """The sentences of one text; `name` where the file names it."""

    place: str
    name: str = ""
    sentences: list[list[ColumnToken]] = field(default_factory=lambda: [[]])

    @property
    def tokens(self) -> Iterator[ColumnToken]:
        """The tokens of all sentences, in their order."""
        return (token for sentence in self.sentences for token in sentence)

    @property
    def has_offsets(self) -> bool:
        """Whether every token says where it stands, one behind the other."""
        at = 0
        for token in self.tokens:
            if token.span is None or not at <= token.span[0] < token.span[1]:
                return False
            at = token.span[1]
        return True


def column_texts(place: str, content: str, unread: Unread) -> tuple[list[ColumnText], int]:
    """Return the texts of a file of columns, and how many columns it has; counts its comments.

    Raises FormatRefused, naming the line, where a row has no tag or other columns than the first.
    """
    found = [ColumnText(place)]
    width = 0
    for number, line in enumerate(content.split("\n"), 1):
        cells = _cells(line)
        if not cells:
            if found[-1].sentences[-1]:
                found[-1].sentences.append([])
            continue
        where = f"{place}, line {number}"
        if cells[0] == DOCUMENT or (line.startswith("#") and not is_tag(cells[-1])):
            named = _NAMED.fullmatch(line.rstrip("\r"))
            if cells[0] == DOCUMENT or named:
                found.append(ColumnText(where, named[1] if named else ""))
            else:
                unread.add(where, "Comments (#) are not read.")
            continue
        width = width or len(cells)
        if len(cells) != width or width < 2 or not cells[0]:
            columns = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
            told = f"This row has {columns}, not {max(width, 2)}: a token … a tag."
            raise FormatRefused(where, told if cells[0] else "This row has no token.")
        if not is_tag(cells[-1]):
            told = f"“{cells[-1][:40]}” is no tag: O, B-label, I-label, and so on."
            raise FormatRefused(where, told)
        found[-1].sentences[-1].append(ColumnToken(cells[0], cells[-1], where, _span(cells)))
    return [text for text in found if any(text.sentences)], width


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.strip("\r\n").split("\t")]
    return line.split()


def _span(cells: list[str]) -> tuple[int, int] | None:
    if len(cells) < 4 or not all(_NUMBER.fullmatch(cell) for cell in cells[1:3]):
        return None
    return int(cells[1]), int(cells[2])


def looks_tagged(content: bytes) -> bool:
    """Return whether a file begins with rows of columns, each of which ends in a tag."""
    rows = content.decode("utf-8-sig", errors="ignore").split("\n")
    rows = rows[:-1] if len(rows) > 1 else rows
    seen = 0
    for row in rows[:_LOOKED_AT]:
        cells = _cells(row)
        if cells and not (row.startswith("#") and not is_tag(cells[-1])) and cells[0] != DOCUMENT:
            if len(cells) < 2 or not is_tag(cells[-1]):
                return False
            seen += 1
    return seen > 0
