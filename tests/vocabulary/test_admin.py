"""The vocabulary in the admin: nothing is deleted, keys stay."""

import pytest
from django.urls import reverse

from annotator.vocabulary import actions
from annotator.vocabulary.models import Entity, Label


@pytest.fixture
def root(django_user_model, as_user):
    return as_user(
        django_user_model.objects.create_superuser("root", "root@example.org", "correct-horse")
    )


@pytest.fixture
def things(story, labels):
    return {
        "label": labels["claim-event"],
        "entity": actions.get_or_make_entity("Petramar", None),
        "question": actions.get_or_make_question(story, "How long is it?", None),
    }


@pytest.mark.parametrize("model", ["label", "entity", "question"])
class TestEach:
    def test_is_listed_and_found(self, root, things, model):
        thing = things[model]
        listed = root.get(reverse(f"admin:vocabulary_{model}_changelist"), {"q": str(thing.slug)})
        assert listed.status_code == 200
        assert str(thing.slug) in listed.content.decode()

    def test_is_not_deleted(self, root, things, model):
        address = reverse(f"admin:vocabulary_{model}_delete", args=[things[model].pk])
        assert root.post(address, {"post": "yes"}).status_code == 403
        assert type(things[model]).objects.filter(pk=things[model].pk).exists()

    def test_its_slug_is_typed_once(self, root, things, model):
        page = root.get(reverse(f"admin:vocabulary_{model}_change", args=[things[model].pk]))
        assert page.status_code == 200
        assert 'name="slug"' not in page.content.decode()
        assert 'name="slug"' in root.get(reverse(f"admin:vocabulary_{model}_add")).content.decode()

    def test_is_for_staff(self, as_user, mo, things, model):
        assert as_user(mo).get(reverse(f"admin:vocabulary_{model}_changelist")).status_code == 302


def test_an_alias_is_added_beside_its_entity_and_signed(root, things):
    address = reverse("admin:vocabulary_entity_change", args=[things["entity"].pk])
    done = root.post(
        address,
        {
            "name": "Petramar",
            "wikidata": "",
            "description": "",
            "active": "on",
            "aliases-TOTAL_FORMS": "1",
            "aliases-INITIAL_FORMS": "0",
            "aliases-0-name": "the state company",
        },
    )
    assert done.status_code == 302
    assert actions.get_or_make_entity("The State Company", None) == things["entity"]
    assert Entity.objects.count() == 1


def test_a_label_of_another_kind_than_its_slug_is_refused(root):
    address = reverse("admin:vocabulary_label_add")
    told = {
        "slug": "claim-rumour",
        "kind": "entity",
        "name": "Rumour",
        "position": "0",
        "active": "on",
    }
    refused = root.post(address, told)
    assert "begins with its kind" in refused.content.decode()
    assert not Label.objects.exists()
