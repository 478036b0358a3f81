"""Write stories, and the articles of an import with their sources."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from annotator.background.events import EventKind, tell
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.changes import note_articles
from articles.intake.drafts import Draft
from articles.models import Article, Source, Story
from articles.originals import store_originals
from articles.regions import store_proposed

ROWS_A_STATEMENT = 200  # a text may have 2 MB: not a thousand of them in one statement
HASHES_A_QUERY = 500


class Stored(NamedTuple):
    """How many articles were stored, and how many were skipped as stored already or repeated."""

    created: int
    skipped: int

    def __str__(self) -> str:
        articles = "article" if self.created == 1 else "articles"
        were = "was" if self.skipped == 1 else "were"
        skipped = f"skipped {self.skipped:,} that {were} there already"
        return f"Stored {self.created:,} {articles}; {skipped}."


class DraftStatus(StrEnum):
    """What storing a draft would do with it."""

    NEW = "new"
    THERE = "there"  # the story has this text of this source
    REPEATED = "repeated"  # an earlier draft of the batch has it


def make_story(slug: str, title: str, guidelines: str = "", readers: int = 2) -> Story:
    """Store a new story and return it. Raises ValidationError."""
    story = Story(slug=slug, title=title, guidelines=guidelines, readers=readers)
    story.full_clean()
    story.save()
    return story


@transaction.atomic
def store(story: Story, drafts: Sequence[Draft], *, alone: bool = True) -> Stored:
    """Store the drafts with what each came in as, all or nothing, and make the sources that are
    missing. `alone`: it is an import by itself, and no part of a larger one that says so.

    The number of statements follows the batch's size, not the number of its articles.
    """
    # Two imports into one story wait for each other: neither stores what the other just did.
    Story.objects.select_for_update().only("pk").get(pk=story.pk)
    outlets = Outlets.with_missing(draft.source for draft in drafts)
    fresh = [
        draft
        for draft, status in zip(drafts, _draft_statuses(story, drafts, outlets), strict=True)
        if status is DraftStatus.NEW
    ]
    for batch in _parts(fresh, ROWS_A_STATEMENT):
        made = Article.objects.bulk_create([_article(story, outlets[d.source], d) for d in batch])
        store_proposed((a, each.regions) for a, each in zip(made, batch, strict=True))
        store_originals((a, each.came) for a, each in zip(made, batch, strict=True) if each.came)
        note_articles(article.pk for article in made)
        tell(EventKind.ARTICLE_ADDED, story.pk, {article.pk: {} for article in made})
    if fresh and alone:
        record(TrustKind.IMPORTED, story=story, facts={"articles": len(fresh)})
    return Stored(len(fresh), len(drafts) - len(fresh))


def draft_statuses(story: Story, drafts: Sequence[Draft]) -> list[DraftStatus]:
    """Return what storing each draft would do with it, in the drafts' order. Reads only."""
    return _draft_statuses(story, drafts, Outlets())


def _draft_statuses(story: Story, drafts: Sequence[Draft], outlets: "Outlets") -> list[DraftStatus]:
    there: set[tuple[int, str]] = set()
    for part in _parts(drafts, HASHES_A_QUERY):
        hashes = [draft.sha256 for draft in part]
        stored = Article.objects.filter(story=story, text_sha256__in=hashes).order_by()
        there.update(stored.values_list("source_id", "text_sha256"))
    seen: set[tuple[int | str, str]] = set()
    found = []
    for draft in drafts:
        outlet = outlets.get(draft.source)
        key = (outlet.pk if outlet else draft.source.casefold(), draft.sha256)
        if key in there:
            found.append(DraftStatus.THERE)
        else:
            found.append(DraftStatus.REPEATED if key in seen else DraftStatus.NEW)
        seen.add(key)
    return found


def _article(story: Story, source: Source, draft: Draft) -> Article:
    return Article(
        story=story,
        source=source,
        title=draft.title,
        byline=draft.byline,
        url=draft.url,
        language=draft.language,
        published_on=draft.published_on,
        text=draft.text,
        text_sha256=draft.sha256,
        word_count=draft.word_count,
    )


class Outlets:
    """All sources by name. “the post” finds “The Post”, unless a source has just that name."""

    def __init__(self) -> None:
        self.by_name = {source.name: source for source in Source.objects.order_by("-pk")}
        self.by_folded_name = {name.casefold(): source for name, source in self.by_name.items()}

    def get(self, name: str) -> Source | None:
        """Return the source of this name, or None."""
        return self.by_name.get(name) or self.by_folded_name.get(name.casefold())

    def __getitem__(self, name: str) -> Source:
        source = self.get(name)
        if source is None:
            raise KeyError(name)
        return source

    @classmethod
    def with_missing(cls, names: Iterable[str]) -> "Outlets":
        """Return all sources, after making one for each of `names` that has none."""
        wanted = list(dict.fromkeys(names))
        while True:
            outlets = cls()
            missing: dict[str, str] = {}
            for name in wanted:
                if outlets.get(name) is None:
                    missing.setdefault(name.casefold(), name)
            if not missing:
                return outlets
            taken = {source.slug for source in outlets.by_name.values()}
            made = [Source(name=n, slug=free_slug(n, taken)) for n in missing.values()]
            # A name or slug that another import takes just now is passed over, then read again.
            Source.objects.bulk_create(made, ignore_conflicts=True)


def free_slug(name: str, taken: set[str]) -> str:
    """Return a slug for the name, numbered where it is taken, and add it to `taken`."""
    base = slugify(name, allow_unicode=True)[:190] or "source"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _parts(drafts: Sequence[Draft], size: int) -> Iterator[Sequence[Draft]]:
    for start in range(0, len(drafts), size):
        yield drafts[start : start + size]
