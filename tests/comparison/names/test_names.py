"""The page of names: what each outlet calls the same thing; forms linked, and the link undone."""

import re

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Alias, Entity
from tests.comparison.kept import keep_up
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

POST = "Imran Khan praised the war effort. Khan said the war was over.\nMr Khan left. Imran  Khan came back.\n"
MERIDIAN = "PM Imran Khan called it a conflict. The conflict went on.\n"


@pytest.fixture
def khan(db):
    return Entity.objects.create(
        slug="imran-khan", name="Imran Khan", wikidata="Q155164", description="Prime minister"
    )


@pytest.fixture
def war(db):
    return Entity.objects.create(slug="the-war", name="The war")


@pytest.fixture
def papers(story, labels, ada, bo, khan, war):
    """Two outlets: both call the war something, and some names are not linked."""
    post = make_article(story, "The Harbour Post", "In the Post", POST)
    meridian = make_article(story, "Daily Meridian", "In the Meridian", MERIDIAN)
    for who in (ada, bo):
        mark(post, who, "Imran Khan", "entity-person", entity=khan)
    mark(post, ada, "war", "entity-place", entity=war)
    mark(post, ada, "war", "entity-place", nth=1, entity=war)
    mark(post, ada, "Khan", "entity-person", nth=1)
    mark(post, ada, "Mr Khan", "entity-person")
    mark(post, ada, "Imran  Khan", "entity-person", entity=khan)
    mark(meridian, ada, "PM Imran Khan", "entity-person")
    mark(meridian, ada, "conflict", "entity-place", entity=war)
    submit(post, ada, bo)
    submit(meridian, ada)
    return post, meridian


def listed(client, story, query=""):
    keep_up(story)
    response = client.get(reverse("comparison:names", args=[story.slug]) + query)
    assert response.status_code == 200
    return response


