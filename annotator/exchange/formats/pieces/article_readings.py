"""Tell readings apart, for formats with one annotator a file, a line or a task (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from annotator.exchange.formats.document import (
    ABOUT,
    GOLD,
    MACHINE,
    READING,
    FormatDocument,
    FormatMark,
)

READINGS, SETTLED, MACHINES = "readings", "settled", "machines"
"""The folders of an archive in which readings stand, one a reader, what is settled, and what
machines marked."""
_NOBODY = "%"
_SETTLED = frozenset({SETTLED, GOLD})
_LAYERS = {READINGS: READING, MACHINES: MACHINE}
_ODD = re.compile(r"[^\w.@+-]")


class ArticleReading(NamedTuple):
    """What one reader or machine marked of an article, or what is settled of it; `reader` is empty
    then."""

    layer: str
    reader: str
    marks: Sequence[FormatMark]


def article_readings(document: FormatDocument) -> list[ArticleReading]:
    """Return the readings of an article, one of each who marked or has read it, what is settled,
    and what each machine marked.

    An article without any has one that is nobody's and empty, so that its text is told.
    """
    readings: dict[str, list[FormatMark]] = {reader: [] for reader in document.readers}
    machines: dict[str, list[FormatMark]] = {}
    gold = []
    for mark in document.marks:
        if mark.layer == GOLD:
            gold.append(mark)
        elif mark.layer == MACHINE:
            machines.setdefault(mark.annotator, []).append(mark)
        else:
            readings.setdefault(mark.annotator, []).append(mark)
    found = [ArticleReading(READING, reader, marks) for reader, marks in sorted(readings.items())]
    if gold:
        found.append(ArticleReading(GOLD, "", gold))
    found += [ArticleReading(MACHINE, name, marks) for name, marks in sorted(machines.items())]
    return found or [ArticleReading(READING, "", [])]


def folder_of(reading: ArticleReading) -> str:
    """Return the folder of an archive in which a reading stands: `readings/ada`, `settled`,
    `machines/cues`."""
    if reading.layer == GOLD:
        return SETTLED
    among = MACHINES if reading.layer == MACHINE else READINGS
    return f"{among}/{path_part(reading.reader)}"


def path_part(name: str) -> str:
    """Return a name as a part of a path: what a file system may take amiss in it (`..`, a leading
    stop, a slash) is written as in addresses."""
    plain = _ODD.sub(lambda found: quote(found[0], safe=""), name) or _NOBODY
    return f"%2E{plain[1:]}" if plain.startswith(".") else plain


def whose_folder(folder: str) -> tuple[str, str]:
    """Return layer and annotator of a folder of an archive.

    A folder of another make is named after whoever worked in it, as far as anybody knows.
    """
    parts = [part for part in folder.split("/") if part]
    if parts and parts[0] in _SETTLED:
        return GOLD, ""
    if parts and parts[0] in _LAYERS:
        layer, parts = _LAYERS[parts[0]], parts[1:2]
        return layer, "" if parts in ([], [_NOBODY]) else unquote(parts[0])
    return READING, "/".join(parts)


def without_root(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of an archive without the folders that all of them stand in."""
    named = [(PurePosixPath(name.replace("\\", "/")).parts, files[name]) for name in files]
    named = [(parts, content) for parts, content in named if parts]
    folders = [parts[:-1] for parts, _ in named]
    root = 0
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1 or level[0] in {*_LAYERS, *_SETTLED}:
            break
        root += 1
    return {"/".join(parts[root:]): content for parts, content in named}


class Gathered:
    """Puts the readings of an article together that a file tells of one by one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], FormatDocument] = {}

    def add(self, article: str, document: FormatDocument) -> None:
        """Add a reading; it is of the same article as others of this name with its text."""
        key = (article, document.text)
        there = self._found.get(key)
        if there is None:
            self._found[key] = document
            return
        told = {name: getattr(there, name) or getattr(document, name) for name in ABOUT}
        self._found[key] = replace(
            there,
            marks=[*there.marks, *document.marks],
            readers=tuple(dict.fromkeys((*there.readers, *document.readers))),
            **told,
        )

    def documents(self) -> list[FormatDocument]:
        """Return the articles in the order of their first readings, each with a name of its own."""
        names: dict[str, int] = {}
        found = []
        for document in self._found.values():
            number = names[document.name] = names.get(document.name, 0) + 1
            name = document.name if number == 1 else f"{document.name} ({number})"
            found.append(document if number == 1 else replace(document, name=name))
        return found
