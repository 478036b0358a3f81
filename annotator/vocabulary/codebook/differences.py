"""What changed between two codebooks, word by word (pure: no Django)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.vocabulary.codebook.texts import MEANING, CodebookText, LabelText
from articles.versions.difference import ChangeKind, difference


class WordsState(StrEnum):
    """What became of a run of words: it stayed, it is gone, or it is new."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


Run = tuple[WordsState, str]
"""A run of words, and what became of it."""


@dataclass(frozen=True)
class TextDifference:
    """What changed in one text of a label: which one, and its words in their order."""

    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class LabelDifference:
    """A label that was added, or of which something changed."""

    label: LabelText
    is_added: bool
    texts: tuple[TextDifference, ...]
    """What changed, text by text; of an added label, what it says."""
    is_reworded: bool = False
    """Whether only its words change, as whoever published it says."""


@dataclass(frozen=True)
class CodebookDifference:
    """What changed between two codebooks."""

    labels: tuple[LabelDifference, ...]
    guidelines: tuple[Run, ...]
    """The words of the guidelines; empty where they are the same."""

    def __bool__(self) -> bool:
        return bool(self.labels or self.guidelines)


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """Return both texts as one: what is gone before what came in its place."""
    found: list[Run] = []
    for change in difference(old, new):
        was = old[change.old_start : change.old_end]
        now = new[change.new_start : change.new_end]
        if change.kind == ChangeKind.EQUAL:
            found.append((WordsState.SAME, now))
            continue
        if was:
            found.append((WordsState.GONE, was))
        if now:
            found.append((WordsState.NEW, now))
    return tuple(found)


def codebook_difference(old: CodebookText, new: CodebookText) -> CodebookDifference:
    """Return what changed from the one codebook to the other."""
    return CodebookDifference(
        tuple(_labels(old, new)),
        word_runs(old.guidelines, new.guidelines) if old.guidelines != new.guidelines else (),
    )


def _labels(old: CodebookText, new: CodebookText) -> Iterator[LabelDifference]:
    for slug, label in new.labels.items():
        before = old.labels.get(slug)
        texts = tuple(_texts(before, label))
        if before is None or texts:
            yield LabelDifference(label, before is None, texts, slug in new.reworded)


def _texts(before: LabelText | None, label: LabelText) -> Iterator[TextDifference]:
    for name in MEANING:
        was = getattr(before, name) if before else ""
        now = getattr(label, name)
        if was != now:
            yield TextDifference(name, word_runs(was, now))
