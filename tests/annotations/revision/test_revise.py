"""A corrected text comes in: every annotation gets its place, and what nobody worked on is undone."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.assignments import actions as assignments
from annotator.annotations.models import (
    Annotation,
    Assignment,
    Dismissal,
    Notice,
    NoticeKind,
    Placement,
    Revision,
)
from annotator.annotations.recording import actions as recording
from annotator.annotations.recording.receipts import ArticleRevised
from annotator.annotations.revision.actions import RevisionRefused, revise, undo_revision
from annotator.annotations.revision.placing import new_passages
from articles.models import Article, Region, Version
from articles.versions.actions import NewText, version_of, versions_of
from tests.conftest import TEXT, make_article
from tests.reconciliation.conftest import mark, submit

CORRECTED = TEXT.replace("1,100 kilometres", "1,300 kilometres").replace("🎉 ", "🎉🎉 ")


def correct(article, by, text=CORRECTED, **more):
    return revise(article, by, NewText(article.title, text, **more))


def spans(article):
    return {a.quote: (a.start, a.end) for a in Annotation.objects.filter(article=article)}


@pytest.fixture
def marked(article, labels, ada, bo):
    """Ada marked four things, and Bo one of them."""
    for words, label in [
        ("minister", "entity-person"),
        ("1,100 kilometres", "claim-quantity"),
        ("Karachi", "entity-place"),
        ("Omar Reza", "entity-person"),
    ]:
        mark(article, ada, words, label)
    mark(article, bo, "Karachi", "entity-place")
    submit(article, ada, bo)
    return article


def test_what_stands_is_carried_and_what_changed_is_left_behind(marked, ada, mo):
    done = correct(marked, mo)
    assert (done.version, done.carried, done.to_review, done.moved, done.orphaned) == (
        2,
        4,
        1,
        0,
        0,
    )
    article = Article.objects.get(pk=marked.pk)
    assert (article.version, article.text) == (2, CORRECTED)
    live = Annotation.objects.filter(article=article)
    assert {a.quote for a in live} == {"minister", "Karachi", "Omar Reza"}
    for one in live:
        assert article.text[one.start : one.end] == one.quote
        assert (one.text_version, one.read_version, one.revision) == (2, 1, 1)
    left = Annotation.everything.get(quote="1,100 kilometres")
    assert (left.erased_at is not None, left.text_version) == (True, 1)
    asked = Placement.objects.get(annotation=left)
    assert (asked.outcome, asked.verdict) == ("review", "")
    assert article.text[asked.start : asked.end] == "1,300 kilometres"
    assert TEXT[asked.was_start : asked.was_end] == "1,100 kilometres"


def test_both_texts_stay_with_what_is_known_of_them(marked, mo):
    correct(marked, mo, note="They wrote it themselves.", is_noted=True)
    first, second = versions_of(marked)
    assert (first.number, first.origin, second.number, second.origin) == (1, "first", 2, "pasted")
    assert version_of(marked, 1).text == TEXT
    assert (version_of(marked, 2).text, second.note, second.is_noted) == (
        CORRECTED, "They wrote it themselves.", True,
    )  # fmt: skip
    assert [
        v.number for v in versions_of(make_article(marked.story, "Other", text="Never.\n"))
    ] == [1]


def test_regions_follow_their_words(marked, mo):
    start = TEXT.index("“It will")
    Region.objects.create(
        article=marked, start=start, end=start + 20, role="link", origin="manager"
    )
    correct(marked, mo)
    [region] = Region.objects.filter(article=marked)
    assert CORRECTED[region.start : region.end] == TEXT[start : start + 20]
    assert (region.role, region.origin) == ("link", "manager")


def test_neighbours_with_one_label_follow_each_other(story, labels, ada, mo):
    """Each moves to where the other stood: never two of one highlight, not even for a moment."""
    article = make_article(story, text="one one one one one one one one and no more of it.\n")
    for start in range(0, 32, 4):
        mark(article, ada, "one", "entity-place", nth=start // 4)
    submit(article, ada)
    done = correct(article, mo, "New: one one one one one one one one and no more of it.\n")
    assert done.carried + done.to_review == 8
    for one in Annotation.objects.filter(article=article):
        assert article.text[one.start : one.end] == "one"


def test_it_is_undone_as_if_it_had_never_come(marked, ada, mo):
    before = list(Annotation.everything.order_by("pk").values())
    kept = Dismissal.objects.create(
        article=marked, annotator=ada, start=0, end=3, at=marked.created_at
    )
    correct(marked, mo)
    assert Notice.objects.filter(kind=NoticeKind.CORRECTED).exists()
    undo_revision(marked, mo)
    assert list(Annotation.everything.order_by("pk").values()) == before
    article = Article.objects.get(pk=marked.pk)
    assert (article.version, article.text, article.text_sha256) == (1, TEXT, marked.text_sha256)
    assert not Version.objects.exists()
    assert not Placement.objects.exists()
    assert not Notice.objects.filter(kind=NoticeKind.CORRECTED).exists()
    assert Dismissal.objects.get().start == kept.start
    assert Revision.objects.get().undone_by == mo
    with pytest.raises(RevisionRefused, match="no correction"):
        undo_revision(marked, mo)
    assert correct(marked, mo).version == 2


def test_what_somebody_worked_on_is_not_undone(marked, ada, mo):
    correct(marked, mo)
    assignments.reopen(marked, ada)
    with pytest.raises(RevisionRefused, match="Somebody has read"):
        undo_revision(marked, mo)
    assert Article.objects.get(pk=marked.pk).version == 2


def test_a_later_version_asks_again_from_the_first_words(marked, ada, mo):
    correct(marked, mo)
    correct(marked, mo, TEXT.replace("noon", "night"))  # the figure is the first one again
    again = Annotation.objects.get(quote="1,100 kilometres")
    assert (again.text_version, marked.text[again.start : again.end]) == (3, "1,100 kilometres")
    outcomes = Placement.objects.filter(annotation=again).order_by("version")
    assert [(p.version, p.outcome, p.verdict) for p in outcomes] == [
        (2, "review", "later"), (3, "carried", ""),
    ]  # fmt: skip
    undo_revision(marked, mo)
    left = Annotation.everything.get(quote="1,100 kilometres")
    assert (left.erased_at is not None, left.text_version, left.span) == (
        True, 1, (TEXT.index("1,100"), TEXT.index("1,100") + 16),
    )  # fmt: skip
    assert Placement.objects.get(annotation=left).verdict == ""


@pytest.mark.parametrize(
    ("text", "told"), [(TEXT, "nothing was corrected"), ("Another text.\n", "very text")]
)
def test_what_is_no_correction_is_refused(marked, mo, text, told):
    make_article(marked.story, title="Twice", text="Another text.\n")
    with pytest.raises(ValidationError, match=told):
        correct(marked, mo, text)
    assert Article.objects.get(pk=marked.pk).version == 1
    assert not Revision.objects.exists()


def test_a_highlight_on_the_text_of_before_is_not_stored(article, reading, labels, ada, mo):
    stale = Article.objects.get(pk=article.pk)
    correct(article, mo)
    with pytest.raises(ArticleRevised):
        recording.highlight(
            stale, ada, id="00000000-0000-4000-8000-000000000001", label="entity-place",
            start=0, end=3, quote="The",
        )  # fmt: skip
    assert not Annotation.everything.exists()


def test_who_reads_on_reads_the_new_text(article, reading, labels, ada, bo, mo):
    submit(article, bo)
    correct(article, mo)
    of = dict(Assignment.objects.values_list("annotator__username", "text_version"))
    assert of == {"ada": 2, "bo": 1}
    assignments.submit(article, ada)
    assert Assignment.objects.get(annotator=ada).text_version == 2


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("One line of words here.\n", "One line of words here.\nAnother was added to it.\n", True),
        ("会谈周一开始。\n", "会谈周一开始。\n双方都没有说话。\n", True),
        ("One line of words.\nTwo lines of other words.\n",
         "Two lines of other words.\nOne line of words.\n", False),
        ("It is 800 km long, they say.\n", "It is 900 km long, they say.\n", False),
    ],
)  # fmt: skip
def test_only_words_that_stood_nowhere_are_new_to_read(before, after, told):
    assert bool(new_passages(before, after)) is told
