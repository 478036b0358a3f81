"""Read files of others: which format each is, and what it holds (pure)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotator.exchange.formats.document import MACHINE, FormatDocument, FormatMark
from annotator.exchange.formats.format import Format, FormatProblem, FormatRefused, NotTaken

OF_MACHINES = (
    "What a machine marked is not read: labels.csv brings it, to a machine reader of this desk."
)
HEAD = 65_536
"""How many bytes of a file are looked at to tell its format."""


@dataclass
class Foreign:
    """What files of others hold, and what of them is not read."""

    formats: list[Format] = field(default_factory=list)
    documents: list[FormatDocument] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    problems: list[FormatProblem] = field(default_factory=list)
    sha256: str = ""
    """Of all the files, with their names: whether they are those that were looked at."""

    def marks(self) -> Iterable[FormatMark]:
        """Yield the marks of all documents, in their order."""
        for document in self.documents:
            yield from document.marks

    def labels(self) -> Counter[str]:
        """Return how many marks have each label, the most frequent first."""
        return Counter(dict(Counter(mark.label for mark in self.marks()).most_common()))

    def annotators(self) -> Counter[str]:
        """Return how many marks each annotator made; '' made those of nobody."""
        counts = Counter(mark.annotator for mark in self.marks())
        for document in self.documents:
            counts.update(dict.fromkeys(document.readers, 0))
        return Counter(dict(counts.most_common()))


def read_foreign(
    files: Iterable[tuple[str, bytes]], formats: Sequence[Format], said: Format | None = None
) -> Foreign:
    """Return what files hold, given by name and content; `said` is their format, where known."""
    found, told = Foreign(), hashlib.sha256()
    names: dict[str, str] = {}
    for name, content in files:
        told.update(name.encode(errors="surrogatepass") + b"\0" + hashlib.sha256(content).digest())
        try:
            one = said or format_of(name, content, formats)
            if one not in found.formats:
                found.formats.append(one)
            _take(name, content, one, found, names)
        except FormatRefused as refused:
            found.problems.append(refused.problem)
    found.sha256 = told.hexdigest()
    if not found.problems and not found.documents:
        why = f" {found.not_taken[0]}" if found.not_taken else ""
        nothing = f"They hold no texts and no highlights that are read.{why}"
        found.problems.append(FormatProblem("The files", nothing))
    return found


def _take(name: str, content: bytes, one: Format, found: Foreign, names: dict[str, str]) -> None:
    if one.missing():
        raise FormatRefused(name, f"{one.title} is read where {one.needs} is installed.")
    if one.read is None:
        raise FormatRefused(name, f"{one.title} only goes out: nothing of it is read.")
    for item in one.read(name, content):
        if isinstance(item, NotTaken):
            found.not_taken.append(item)
        elif isinstance(item, FormatProblem):
            found.problems.append(item)
        else:
            found.documents.append(_of_people(item, found))
            first = names.setdefault(item.name, name)
            if first != name:
                told = f"“{item.name}” is in {first} too. Choose one of the two."
                found.problems.append(FormatProblem(name, told))


def _of_people(document: FormatDocument, found: Foreign) -> FormatDocument:
    """Return the document without what machines marked, which `not_taken` then tells."""
    kept = [mark for mark in document.marks if mark.layer != MACHINE]
    if len(kept) == len(document.marks):
        return document
    place = document.place or document.name
    found.not_taken.append(NotTaken(place, OF_MACHINES))
    return replace(document, marks=kept)


def format_of(name: str, content: bytes, formats: Sequence[Format]) -> Format:
    """Return the format of a file. Raises FormatRefused where it is none of these, or several."""
    head = content[:HEAD] if content[:2] != b"PK" else content
    fit = [one for one in formats if one.recognises and one.recognises(name, head)]
    if len(fit) == 1:
        return fit[0]
    known = ", ".join(one.title for one in (fit or formats))
    if fit:
        raise FormatRefused(name, f"It may be any of {known}. Say which.")
    raise FormatRefused(name, f"Its format is not known here. Say which, if it is one of: {known}.")
