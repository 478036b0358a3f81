"""Entities, questions and labels: found before they are made, and signed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from annotator.vocabulary import actions
from annotator.vocabulary.default import LABELS
from annotator.vocabulary.models import RESERVED_KEYS, Alias, Entity, Label, Question


class TestSlugs:
    @pytest.mark.parametrize(
        "name, slug",
        [
            ("Port Amar", "port-amar"),
            ("Łódź", "łódź"),
            ("رأس حليم", "رأس-حليم"),
            ("…!?", "x"),
            ("🐢", "x"),
            ("", "x"),
            ("-- a --", "a"),
            ("1999", "1999"),
        ],
    )
    def test_is_made_from_the_name(self, name, slug):
        assert actions.slug_for(name, set()) == slug

    def test_is_numbered_where_it_is_taken(self):
        assert actions.slug_for("Karam", {"karam", "karam-2"}) == "karam-3"

    def test_the_number_fits_into_the_length(self):
        assert actions.slug_for("abcdefgh", {"abcdef"}, length=6) == "abcd-2"

    @given(st.text(max_size=200), st.integers(8, 80))
    def test_any_name_gives_a_slug_that_the_model_takes(self, name, length):
        first = actions.slug_for(name, set(), length)
        second = actions.slug_for(name, {first}, length)
        assert first != second
        for slug in (first, second):
            assert 0 < len(slug) <= length
            Entity._meta.get_field("slug").run_validators(slug)


@pytest.mark.django_db
class TestEntityNamed:
    def test_a_new_name_makes_an_entity_and_signs_it(self, ada):
        entity = actions.get_or_make_entity("  Port \n Amar ", ada)
        assert (entity.name, entity.slug) == ("Port Amar", "port-amar")
        assert entity.history.get().history_user == ada

    @pytest.mark.parametrize("again", ["Élan Öresund", "élan öresund", " ÉLAN  ÖRESUND "])
    def test_the_same_name_folded_is_the_same_entity(self, again):
        entity = actions.get_or_make_entity("Élan Öresund", None)
        assert actions.get_or_make_entity(again, None) == entity
        assert Entity.objects.count() == 1

    def test_an_alias_names_its_entity(self):
        entity = actions.get_or_make_entity("Leila Mansour", None)
        Alias.objects.create(entity=entity, name="The Minister")
        assert actions.get_or_make_entity("the minister", None) == entity

    def test_a_name_goes_before_an_alias(self):
        other = actions.get_or_make_entity("Leila Mansour", None)
        named = actions.get_or_make_entity("Mansour", None)
        Alias.objects.create(entity=other, name="Mansour")
        assert actions.get_or_make_entity("MANSOUR", None) == named

    def test_the_exact_spelling_goes_before_another(self):
        Entity.objects.create(name="KARAM", slug="shouted")
        spelled = Entity.objects.create(name="Karam", slug="spelled")
        assert actions.get_or_make_entity("Karam", None) == spelled

    def test_an_alias_that_two_share_names_neither(self):
        for name in ("Yusuf Karam", "Hana Karam"):
            Alias.objects.create(entity=actions.get_or_make_entity(name, None), name="Karam")
        made = actions.get_or_make_entity("Karam", None)
        assert made.slug == "karam"
        assert Entity.objects.count() == 3

    def test_an_inactive_entity_is_not_taken(self):
        Entity.objects.create(name="Petramar", slug="petramar", active=False)
        assert actions.get_or_make_entity("Petramar", None).slug == "petramar-2"

    @pytest.mark.parametrize("name", ["", "   ", "x" * 201])
    def test_no_name_and_a_name_too_long_are_refused(self, name):
        with pytest.raises(ValidationError):
            actions.get_or_make_entity(name, None)
        assert not Entity.objects.exists()

    def test_names_that_differ_only_in_signs_get_slugs_of_their_own(self):
        assert [actions.get_or_make_entity(name, None).slug for name in ("A!", "A?", "A…")] == [
            "a",
            "a-2",
            "a-3",
        ]

    def test_long_names_that_begin_alike_get_slugs_of_their_own(self):
        slugs = {actions.get_or_make_entity("n" * 120 + str(i), None).slug for i in range(12)}
        assert len(slugs) == 12


@pytest.mark.django_db
class TestMakeQuestion:
    def test_makes_it_with_its_details_and_signs_it(self, story, mo):
        question = actions.get_or_make_question(
            story, "How long is  it?", mo, type="quantity", unit="km", tolerance=0.02
        )
        assert (question.slug, question.unit, question.tolerance) == ("how-long-is-it", "km", 0.02)
        assert question.wording == "How long is it?"
        assert question.history.get().history_user == mo

    def test_the_same_wording_is_the_same_question(self, story):
        question = actions.get_or_make_question(story, "How long is it?", None)
        assert (
            actions.get_or_make_question(story, "HOW long  is it?", None, type="date") == question
        )
        assert Question.objects.count() == 1

    def test_another_wording_with_the_same_slug_is_numbered(self, story):
        actions.get_or_make_question(story, "How long?", None)
        assert actions.get_or_make_question(story, "How long…", None).slug == "how-long-2"

    def test_a_slug_given_is_kept_and_a_taken_one_refused(self, story):
        assert (
            actions.get_or_make_question(story, "How long?", None, slug="length").slug == "length"
        )
        with pytest.raises(ValidationError, match="slug already"):
            actions.get_or_make_question(story, "How wide?", None, slug="length")
        assert Question.objects.count() == 1

    @pytest.mark.parametrize(
        "bad", [{"wording": ""}, {"type": "choice"}, {"type": "guess"}, {"tolerance": -1.0}]
    )
    def test_nonsense_is_refused_and_nothing_stored(self, story, bad):
        with pytest.raises(ValidationError):
            actions.get_or_make_question(**{"story": story, "wording": "Which?", "by": None} | bad)
        assert not Question.objects.exists()


@pytest.mark.django_db
class TestDefaultLabels:
    def test_all_are_made_once(self, capsys):
        call_command("load_vocabulary")
        assert capsys.readouterr().out == "17 labels made, 0 left as they were.\n"
        call_command("load_vocabulary")
        assert capsys.readouterr().out == "0 labels made, 17 left as they were.\n"
        assert Label.objects.count() == 17
        assert Label.history.count() == 17

    def test_what_an_editor_changed_stays(self):
        actions.load_default_labels()
        Label.objects.filter(slug="claim-event").update(definition="Ours.", key="z", active=False)
        assert actions.load_default_labels() == (0, 17)
        label = Label.objects.get(slug="claim-event")
        assert (label.definition, label.key, label.active) == ("Ours.", "z", False)

    def test_a_key_in_use_stays_where_it_is(self):
        Label.objects.create(slug="claim-rumour", kind="claim", name="Rumour", key="1")
        assert actions.load_default_labels() == (17, 0)
        assert Label.objects.get(slug="claim-quantity").key == ""

    def test_they_are_those_of_the_format(self):
        kinds = {
            kind: [row for row in LABELS if row.slug.startswith(kind)]
            for kind in ("claim", "entity", "stance")
        }
        assert "".join(row.key for row in kinds["claim"]) == "123456"
        assert "".join(row.key for row in kinds["entity"]) == "qwertyui"
        assert [(row.key, row.polarity) for row in kinds["stance"]] == [
            ("a", 1),
            ("s", -1),
            ("d", 0),
        ]
        assert [row.slug.partition("-")[2] for row in kinds["entity"]] == (
            ["person", "organisation", "place", "group", "event", "work", "date", "quantity"]
        )

    def test_each_says_when_to_use_it_and_gives_an_example(self):
        for row in LABELS:
            assert len(row.definition) > 200, row.slug
            assert row.example.count("*") == 2, row.slug
            assert row.key not in RESERVED_KEYS
