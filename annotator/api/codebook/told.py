"""Tell of the codebook as the API answers it."""

from typing import Any

from annotator.api.codebook.schemas import (
    CodebookDraftOut,
    CodebookOut,
    DraftedOut,
    MeaningOut,
)
from annotator.vocabulary.codebook.editions import (
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
    stamp_of,
)
from annotator.vocabulary.codebook.texts import CodebookText, LabelText


def book_out(book: CodebookText) -> CodebookOut:
    """Return what an edition says."""
    return CodebookOut(
        number=book.number,
        note=book.note,
        published_by=book.published_by,
        published_at=book.published_at,
        guidelines=book.guidelines,
        labels=[MeaningOut(**_meaning(one)) for one in book.labels.values()],
    )


def draft_out() -> CodebookDraftOut:
    """Return the draft as it is now."""
    today, edition = codebook_of_today(), draft()
    after = drafted(today, edition)
    guidelines = edition.guidelines if edition else today.guidelines
    labels = [
        DraftedOut(
            **_meaning(one),
            changed=one.slug not in today.labels or today.labels[one.slug].meaning != one.meaning,
            base=stamp_of(*one.meaning),
        )
        for one in after.labels.values()
    ]
    return CodebookDraftOut(
        number=today.number + 1,
        begun=edition is not None,
        shown=codebook_stamp(after),
        guidelines=guidelines,
        guidelines_base=stamp_of(guidelines),
        labels=labels,
    )


def _meaning(label: LabelText) -> dict[str, Any]:
    names = ("slug", "name", "definition", "example", "counterexample")
    return {name: getattr(label, name) for name in names} | {"active": label.is_active}
