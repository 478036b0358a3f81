"""Articles: listed, read, brought by text and by file; their versions."""

from typing import Any

from django.http import Http404
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Query, Router, Status, UploadedFile

from annotator.annotations.revision.actions import revise
from annotator.annotations.visibility.source_masking import hides_sources_from, source_hidden
from annotator.api.access import ApiRequest, ask_of_readings
from annotator.api.articles import told
from annotator.api.articles.schemas import (
    AboutFiles,
    ArticleIn,
    ArticleOut,
    ArticleQuery,
    ArticleTextOut,
    ImportOut,
    StoredArticle,
    VersionIn,
    VersionOut,
    VersionTextOut,
)
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows, page_of_sorted
from annotator.api.forms import PAGING, as_address, checked, narrowed, sent
from annotator.api.operations import STALE, needs
from annotator.api.problems import Problem, in_body, in_query, unfit
from annotator.desk import reading_progress
from annotator.desk.filters import ArticleFilter
from annotator.desk.revisions.forms import RevisionForm
from annotator.desk.stories.import_page import chosen_drafts
from annotator.people.access import MANAGERS, article_for, story_for
from annotator.people.models import TokenScope
from articles import actions
from articles.forms import ImportForm
from articles.models import Article, Source, Story
from articles.versions.actions import version_of, versions_of

router = Router(tags=["Articles"])


@router.get(
    "/stories/{str:slug}/articles", response=PageOut[ArticleOut], **needs(TokenScope.READ_SETTLED)
)
def list_articles(
    request: ApiRequest, slug: str, asked: Query[ArticleQuery]
) -> PageOut[ArticleOut]:
    """List the articles of a story, without their texts."""
    story = story_for(request, slug)
    ask_of_readings(request, asked, "mine", "progress")
    member = request.membership
    address = as_address(asked, leave=PAGING)
    if "source" in address and not hides_sources_from(member):
        found = Source.objects.filter(slug=address["source"]).values_list("pk", flat=True).first()
        address["source"] = str(found or 0)
    filters = ArticleFilter(address, reading_progress.articles_of(story), member=member)
    if unknown := address.keys() - filters.filters.keys():
        told_of = "This is not yours to ask in this story."
        raise unfit(in_query(name, told_of) for name in sorted(unknown))
    page, following = page_of_rows(narrowed(filters), asked, number)
    return PageOut(items=told.articles_out(page, member), next=following)


@router.post(
    "/stories/{str:slug}/articles",
    response={200: ImportOut, 201: ImportOut},
    **needs(TokenScope.MANAGE),
)
def add_article(request: ApiRequest, slug: str, body: ArticleIn) -> Status[ImportOut]:
    """Store a text as an article: 201, or 200 where the story has it already. For managers."""
    story = story_for(request, slug, MANAGERS)
    values = sent(body)
    if body.published_on:
        values["published_on"] = body.published_on.isoformat()
    return _stored(request, story, ImportForm(values, MultiValueDict()))


@router.post(
    "/stories/{str:slug}/articles/files",
    response={200: ImportOut, 201: ImportOut},
    **needs(TokenScope.MANAGE),
)
def add_files(
    request: ApiRequest, slug: str, about: Form[AboutFiles], files: File[list[UploadedFile]]
) -> Status[ImportOut]:
    """Store files as articles, all or none: texts, saved pages, PDF, DOCX, a manifest. For
    managers."""
    story = story_for(request, slug, MANAGERS)
    uploads: MultiValueDict[str, Any] = MultiValueDict({"uploads": files})
    return _stored(request, story, ImportForm(about.model_dump(), uploads))


def _stored(request: ApiRequest, story: Story, form: ImportForm) -> Status[ImportOut]:
    batch = form.batch()
    drafts, problems = chosen_drafts(batch, form.choices())
    if wrong := [*batch.problems, *problems]:
        raise unfit(in_body("", str(problem)) for problem in wrong[:200])
    statuses = actions.draft_statuses(story, drafts)
    created = actions.store(story, drafts).created
    outlets, hashes = actions.Outlets(), [draft.sha256 for draft in drafts]
    rows = Article.objects.filter(story=story, text_sha256__in=hashes).select_related("source")
    there = {(one.source_id, one.text_sha256): one for one in rows.defer("text")}
    stored = [there[outlets[draft.source].pk, draft.sha256] for draft in drafts]
    listed = [
        StoredArticle(status=status.value, article=article)
        for status, article in zip(
            statuses, told.articles_out(stored, request.membership), strict=True
        )
    ]
    return Status(201 if created else 200, ImportOut(created=created, articles=listed))


@router.get("/articles/{int:article_id}", response=ArticleTextOut, **needs(TokenScope.READ_SETTLED))
def read_article(request: ApiRequest, article_id: int) -> ArticleTextOut:
    """Read an article with its text."""
    article = article_for(request, article_id)
    return told.article_out(article, request.membership)


@router.get(
    "/articles/{int:article_id}/versions",
    response=PageOut[VersionOut],
    **needs(TokenScope.READ_SETTLED),
)
def list_versions(
    request: ApiRequest, article_id: int, asked: Query[PageQuery]
) -> PageOut[VersionOut]:
    """List the texts that an article has had, the first one first."""
    article = article_for(request, article_id)
    hidden = source_hidden(article, request.membership)
    page, following = page_of_sorted(
        versions_of(article), asked, lambda version: version.number, number
    )
    return PageOut(items=[told.version_out(one, hidden) for one in page], next=following)


@router.post(
    "/articles/{int:article_id}/versions",
    response={201: VersionOut},
    **needs(TokenScope.MANAGE, STALE),
)
def add_version(request: ApiRequest, article_id: int, body: VersionIn) -> Status[VersionOut]:
    """Bring a corrected text: every annotation finds its place in it, or is to be looked at. For
    managers. 409 where the article has another version by now than `base`."""
    article = article_for(request, article_id, MANAGERS)
    if body.base != article.version:
        now = article.version
        raise Problem(409, f"The article has version {now} now: look at it first.", version=now)
    values = sent(body, leave=frozenset({"base"}))
    form = RevisionForm(values, MultiValueDict(), article=article)
    checked(form)
    if form.new is None:
        raise unfit([in_body("text", "Give the corrected text.")])
    revise(article, request.user, form.new)
    hidden = source_hidden(article, request.membership)
    return Status(201, told.version_out(versions_of(article)[-1], hidden))


@router.get(
    "/articles/{int:article_id}/versions/{int:version}",
    response=VersionTextOut,
    **needs(TokenScope.READ_SETTLED),
)
def read_version(request: ApiRequest, article_id: int, version: int) -> VersionTextOut:
    """Read one text that an article has had."""
    article = article_for(request, article_id)
    found = version_of(article, version)
    if found is None:
        raise Http404
    return told.version_text_out(found, source_hidden(article, request.membership))