def rows_of(response) -> list[str]:
    body = re.sub(r'<small class="acts">.*?</small>', "", response.content.decode())
    found = re.findall(r"<tr>(.*?)</tr>", body, flags=re.DOTALL)[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


def test_what_each_outlet_calls_it_reads_off_one_row(as_user, cy, story, papers):
    rows = rows_of(listed(as_user(cy), story))
    assert rows == [
        "The war 3 24 Feb 2022 conflict ×1 from 24 Feb 2022 war ×2 from 24 Feb 2022",
        # two readers of one place are one mention; case and spacing aside it is one form
        "Imran Khan Wikidata Q155164 Prime minister 2 24 Feb 2022 Imran Khan ×2 from 24 Feb 2022",
    ]


def test_a_form_leads_to_its_first_use(as_user, cy, story, papers):
    body = listed(as_user(cy), story).content.decode()
    settle = reverse("reconciliation:settle", args=[papers[0].pk])
    assert f'<a href="{settle}?at={POST.index("war")}" dir="auto">war</a> ×2' in body
    assert 'href="https://www.wikidata.org/wiki/Q155164"' in body


def test_what_nobody_has_linked_is_listed_with_suggestions(as_user, cy, story, papers):
    rows = rows_of(listed(as_user(cy), story, "?show=unlinked&sort=name"))
    assert [row.split(" ", 1)[0] for row in rows] == ["Khan", "Mr", "PM"]
    assert rows[0].endswith("Link to Imran Khan part of the name")
    assert rows[1].endswith("Link to Imran Khan part of the name")
    assert rows[2].endswith("Link to Imran Khan same without titles")


def test_an_alias_is_known_too(as_user, cy, story, papers, war):
    Alias.objects.create(entity=war, name="Mr Khan")
    rows = rows_of(listed(as_user(cy), story, "?show=unlinked&text=mr"))
    assert rows[0].endswith("Link to The war same words Link to Imran Khan part of the name")


def test_a_place_that_one_of_two_linked_is_linked(as_user, bo, cy, story, papers):
    mark(papers[0], bo, "war", "entity-place")
    client = as_user(cy)
    unlinked = rows_of(listed(client, story, "?show=unlinked&sort=name"))
    assert [row.split(" ", 1)[0] for row in unlinked] == ["Khan", "Mr", "PM"]
    assert rows_of(listed(client, story))[0].startswith("The war 3 ")


@pytest.mark.parametrize(
    "query, entities",
    [
        ("?text=conf", ["The war"]),
        ("?text=imran", ["Imran Khan"]),
        ("?label=entity-person", ["Imran Khan"]),
        ("?sort=name", ["Imran Khan", "The war"]),
        ("?sort=first", ["Imran Khan", "The war"]),
        ("?text=nobody", []),
    ],
)
def test_filters(as_user, cy, story, papers, query, entities):
    body = listed(as_user(cy), story, query).content.decode()
    assert re.findall(r'<th scope="row"><bdi>(.*?)</bdi>', body) == entities


def test_one_source_alone(as_user, cy, story, papers):
    rows = rows_of(listed(as_user(cy), story, f"?source={papers[1].source_id}"))
    assert rows == ["The war 1 24 Feb 2022 conflict ×1 from 24 Feb 2022"]


def test_a_choice_that_is_not_offered(as_user, cy, story, papers):
    response = as_user(cy).get(reverse("comparison:names", args=[story.slug]) + "?source=junk")
    assert response.status_code == 422
    assert "choose another" in response.content.decode()


def link(client, story, **given):
    return client.post(reverse("comparison:link_names", args=[story.slug]), given)


def test_many_linked_at_once_and_undone(as_user, cy, story, papers, khan):
    client = as_user(cy)
    bare = Annotation.objects.filter(kind="entity", entity=None)
    assert bare.count() == 3
    response = link(client, story, form=["mr khan", "pm imran khan"], entity="imran-khan")
    assert response.status_code == 302
    assert list(bare.values_list("quote", flat=True)) == ["Khan"]
    linked = Annotation.objects.get(quote="Mr Khan")
    assert (linked.entity, linked.revision) == (khan, 2)
    past = linked.history.first()
    assert past.history_user == cy
    assert past.history_change_reason.endswith("linked to imran-khan")
    act = listed(client, story).context["recent"]
    assert [(one.mentions, one.entity, one.by) for one in act] == [(2, "Imran Khan", "cy")]
    address = reverse("comparison:undo_link", args=[story.slug, act[0].act])
    assert client.post(address).status_code == 302
    assert bare.count() == 3
    assert Annotation.objects.get(quote="Mr Khan").revision == 3
    assert listed(client, story).context["recent"] == []
    again = client.post(address)
    assert again.status_code == 422
    assert "undone already" in again.content.decode()


def test_undo_leaves_what_was_linked_elsewhere_since(as_user, cy, story, papers, war):
    client = as_user(cy)
    link(client, story, form=["mr khan", "khan"], entity="imran-khan")
    Annotation.objects.filter(quote="Khan").update(entity=war)
    act = listed(client, story).context["recent"][0].act
    client.post(reverse("comparison:undo_link", args=[story.slug, act]))
    assert Annotation.objects.get(quote="Khan").entity == war
    assert Annotation.objects.get(quote="Mr Khan").entity is None


def test_forms_kept_as_aliases_and_dropped_with_the_undo(as_user, cy, story, papers, khan):
    client = as_user(cy)
    Alias.objects.create(entity=khan, name="KHAN")
    link(client, story, form=["mr khan", "khan"], entity="imran-khan", alias="1")
    assert list(khan.aliases.values_list("name", flat=True)) == ["KHAN", "Mr Khan"]
    assert Alias.history.filter(name="Mr Khan").get().history_user == cy
    act = listed(client, story).context["recent"][0].act
    client.post(reverse("comparison:undo_link", args=[story.slug, act]))
    assert list(khan.aliases.values_list("name", flat=True)) == ["KHAN"]


def test_a_new_entity(as_user, mo, story, papers):
    assert link(as_user(mo), story, form="khan", entity="A. Khan", new="1").status_code == 302
    assert Annotation.objects.get(quote="Khan").entity.name == "A. Khan"


@pytest.mark.parametrize(
    "given, says",
    [
        ({"form": "khan"}, "Name the entity"),
        ({"entity": "imran-khan"}, "Tick at least one"),
        ({"form": "khan", "entity": "nobody"}, "No entity in use is called"),
        ({"form": "khan", "entity": "gone"}, "No entity in use is called"),
        ({"form": "never written", "entity": "imran-khan"}, "Nothing is left to link"),
        ({"form": "khan", "entity": "twin"}, "Several entities"),
    ],
)
def test_bad_input_changes_nothing(as_user, cy, story, papers, given, says):
    Entity.objects.create(slug="gone", name="Gone", active=False)
    for number in (1, 2):
        Entity.objects.create(slug=f"twin-{number}", name="Twin")
    response = link(as_user(cy), story, **given)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert Annotation.objects.filter(kind="entity", entity=None).count() == 3
    assert Annotation.history.count() == Annotation.objects.count()


@pytest.mark.parametrize("act", ["junk", "1-x", "99999999999-0a", "²-0a", "1700000000-0a1b2c3d"])
def test_an_act_that_never_was(as_user, cy, story, papers, act):
    response = as_user(cy).post(reverse("comparison:undo_link", args=[story.slug, act]))
    assert response.status_code == 422


def test_what_one_is_still_to_read_is_neither_shown_nor_linked(as_user, cy, story, papers):
    client = as_user(cy)
    assert "conflict" in "".join(rows_of(listed(client, story)))
    assign(papers[1], cy)
    page = listed(client, story)
    assert "conflict" not in "".join(rows_of(page))
    assert "1 article is not counted" in page.content.decode()
    assert link(client, story, form="pm imran khan", entity="imran-khan").status_code == 422
    assert Annotation.objects.get(quote="PM Imran Khan").entity is None


def test_readings_that_are_not_submitted_do_not_count(as_user, bo, cy, story, papers):
    def shown() -> bool:
        rows = rows_of(listed(as_user(cy), story, "?show=unlinked"))
        forms = [row.split(" ", 1)[0] for row in rows]
        assert "Khan" in forms
        return "it" in forms

    assign(papers[1], bo, "in progress")
    mark(papers[1], bo, "it", "entity-person")
    assert not shown()
    submit(papers[1], bo)
    assert shown()


def test_more_outlets_than_columns(as_user, ada, cy, story, papers, khan):
    for number in range(6):
        one = make_article(story, f"Paper {number}", f"No. {number}", f"Khan {number}\n")
        mark(one, ada, f"Khan {number}", "entity-person", entity=khan)
        submit(one, ada)
    rows = rows_of(listed(as_user(cy), story))
    assert "Paper 5 Khan 5 ×1 from 24 Feb 2022" in rows[0]
    assert rows[0].count("Paper") == 6


def test_a_form_of_many_outlets_names_some_of_them(as_user, ada, cy, story, papers):
    for number in range(7):
        one = make_article(story, f"Paper {number}", f"No. {number}", f"Nobody knows {number}\n")
        mark(one, ada, "Nobody", "entity-person")
        submit(one, ada)
    row = rows_of(listed(as_user(cy), story, "?show=unlinked"))[0]
    assert row.startswith("Nobody 7 Paper 0 ×1 from 24 Feb 2022")
    assert "Paper 4" in row
    assert "Paper 5" not in row
    assert "and 2 more sources" in row


def test_nothing_marked(as_user, cy, story, article):
    assert "No name is marked" in listed(as_user(cy), story).content.decode()


@pytest.mark.parametrize("query", ["", "?show=unlinked"])
def test_statements_do_not_grow(
    as_user, ada, cy, story, papers, khan, django_assert_max_num_queries, query
):
    client = as_user(cy)
    address = reverse("comparison:names", args=[story.slug]) + query
    listed(client, story, query)
    with django_assert_max_num_queries(17):
        client.get(address)
    for number in range(12):
        one = make_article(story, f"Paper {number}", f"No. {number}", f"Khan {number}\n")
        entity = Entity.objects.create(slug=f"e-{number}", name=f"Khan {number}")
        mark(one, ada, f"Khan {number}", "entity-person", entity=entity if number % 2 else None)
        submit(one, ada)
    listed(client, story, query)
    with django_assert_max_num_queries(17):
        client.get(address)
