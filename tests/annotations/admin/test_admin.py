"""The admin as a curator uses it: find, look, tick, read what will happen, do it."""

import html
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.people.models import User
from annotator.vocabulary.actions import get_or_make_entity, get_or_make_question
from annotator.vocabulary.models import Entity, Label
from articles.models import Story
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign, make_article, person

pytestmark = pytest.mark.django_db
ANNOTATIONS = reverse("admin:annotations_annotation_changelist")
ENTITIES = reverse("admin:vocabulary_entity_changelist")
QUESTIONS = reverse("admin:vocabulary_question_changelist")
LABELS = reverse("admin:vocabulary_label_changelist")
PEOPLE = reverse("admin:people_user_changelist")


@pytest.fixture
def root(as_user):
    return as_user(User.objects.create_superuser("root", password="correct-horse"))


@pytest.fixture
def staff(as_user):
    """staff("annotations.view_annotation", …) is a browser of somebody with those permissions."""

    def sign_in(*permissions):
        user = person(f"staff{User.objects.count()}", is_staff=True)
        for name in permissions:
            app, codename = name.split(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
        return as_user(user)

    return sign_in


@pytest.fixture
def marks(article, ada, bo, reading, labels):
    assign(article, bo)
    omar = get_or_make_entity("Omar Reza", ada)
    return [
        mark(article, ada, "Omar Reza", "entity-person", details={"entity": omar}),
        mark(article, bo, "Omar Reza", "entity-person", details={"entity": "O. Reza"}),
        mark(article, bo, "1,100 kilometres", "claim-quantity", details={"value": "1,100 km"}),
    ]  # fmt: skip


def shown(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


class Hand:
    """Ticks things in a list, chooses an act, and goes through its page."""

    def __init__(self, client, address, act, ticked, **more):
        self.client, self.address = client, address
        self.sent = {"action": act, "_selected_action": [thing.pk for thing in ticked], **more}

    def begin(self):
        return self.client.post(self.address, {**self.sent, "index": 0})

    def choose(self, **choices):
        self.sent |= {"choosing": "yes", **choices}
        return self.client.post(self.address, self.sent)

    def do(self, page):
        found = re.search(rb'name="shown" value="(\w+)"', page.content)
        assert found, "the page has no plan"
        sent = {**self.sent, "choosing": "yes", "shown": found[1].decode(), "do": "Do"}
        kept = re.search(rb'name="kept" value="(\w+)"[^>]*checked', page.content)
        if kept and "kept" not in sent:
            sent["kept"] = kept[1].decode()
        return self.client.post(self.address, sent, follow=True)


class TestLooking:
    def test_the_list_shows_the_quote_in_its_context_escaped(self, root, story, ada, labels):
        article = make_article(story, title="Tags", text="First <b>\nthen <i>bold</i> & more.\n")
        assign(article, ada)
        mark(article, ada, "<i>bold</i>")
        page = root.get(ANNOTATIONS).content.decode()
        assert (
            "First &lt;b&gt; ¶ then "
            '<mark class="claim">&lt;i&gt;bold&lt;/i&gt;</mark> &amp; more. ¶ </span>'
        ) in page
        assert f"/articles/{article.pk}/#a-" in page

    @pytest.mark.parametrize(
        "query, count",
        [
            ("", 3), ("?q=kilometres", 1), ("?q=O.+Reza", 1), ("?layer__exact=gold", 0),
            ("?kind__exact=entity", 2), ("?label__slug__exact=claim-quantity", 1),
            ("?article__story__id__exact={story}", 0), ("?article__source__id__exact={source}", 0),
            ("?annotator__id__exact={bo}", 2), ("?deleted=yes", 0), ("?deleted=all", 3),
            ("?entity__exact={omar}", 1), ("?question__exact=0", 0), ("?said_by__exact=0", 0),
            ("?updated_at__gte=2000-01-01", 3), ("?updated_at__lt=2000-01-01", 0),
        ],
    )  # fmt: skip
    def test_found_by_every_filter(self, root, marks, bo, query, count):
        omar = Entity.objects.get(slug="omar-reza").pk
        elsewhere = Story.objects.create(slug="other", title="Other")
        other = make_article(elsewhere, "Elsewhere", "Other")
        keys = {"story": elsewhere.pk, "source": other.source_id, "bo": bo.pk, "omar": omar}
        page = root.get(ANNOTATIONS + query.format(**keys))
        assert page.status_code == 200
        assert page.content.count(b'class="quote-in-context"') == count

    def test_the_statements_do_not_grow_and_no_text_is_loaded(
        self, root, marks, story, ada, django_assert_max_num_queries
    ):
        text = " ".join(f"word{n}" for n in range(60))
        article = make_article(story, title="Long", text=text)
        assign(article, ada)
        for n in range(60):
            mark(article, ada, f"word{n}")
        with django_assert_max_num_queries(17) as asked:
            page = root.get(ANNOTATIONS)
        assert page.content.count(b'class="quote-in-context"') == 50
        assert b"63 annotations" in page.content
        loading = re.compile(r'(?<!\()"articles_article"\."text"')
        assert not [q["sql"] for q in asked.captured_queries if loading.search(q["sql"])]

    def test_a_long_list_is_counted_some_pages_ahead_and_leafed_to_its_end(
        self, root, marks, monkeypatch
    ):
        monkeypatch.setattr("annotator.annotations.admin.lists.AHEAD", 0)
        monkeypatch.setattr(
            "annotator.annotations.admin.annotations.AnnotationAdmin.list_per_page", 1
        )
        first = root.get(ANNOTATIONS)
        assert "more than 1 annotation" in shown(first)
        last = root.get(f"{ANNOTATIONS}?p=3")
        assert "more than" not in shown(last)
        assert last.content.count(b'class="quote-in-context"') == 1

    def test_the_page_of_one_tells_its_details_and_what_changed(self, root, marks, labels):
        Hand(root, ANNOTATIONS, "relabel", marks[:1]).do(
            Hand(root, ANNOTATIONS, "relabel", marks[:1]).choose(label="entity-place")
        )
        hand = Hand(root, ANNOTATIONS, "relabel", marks[:1])
        hand.do(hand.choose(label="entity-place"))
        for view in ("change", "history"):
            page = root.get(reverse(f"admin:annotations_annotation_{view}", args=[marks[0].pk]))
            words = shown(page)
            assert "Entity · Person (entity-person) → Entity · Place (entity-place)" in words
            assert "root" in words
            assert "Relabelled entity-place by a curator" in words
        page = root.get(reverse("admin:annotations_annotation_change", args=[marks[0].pk]))
        assert b'<mark class="entity">Omar Reza</mark>' in page.content
        assert b"_save" not in page.content

    def test_the_history_costs_the_same_however_long(
        self, root, marks, labels, django_assert_max_num_queries
    ):
        for slug in ("entity-place", "entity-person") * 3:
            hand = Hand(root, ANNOTATIONS, "relabel", marks[:1])
            hand.do(hand.choose(label=slug))
        address = reverse("admin:annotations_annotation_history", args=[marks[0].pk])
        with django_assert_max_num_queries(14):
            assert root.get(address).content.count(b"<time") == 7


class TestActs:
    def test_relabel_asks_tells_does(self, root, marks):
        hand = Hand(root, ANNOTATIONS, "relabel", marks)
        asked = hand.begin()
        assert b'name="label"' in asked.content
        assert b'name="shown"' not in asked.content
        page = hand.choose(label="entity-place")
        assert b'name="shown"' in page.content
        assert "3 highlights will be labelled “Entity · Place”" in shown(page)
        assert Annotation.objects.filter(label="entity-place").count() == 0
        assert "3 highlights relabelled" in shown(hand.do(page))
        assert Annotation.objects.filter(label="entity-place", revision=2).count() == 3

    def test_without_a_choice_it_says_what_is_missing(self, root, marks):
        page = Hand(root, ANNOTATIONS, "relabel", marks).choose(label="", do="Relabel")
        assert page.status_code == 422
        assert "This field is required" in shown(page)
        assert set(Annotation.objects.values_list("revision", flat=True)) == {1}

    def test_what_was_not_shown_is_not_done(self, root, marks):
        hand = Hand(root, ANNOTATIONS, "relabel", marks)
        page = hand.choose(label="entity-place", do="Relabel", shown="0" * 16)
        assert "Something has changed since you looked" in shown(page)
        assert set(Annotation.objects.values_list("revision", flat=True)) == {1}

    def test_all_that_a_filter_finds(self, root, marks):
        address = f"{ANNOTATIONS}?kind__exact=entity"
        hand = Hand(root, address, "relabel", marks[:1], select_across="1")
        hand.do(hand.choose(label="entity-place"))
        assert Annotation.objects.filter(label="entity-place").count() == 2

    def test_link_to_an_entity_and_to_a_question(self, root, marks, story):
        omar = Entity.objects.get(slug="omar-reza")
        hand = Hand(root, ANNOTATIONS, "link_entity", marks)
        assert "1 highlight linked to Omar Reza." in shown(hand.do(hand.choose(entity=omar.pk)))
        assert omar.mentions.count() == 2
        question = get_or_make_question(story, "How long?", None, type="quantity", unit="km")
        hand = Hand(root, ANNOTATIONS, "link_question", marks)
        assert "1 claim linked" in shown(hand.do(hand.choose(question=question.pk)))
        assert question.answers.count() == 1

    def test_merge_entities_the_most_used_is_kept_unless_told(self, root, marks):
        both = list(Entity.objects.order_by("pk"))
        Annotation.objects.filter(kind="claim").update(said_by=both[0])
        hand = Hand(root, ENTITIES, "merge", both)
        page = hand.begin()
        assert "Omar Reza (omar-reza), 2 uses" in shown(page)
        assert "To name Omar Reza instead of O. Reza (o-reza): 1 highlight." in shown(page)
        assert "Merged into “Omar Reza”. 1 highlight moved." in shown(hand.do(page))
        assert both[0].mentions.count() == 2
        assert get_or_make_entity("o. reza", None) == both[0]

    def test_merge_one_into_another_that_is_searched_for(self, root, marks):
        kept, gone = Entity.objects.order_by("pk")
        hand = Hand(root, ENTITIES, "merge", [gone])
        assert b"admin-autocomplete" in hand.begin().content
        hand.do(hand.choose(kept=kept.pk))
        assert kept.mentions.count() == 2

    def test_split_by_the_words(self, root, marks, story, ada):
        omar = Entity.objects.get(slug="omar-reza")
        article = make_article(story, title="Third", text="Reza said so.\n")
        assign(article, ada)
        mark(article, ada, "Reza", "entity-person", details={"entity": omar})
        address = reverse("admin:vocabulary_entity_split", args=[omar.pk])
        assert (
            address.encode()
            in root.get(reverse("admin:vocabulary_entity_change", args=[omar.pk])).content
        )
        assert "Reza (1 mention)" in shown(root.get(address))
        sent = {"choosing": "yes", "surface": ["reza"], "new_name": "Ali Reza"}
        refused = root.post(address, {**sent, "new_name": "OMAR reza", "do": "Split"})
        page = root.post(address, sent)
        assert "1 mention as “Reza” will name it" in shown(page)
        key = re.search(rb'name="shown" value="(\w+)"', page.content)[1].decode()
        assert refused.status_code == 200  # shown as a plan first; the name is refused when done
        key2 = re.search(rb'name="shown" value="(\w+)"', refused.content)[1].decode()
        taken = root.post(address, {**sent, "new_name": "OMAR reza", "do": "Split", "shown": key2})
        assert taken.status_code == 422
        assert "There is an entity “Omar Reza” already" in shown(taken)
        assert root.post(address, {**sent, "do": "Split", "shown": key}).status_code == 302
        assert Entity.objects.get(name="Ali Reza").mentions.get().quote == "Reza"
        assert omar.mentions.count() == 1

    def test_merge_questions_and_labels(self, root, marks, story, labels):
        pair = [get_or_make_question(story, words, None) for words in ("How long?", "What length?")]
        hand = Hand(root, QUESTIONS, "merge", pair)
        assert "Merged into" in shown(hand.do(hand.choose(kept=pair[0].pk)))
        pair[1].refresh_from_db()
        assert not pair[1].active
        two = [labels["entity-person"], labels["entity-place"]]
        hand = Hand(root, LABELS, "merge", two)
        hand.do(hand.choose(kept="entity-place"))
        assert Annotation.objects.filter(label="entity-place").count() == 2
        hand = Hand(root, LABELS, "merge", [labels["entity-place"], labels["claim-event"]])
        assert hand.choose(kept="entity-place").status_code == 422

    @pytest.mark.parametrize("address, model", [(ENTITIES, Entity), (LABELS, Label)])
    def test_deactivate_keeps_the_uses(self, root, marks, address, model):
        thing = model.objects.get(slug__in=["omar-reza", "entity-person"])
        hand = Hand(root, address, "deactivate", [thing])
        page = hand.begin()
        assert "will stay as they are" in shown(page)
        assert "1 taken out of use" in shown(hand.do(page))
        thing.refresh_from_db()
        assert not thing.active
        assert thing.history.first().history_user.username == "root"
        assert Hand(root, address, "deactivate", [thing]).choose().status_code == 422
        assert Annotation.objects.count() == 3

    def test_an_account_is_closed_and_its_articles_handed_on(
        self, root, marks, other_article, ada, bo
    ):
        assign(other_article, ada)
        hand = Hand(root, PEOPLE, "deactivate", [ada])
        assert "2 open articles will be withdrawn" in shown(hand.begin())
        page = hand.choose(heir=bo.pk)
        assert "1 open article of theirs will be Bo's to read" in shown(page)
        assert "Deactivated: Ada." in shown(hand.do(page))
        ada.refresh_from_db()
        assert not ada.is_active
        assert Assignment.objects.get(annotator=bo, article=other_article).state == "assigned"
        form = root.get(reverse("admin:people_user_change", args=[bo.pk])).content.decode()
        assert 'name="first_name"' in form
        assert 'name="is_active"' not in form

    def test_uses_are_counted_with_a_way_to_them_and_nothing_is_deleted(
        self, root, marks, django_assert_max_num_queries
    ):
        omar = Entity.objects.get(slug="omar-reza")
        for n in range(30):
            get_or_make_entity(f"Name {n}", None)
        with django_assert_max_num_queries(14):
            listed = root.get(ENTITIES)
        assert b'<td class="field-times_used">1</td>' in listed.content
        page = root.get(reverse("admin:vocabulary_entity_change", args=[omar.pk]))
        assert f"{ANNOTATIONS}?entity__exact={omar.pk}".encode() in page.content
        assert b"deletelink" not in page.content
        assert b"delete_selected" not in listed.content


class TestWho:
    def test_permissions_decide(self, staff, marks):
        look = staff("annotations.view_annotation", "vocabulary.view_entity")
        for address, act, listed in (
            (ANNOTATIONS, "relabel", "3 annotations"),
            (ENTITIES, "merge", "2 entities"),
        ):
            page = look.get(address).content.decode()
            assert listed in page
            assert f'value="{act}"' not in page
        Hand(look, ANNOTATIONS, "relabel", marks).choose(label="entity-place", do="x", shown="x")
        omar = Entity.objects.get(slug="omar-reza")
        assert look.get(reverse("admin:vocabulary_entity_split", args=[omar.pk])).status_code == 403
        words = staff("vocabulary.change_entity")
        assert b'value="merge"' not in words.get(ENTITIES).content
        assert b'value="deactivate"' in words.get(ENTITIES).content
        assert (
            words.get(reverse("admin:vocabulary_entity_split", args=[omar.pk])).status_code == 403
        )
        curator = staff("vocabulary.change_entity", "annotations.change_annotation")
        assert b'value="merge"' in curator.get(ENTITIES).content
        assert b'value="relabel"' in curator.get(ANNOTATIONS).content
        assert (
            curator.get(reverse("admin:vocabulary_entity_split", args=[omar.pk])).status_code == 200
        )
        assert set(Annotation.objects.values_list("revision", flat=True)) == {1}

    def test_who_has_still_to_read_neither_counts_nor_touches_what_others_marked(
        self, root, article, marks, as_user
    ):
        split = reverse("admin:vocabulary_entity_split", args=[Entity.objects.first().pk])
        assert b'<td class="field-times_used">1</td>' in root.get(ENTITIES).content
        assert "mention)" in shown(root.get(split))
        blind = User.objects.create_superuser("blind", password="correct-horse")
        assign(article, blind)
        client = as_user(blind)
        assert b'<td class="field-times_used">1</td>' not in client.get(ENTITIES).content
        hand = Hand(client, ENTITIES, "merge", list(Entity.objects.all()))
        page = hand.begin()
        words = shown(page)
        assert "): 0 highlights." in words
        assert "You have articles still to read" in words
        assert "Pipeline talks" not in words
        done = shown(hand.do(page))
        assert "Merged" in done
        assert "moved" not in done
        assert Entity.objects.filter(active=True).get().mentions.count() == 2
        hand = Hand(client, ANNOTATIONS, "relabel", marks)
        assert "0 highlights will be labelled" in shown(hand.choose(label="entity-place"))
        assert "mention)" not in shown(client.get(split))


def test_the_workbench_links_to_the_admin_for_who_may_look(as_user, ada, article, reading, labels):
    address = reverse("annotations:workbench", args=[article.pk])
    assert "all marks in the admin" not in as_user(ada).get(address).content.decode()
    ada.is_staff = ada.is_superuser = True
    ada.save()
    page = as_user(ada).get(address).content.decode()
    link = re.search(r'href="(/admin/annotations/annotation/[^"]+)"', page).group(1)
    assert as_user(ada).get(link).status_code == 200
