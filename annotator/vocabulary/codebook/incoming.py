"""What a file would make of the codebook: read, judged as a whole, and told before it is done."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.codebook.actions import MEANWHILE, write_draft
from annotator.vocabulary.codebook.differences import CodebookDifference, codebook_difference
from annotator.vocabulary.codebook.editions import (
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
    stamp_of,
)
from annotator.vocabulary.codebook.qdc import QdcRefused, read_qdc
from annotator.vocabulary.codebook.qdc_labels import labels_of, left_lines
from annotator.vocabulary.codebook.sheet import SheetRefused, read_sheet
from annotator.vocabulary.codebook.texts import KINDS, CodebookText, LabelText
from annotator.vocabulary.models import Label


@dataclass(frozen=True)
class IncomingCodebook:
    """What a file comes to, beside the draft as it is now."""

    labels: tuple[LabelText, ...]
    guidelines: str | None
    reworded: frozenset[str]
    difference: CodebookDifference
    """What the draft would change of the codebook of today."""
    left: tuple[str, ...]
    """What does not come over, a sentence each."""
    number: int
    """The edition that the draft is to become."""
    stamp: str
    """A name for all of this: another one where by now it would be something else."""


class CodebookRefused(Exception):
    """Nothing of the file is taken; `problems` say where and what to do, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def is_qdc(name: str) -> bool:
    """Tell whether a file is REFI-QDA, by its name; every other is a table."""
    return name.lower().endswith((".qdc", ".xml"))


def incoming(name: str, data: bytes, kind: str = "claim") -> IncomingCodebook:
    """Return what a file would make of the draft. Raises CodebookRefused.

    `name` is that of the file; `kind` that of new codes of a `.qdc` which says none.
    """
    today = codebook_of_today()
    if kind not in KINDS:
        raise CodebookRefused([f"“{kind[:20]}” is no kind: choose claim, entity or stance."])
    if is_qdc(name):
        labels, guidelines, left, reworded = *_from_qdc(data, today, kind), frozenset[str]()
    else:
        labels, guidelines, left, reworded = _from_sheet(data, today)
    _check(labels, today)
    edition = draft()
    before = drafted(today, edition)
    after = CodebookText(
        today.number + 1,
        {**before.labels, **{one.slug: one for one in labels}},
        before.guidelines if guidelines is None else guidelines,
        reworded=before.reworded | reworded,
    )
    stamp = stamp_of(codebook_stamp(today), codebook_stamp(before), codebook_stamp(after))
    told = codebook_difference(today, after)
    return IncomingCodebook(labels, guidelines, reworded, told, left, after.number, stamp)


@transaction.atomic
def take_in(name: str, data: bytes, kind: str, *, shown: str) -> IncomingCodebook:
    """Take the file into the draft. `shown`: the stamp of what was looked at.

    Raises CodebookRefused where the file cannot be taken, or would by now do something else.
    """
    coming = incoming(name, data, kind)
    if coming.stamp != shown:
        raise CodebookRefused([MEANWHILE])
    try:
        write_draft(coming.labels, coming.guidelines, reworded=coming.reworded)
    except ValidationError as error:
        raise CodebookRefused(error.messages) from error
    record(TrustKind.IMPORTED, facts={"table": "codebook", "labels": len(coming.labels)})
    return coming


def _from_qdc(
    data: bytes, today: CodebookText, kind: str
) -> tuple[tuple[LabelText, ...], None, tuple[str, ...]]:
    try:
        read = labels_of(read_qdc(data), today.labels, kind)
    except QdcRefused as refused:
        raise CodebookRefused([str(refused)]) from refused
    return read.labels, None, tuple(left_lines(read.left))


def _from_sheet(
    data: bytes, today: CodebookText
) -> tuple[tuple[LabelText, ...], str | None, tuple[str, ...], frozenset[str]]:
    """Return the newest edition of the file; what it says of earlier ones is left, and told."""
    try:
        editions = read_sheet(data, today)
    except SheetRefused as refused:
        raise CodebookRefused(refused.problems) from refused
    newest = editions[-1]
    left = []
    if len(editions) > 1:
        left.append(
            f"Of {len(editions)} editions the newest, {newest.number}, comes over. All of them: "
            "import_codebook --editions."
        )
    reworded = frozenset(slug for slug, change in newest.changes.items() if change == "reworded")
    return tuple(newest.labels.values()), newest.guidelines, tuple(left), reworded


def _check(labels: tuple[LabelText, ...], today: CodebookText) -> None:
    """Raise CodebookRefused where a new label cannot be made, naming each."""
    problems = []
    for one in labels:
        if one.slug in today.labels:
            continue
        label = Label(
            slug=one.slug, kind=one.kind[:6], name=one.name, polarity=one.polarity,
            definition=one.definition, example=one.example, counterexample=one.counterexample,
        )  # fmt: skip
        try:
            label.full_clean()
        except ValidationError as error:
            told = " ".join(dict.fromkeys(error.messages))
            problems.append(f"The new label “{one.slug[:60]}” cannot be made: {told}")
    if problems:
        raise CodebookRefused(problems)
