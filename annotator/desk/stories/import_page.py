"""What the preview of an import shows: each text as it would be stored, and what was left out."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from articles import actions
from articles.intake.choices import Choices, Paragraph, key_of
from articles.intake.drafts import Batch, Draft, DraftNote, DraftProblem
from articles.intake.fields import Refused
from articles.models import Region, Story

BEGINNING = 280  # code points of a text that stand on the preview unopened
WHOLE_TEXTS = 400_000  # code points a preview carries of texts to open
PARAGRAPHS = 1_500  # paragraphs of all texts that can be sorted at once
MOST_PROBLEMS = 200
MOST_NOTES = 200
ROLES = list(Region.Role.values)


class ParagraphRun(NamedTuple):
    """Paragraphs one after the other that are all in the text, or all left out of it."""

    is_in: bool
    paragraphs: list[Paragraph]


class ShownDraft(NamedTuple):
    """A draft on the preview. `runs` are empty where it is too much to be sorted here."""

    draft: Draft
    status: actions.DraftStatus
    key: str
    beginning: str
    cut: bool
    whole: str
    runs: list[ParagraphRun]


class Preview(NamedTuple):
    """What storing would do; with a problem, nothing."""

    texts: list[ShownDraft]
    problems: list[DraftProblem]
    more_problems: int
    notes: list[DraftNote]
    more_notes: int
    new: int
    digest: str
    roles: Sequence[str]


def chosen_drafts(batch: Batch, choices: Choices) -> tuple[list[Draft], list[DraftProblem]]:
    """Return the drafts as they were chosen to be, and which of them cannot be so."""
    drafts, problems = [], []
    for draft in batch.drafts:
        try:
            drafts.append(choices.applied(draft))
        except Refused as refusal:
            problems.append(DraftProblem(draft.place, str(refusal)))
            drafts.append(draft)
    return drafts, problems


def preview(story: Story, batch: Batch, choices: Choices, drafts: list[Draft]) -> Preview:
    """Return what storing the batch would do, as far as the page shows it.

    `drafts` are those of the batch as they were chosen to be.
    """
    statuses = actions.draft_statuses(story, drafts)
    return Preview(
        texts=list(_shown_drafts(batch.drafts, choices, drafts, statuses)),
        problems=batch.problems[:MOST_PROBLEMS],
        more_problems=max(0, len(batch.problems) - MOST_PROBLEMS),
        notes=batch.notes[:MOST_NOTES],
        more_notes=max(0, len(batch.notes) - MOST_NOTES),
        new=statuses.count(actions.DraftStatus.NEW),
        digest=batch.digest(),
        roles=ROLES,
    )


def _shown_drafts(
    proposed: list[Draft],
    choices: Choices,
    drafts: list[Draft],
    statuses: list[actions.DraftStatus],
) -> Iterator[ShownDraft]:
    """Yield each draft with its paragraphs, while those of all fit the page; else its beginning."""
    room, paragraphs_left = WHOLE_TEXTS, PARAGRAPHS
    for of, draft, status in zip(proposed, drafts, statuses, strict=True):
        room -= len(of.text)
        paragraphs_left -= of.text.count("\n") + 1 + len(of.left_out)
        can_be_sorted = room >= 0 and paragraphs_left >= 0
        runs = list(_runs(of, choices)) if can_be_sorted else []
        cut = len(draft.text) > BEGINNING
        whole = draft.text if cut and not runs and room >= 0 else ""
        yield ShownDraft(draft, status, key_of(of), draft.text[:BEGINNING], cut, whole, runs)


def _runs(of: Draft, choices: Choices) -> Iterator[ParagraphRun]:
    """Yield the paragraphs of a draft, runs of left out ones by themselves; without empty lines."""
    shown = [
        (was.is_in, now)
        for was, now in zip(Choices({}).paragraphs(of), choices.paragraphs(of), strict=True)
        if now.text.strip()
    ]
    for is_in, run in groupby(shown, key=lambda pair: pair[0]):
        yield ParagraphRun(is_in, [now for _, now in run])
