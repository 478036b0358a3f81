"""The codebook of the desk: its editions read, the next one drafted and published."""

from typing import Any

from django.http import Http404
from ninja import Query, Router

from annotator.annotations.codebook.access import curator_of
from annotator.annotations.codebook.actions import take_edition_back
from annotator.annotations.codebook.forms import (
    CodebookGuidelinesForm,
    LabelTextForm,
    PublishCodebookForm,
)
from annotator.annotations.codebook.page import edition_lines
from annotator.api.access import ApiRequest
from annotator.api.codebook.schemas import (
    CodebookDraftOut,
    CodebookEditionOut,
    CodebookGuidelinesIn,
    CodebookOut,
    CodebookQuery,
    DraftedLabelIn,
    MeaningIn,
    PublishCodebookIn,
    TakeBackIn,
)
from annotator.api.codebook.told import book_out, draft_out
from annotator.api.cursors import PageOut, number, page_of_sorted
from annotator.api.forms import checked
from annotator.api.operations import needs
from annotator.api.problems import in_body, unfit
from annotator.people.models import TokenScope
from annotator.vocabulary.codebook import actions
from annotator.vocabulary.codebook.editions import (
    codebook_at,
    codebook_of_today,
    draft,
    drafted,
)
from annotator.vocabulary.codebook.texts import MEANING, LabelText

router = Router(tags=["Codebook"])


@router.get(
    "/codebook/editions",
    response=PageOut[CodebookEditionOut],
    **needs(TokenScope.READ_SETTLED),
)
def list_codebook_editions(
    request: ApiRequest, asked: Query[CodebookQuery]
) -> PageOut[CodebookEditionOut]:
    """List the editions of the desk's codebook, the first one first."""
    lines = list(reversed(edition_lines()))
    page, following = page_of_sorted(lines, asked, lambda one: one.number, number)
    items = [
        CodebookEditionOut(
            number=one.number, note=one.note, published_by=one.by, published_at=one.at
        )
        for one in page
    ]
    return PageOut(items=items, next=following)


@router.get("/codebook", response=CodebookOut, **needs(TokenScope.READ_SETTLED))
def read_codebook(request: ApiRequest) -> CodebookOut:
    """Read the codebook that counts now."""
    return book_out(codebook_of_today())


@router.get(
    "/codebook/editions/{int:edition}", response=CodebookOut, **needs(TokenScope.READ_SETTLED)
)
def read_codebook_edition(request: ApiRequest, edition: int) -> CodebookOut:
    """Read the codebook of one edition."""
    found = codebook_at(edition)
    if found is None:
        raise Http404
    return book_out(found)


@router.get("/codebook/draft", response=CodebookDraftOut, **needs(TokenScope.READ))
def read_codebook_draft(request: ApiRequest) -> CodebookDraftOut:
    """Read the draft of the next edition. For who curates the vocabulary."""
    curator_of(request)
    return draft_out()


@router.post("/codebook/draft/labels", response=CodebookDraftOut, **needs(TokenScope.MANAGE))
def draft_label(request: ApiRequest, body: MeaningIn) -> CodebookDraftOut:
    """Set what the draft says of a label. For who curates the vocabulary."""
    curator_of(request)
    there = drafted(codebook_of_today(), draft()).labels.get(body.label)
    if there is None:
        raise unfit([in_body("label", f"There is no label “{body.label}”.")])
    given = checked(LabelTextForm(body.model_dump()))
    texts: dict[str, Any] = {name: _lines(given[name]).strip() for name in MEANING}
    label = LabelText(there.slug, there.name, there.polarity, **texts)
    actions.write_entry(label, base=given["base"], same_meaning=given["same_meaning"])
    return draft_out()


@router.post("/codebook/draft/labels/drop", response=CodebookDraftOut, **needs(TokenScope.MANAGE))
def drop_drafted_label(request: ApiRequest, body: DraftedLabelIn) -> CodebookDraftOut:
    """Take a label out of the draft: it stays as it is today. For who curates the vocabulary."""
    curator_of(request)
    actions.drop_entry(body.label)
    return draft_out()


@router.post("/codebook/draft/guidelines", response=CodebookDraftOut, **needs(TokenScope.MANAGE))
def draft_guidelines(request: ApiRequest, body: CodebookGuidelinesIn) -> CodebookDraftOut:
    """Set what the draft says for every story. For who curates the vocabulary."""
    curator_of(request)
    given = checked(CodebookGuidelinesForm(body.model_dump()))
    actions.write_guidelines(_lines(given["guidelines"]), base=given["base"])
    return draft_out()


@router.post("/codebook/draft/discard", response=CodebookDraftOut, **needs(TokenScope.MANAGE))
def discard_codebook_draft(request: ApiRequest) -> CodebookDraftOut:
    """Drop the draft: nothing that counts changes. For who curates the vocabulary."""
    curator_of(request)
    actions.discard_draft()
    return draft_out()


@router.post("/codebook/draft/publish", response=CodebookOut, **needs(TokenScope.MANAGE))
def publish_codebook(request: ApiRequest, body: PublishCodebookIn) -> CodebookOut:
    """Let the draft count from now on, with a note. For who curates the vocabulary."""
    by = curator_of(request)
    given = checked(PublishCodebookForm(body.model_dump()))
    actions.publish(given["note"], by, shown=given["shown"])
    return book_out(codebook_of_today())


@router.post("/codebook/take-back", response=CodebookDraftOut, **needs(TokenScope.MANAGE))
def take_codebook_back(request: ApiRequest, body: TakeBackIn) -> CodebookDraftOut:
    """Make the newest edition a draft again, while nothing was made under it. For who curates the
    vocabulary."""
    take_edition_back(body.number, curator_of(request))
    return draft_out()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
