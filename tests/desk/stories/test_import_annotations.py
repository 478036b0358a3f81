"""Files of other programs: looked at, named label by label and reader by reader, then stored."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from articles.models import Article

ADDRESS = "/stories/pipeline/import/annotations/"
TEXT = "Omar Reza spoke in Kasur. 🎉 Kasur listened."


def said(label, quote, start, creator="Erin"):
    return {
        "type": "Annotation",
        "creator": {"type": "Person", "name": creator} if creator else None,
        "body": {"type": "TextualBody", "value": label, "purpose": "tagging"},
        "target": {"source": "urn:1", "selector": [{"type": "TextQuoteSelector", "exact": quote}, {"type": "TextPositionSelector", "start": start, "end": start + len(quote)}]},
    }  # fmt: skip


def upload(*items, name="theirs.jsonld", source="The Globe"):
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": list(items),
            "annotator:sources": [{"id": "urn:1", "value": TEXT, "annotator:title": "Kasur", "annotator:source": source}]}  # fmt: skip
    return SimpleUploadedFile(name, json.dumps(page).encode())


MARKS = [
    said("Person", "Omar Reza", 0),
    said("entity-place", "Kasur", TEXT.rindex("Kasur")),
    said("odd", "spoke", 10, ""),
]


@pytest.fixture
def manager(mo, ada, labels, as_user):
    return as_user(mo)


def send(client, *items, step="preview", **fields):
    return client.post(ADDRESS, {"step": step, "uploads": upload(*(items or MARKS)), **fields})


def test_the_preview_names_what_comes_over_and_what_does_not(manager):
    answer = send(manager)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Store 0 marks and 1 article" in shown
    assert "1 mark with the label “odd”: left out." in shown
    assert "2 marks by Erin: left out." in shown or "1 mark by Erin: left out." in shown
    assert Article.objects.count() == Annotation.objects.count() == 0


def store(client, *items, **fields):
    first = send(client, *items, **fields)
    preview = first.context["preview"]
    return send(client, *items, step="store", previewed=preview.foreign.sha256, **fields)


CHOSEN = {
    "label-0": "entity-person",
    "label-1": "entity-place",
    "label-2": "",
    "annotator-0": "ada",
    "annotator-1": "",
}


def test_what_was_chosen_is_stored_with_its_article(manager, ada):
    answer = store(manager, submitted="on", **CHOSEN)
    assert answer.status_code == 302
    [article] = Article.objects.all()
    assert (article.title, article.source.name, article.text) == ("Kasur", "The Globe", TEXT)
    found = {(a.label_id, a.start, a.quote, a.annotator) for a in Annotation.objects.all()}
    second = TEXT.rindex("Kasur")
    assert found == {("entity-person", 0, "Omar Reza", ada), ("entity-place", second, "Kasur", ada)}
    [asked] = Assignment.objects.all()
    assert (asked.annotator, asked.state) == (ada, "submitted")
    again = store(manager, submitted="on", **CHOSEN)
    assert again.status_code == 302
    assert Annotation.objects.count() == 2


def test_a_file_that_changed_meanwhile_is_shown_again(manager):
    answer = send(manager, step="store", previewed="0" * 64, **CHOSEN)
    assert answer.status_code == 422
    assert "It is not what was previewed" in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "content, told",
    [
        (b"\x00\xff", "Its format is not known here"),
        (b'{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [', "It is not JSON at"),
        (b'{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [1]}', "theirs.jsonld, annotation 1"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_names_the_place(manager, content, told):
    file = SimpleUploadedFile("theirs.jsonld", content)
    answer = manager.post(ADDRESS, {"step": "store", "uploads": file})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_one_wrong_place_stores_nothing(manager):
    wrong = said("entity-place", "Lahore", 3)
    answer = store(manager, MARKS[1], wrong, **CHOSEN)
    assert answer.status_code == 422
    assert "annotation 2: “Lahore” stands nowhere in the text" in answer.content.decode()
    assert not Article.objects.exists()


def test_whom_it_gives_marks_to_is_a_member(manager, stranger):
    """Else anybody's account could be made to read."""
    store(manager, **CHOSEN | {"annotator-0": "zed"})
    assert not Annotation.objects.exists()
    store(manager, **CHOSEN)
    assert Annotation.objects.count() == 2


@pytest.mark.parametrize(
    ("host", "told"),
    [("testserver", "Store 1 mark"), ("another-paper.example", "None of it is of")],
)
def test_only_an_address_of_this_desk_is_of_an_article_here(manager, article, host, told):
    target = {
        "source": f"http://{host}/articles/{article.pk}/",
        "selector": {"type": "TextQuoteSelector", "exact": "Kasur"},
    }
    annotation = said("entity-place", "Kasur", 0) | {
        "target": target,
        "@context": "http://www.w3.org/ns/anno.jsonld",
    }
    file = SimpleUploadedFile("theirs.jsonld", json.dumps(annotation).encode())
    answer = manager.post(
        ADDRESS,
        {"step": "preview", "uploads": file, "label-0": "entity-place", "annotator-0": "ada"},
    )
    assert told in answer.content.decode()


def test_no_file_is_told(manager):
    answer = manager.post(ADDRESS, {"step": "preview"})
    assert answer.status_code == 422
    assert "Files" in answer.content.decode()


def test_only_managers_come_here(story, ada, stranger, as_user):
    address = reverse("desk:import_annotations", args=[story.slug])
    assert address == ADDRESS
    assert as_user(ada).get(address).status_code == 403
    assert as_user(stranger).get(address).status_code == 404
