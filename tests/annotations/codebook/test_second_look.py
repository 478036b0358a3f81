"""What an edition touches is listed for whoever may see it, confirmed, and given back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.codebook.actions import confirm, take_edition_back, undo_confirmation
from annotator.annotations.codebook.second_look import look_reach, to_look_at
from annotator.annotations.models import Annotation, ArticleProgress, Assignment, BulkAct
from annotator.people.models import User
from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import readings_of
from annotator.vocabulary.models import current_edition
from tests.conftest import assign
from tests.exchange.settled import decide
from tests.reconciliation.conftest import mark, submit
from tests.vocabulary.codebook.publishing import new_edition

LOOK = reverse("annotations:second_look")
CONFIRM = reverse("annotations:still_right")


@pytest.fixture
def look(article, other_article, ada, bo, cy, labels):
    """Ada and Bo have marked a person, and Bo a place; Cy has settled the person; then what a
    person is changed."""
    marks = {
        "ada": mark(article, ada, "Omar Reza", "entity-person"),
        "bo": mark(article, bo, "Omar Reza", "entity-person"),
        "place": mark(article, bo, "Karachi", "entity-place"),
    }
    submit(article, ada, bo)
    decision = decide(article, cy, "Omar", 1)
    marks["gold"] = decision.made.get().annotation
    new_edition({"entity-person": "A human being."})
    return marks


def seen_by(user: User, edition: int | None = None) -> set:
    return set(to_look_at(look_reach(user), edition).values_list("pk", flat=True))


def test_who_sees_what(look, story, article, ada, bo, cy, mo, stranger):
    ada_s, bo_s, gold = (look[name].pk for name in ("ada", "bo", "gold"))
    assert seen_by(ada) == {ada_s}
    assert seen_by(bo) == {bo_s}, "that of which nothing changed is not asked for"
    assert seen_by(cy) == seen_by(mo) == {ada_s, bo_s, gold}
    assert seen_by(stranger) == set()
    assert (seen_by(cy, 2), seen_by(cy, 1)) == ({ada_s, bo_s, gold}, set())
    assign(article, cy)
    assert seen_by(cy) == set(), "they are about to read it themselves"
    Assignment.objects.filter(annotator=ada).update(state="withdrawn", submitted_at=None)
    assert seen_by(mo) == {bo_s, gold}


def test_one_confirms_what_is_ones_own(look, ada, cy):
    every = [one.pk for one in look.values()]
    assert confirm(look_reach(ada), every)[0] == 1
    assert confirm(look_reach(cy), every)[0] == 1
    editions = {
        name: Annotation.objects.get(pk=one.pk).codebook_edition for name, one in look.items()
    }
    assert editions == {"ada": 2, "bo": 1, "place": 1, "gold": 2}
    assert confirm(look_reach(ada), every) == (0, None)


def test_what_was_decided_stands_through_it_and_its_undo(look, article, ada, cy):
    ArticleProgress.objects.filter(pk=article.pk).update(stage="finished")
    for who, name in ((ada, "ada"), (cy, "gold")):
        before = Annotation.objects.get(pk=look[name].pk)
        _, act = confirm(look_reach(who), [before.pk])
        after = Annotation.objects.get(pk=before.pk)
        assert (after.revision, after.codebook_edition) == (before.revision + 1, 2)
        assert undo_confirmation(who, act.pk) == 1
        again = Annotation.objects.get(pk=before.pk)
        assert (again.revision, again.codebook_edition) == (before.revision + 2, 1)
    states = {place.state for place in readings_of(article).places if place.decisions}
    assert states == {"settled"}
    assert Decision.objects.count() == 1
    assert ArticleProgress.objects.get(pk=article.pk).stage == "finished"


def test_an_edition_is_taken_back_while_nothing_was_made_under_it(look, ada, mo):
    _, act = confirm(look_reach(ada), [look["ada"].pk])
    undo_confirmation(ada, act.pk)
    with pytest.raises(ValidationError, match="it stands"):
        take_edition_back(2, mo)
    new_edition({"entity-place": "Somewhere."})
    take_edition_back(3, mo)
    assert current_edition() == 2


def test_the_page_lists_narrows_and_leads(look, story, ada, cy, as_user):
    page = as_user(cy).get(LOOK).content.decode()
    assert page.count("Look at its place") == 3
    assert page.count('name="ticked"') == 1, "readers confirm their own"
    assert f"{reverse('reconciliation:settle', args=[look['ada'].article_id])}?show=all" in page
    assert f"#a-{look['ada'].pk}" in as_user(ada).get(LOOK).content.decode()
    for query, count in {
        "layer=gold": 1, "annotator=ada": 1, "mine=yes": 1, "edition=2": 3, "sort=label": 3,
        f"story={story.slug}&label=entity-person": 3,
    }.items():  # fmt: skip
        shown = as_user(cy).get(f"{LOOK}?{query}").content.decode()
        assert shown.count("Look at its place") == count, query
    for query in ("layer=x", "edition=²", "edition=99999999999999999999", "story=%00", "label=no"):
        assert as_user(cy).get(f"{LOOK}?{query}").status_code == 422, query


def test_the_number_of_queries_does_not_grow(look, article, ada, bo, cy, as_user):
    client = as_user(cy)

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(LOOK).status_code == 200
        return len(counted)

    few = asked()
    for words in ("Karachi", "Kasur", "minister", "noon"):
        for who in (ada, bo):
            mark(article, who, words, "entity-person")
    assert asked() == few


def test_ticked_or_all_by_the_plan_that_was_shown_and_undone(look, ada, bo, as_user):
    client = as_user(bo)
    mark(look["bo"].article, bo, "minister", "entity-person")
    assert client.post(CONFIRM).status_code == 422
    assert client.post(CONFIRM, {"ticked": "nonsense"}).status_code == 422
    client.post(CONFIRM, {"every": "on", "shown": "another plan"})
    assert not BulkAct.objects.exists()
    shown = client.get(LOOK).context["plan"].fingerprint
    client.post(CONFIRM, {"ticked": str(look["bo"].pk)})
    client.post(CONFIRM, {"every": "on", "shown": shown})
    assert seen_by(bo) != set(), "the plan was another one by then"
    shown = client.get(LOOK).context["plan"].fingerprint
    assert client.post(CONFIRM, {"every": "on", "shown": shown}).status_code == 302
    assert seen_by(bo) == set()
    act = BulkAct.objects.latest("pk")
    undo = reverse("annotations:undo_still_right", args=[act.pk])
    as_user(ada).post(undo)
    assert seen_by(bo) == set(), "it is not hers to undo"
    client.post(undo)
    assert len(seen_by(bo)) == 1


def test_so_many_are_a_task(look, bo, as_user, monkeypatch, work_done):
    monkeypatch.setattr("annotator.annotations.codebook.second_look_views.MOST_AT_ONCE", 0)
    client = as_user(bo)
    shown = client.get(LOOK).context["plan"].fingerprint
    client.post(f"{CONFIRM}?layer=reading", {"every": "on", "shown": shown})
    assert len(seen_by(bo)) == 1, "a worker does it"
    work_done()
    assert seen_by(bo) == set()


def test_ones_history_says_so(look, article, ada, as_user):
    _, act = confirm(look_reach(ada), [look["ada"].pk])
    history = reverse("annotations:my_history", args=[article.pk])
    assert "Confirmed" in as_user(ada).get(history).content.decode()
    undo_confirmation(ada, act.pk)
    assert "To be looked at again:" in as_user(ada).get(history).content.decode()
