"""The codebook's pages: read by every member, changed by whoever curates the vocabulary."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.vocabulary.codebook.editions import draft
from annotator.vocabulary.models import CodebookEdition, Label, current_edition
from tests.conftest import person
from tests.vocabulary.codebook.publishing import new_edition
from tests.vocabulary.codebook.test_qdc import OTHER

BOOK = reverse("annotations:codebook")
DRAFT = reverse("annotations:codebook_draft")
EVENT = reverse("annotations:draft_label", args=["claim-event"])
PUBLISH = reverse("annotations:publish_draft")


@pytest.fixture
def curator(labels, as_user):
    """Somebody who may change labels in the admin, and is no superuser."""
    user = person("cur", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_label"))
    return as_user(user)


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def write(client, **texts):
    base = hidden(client.get(EVENT), "base")
    return client.post(EVENT, {"base": base, **texts})


def test_every_member_reads_the_codebook_and_what_changed(labels, ada, mo, as_user):
    new_edition(
        {"claim-event": "It <b>happened</b> to *somebody*."},
        by=mo,
        note="Because.",
        guidelines="All.",
    )
    client = as_user(ada)
    page = client.get(BOOK).content.decode()
    for words in (
        "Edition 2 counts now",
        "It &lt;b&gt;happened&lt;/b&gt; to <em>somebody</em>.",
        "Because.",
        "All.",
    ):
        assert words in page
    assert "Next edition" not in page
    old = client.get(reverse("annotations:codebook_edition", args=[1])).content.decode()
    assert "happened" not in old
    assert client.get(reverse("annotations:codebook_edition", args=[3])).status_code == 404
    assert client.get(f"/codebook/editions/{10**30}/").status_code == 404
    changes = reverse("annotations:codebook_changes")
    assert "<ins>It &lt;b&gt;happened" in client.get(f"{changes}?old=1&new=2").content.decode()
    for query in ("", "?old=1", "?old=1&new=9", "?old=x&new=2", f"?old=1&new={10**30}"):
        assert client.get(changes + query).status_code == 422


def test_the_workbench_leads_there_and_says_what_is_not_meant(
    article, ada, reading, labels, as_user
):
    Label.objects.filter(pk="claim-event").update(counterexample="A plan.")
    page = as_user(ada).get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    assert f'href="{BOOK}"' in page
    assert "A plan." in page


def test_a_curator_drafts_looks_and_publishes(curator, ada):
    assert write(curator, definition="Two.", counterexample="Three.").status_code == 302
    assert Label.objects.get(pk="claim-event").definition == ""
    shown = curator.get(PUBLISH)
    assert "<ins>Two.</ins>" in shown.content.decode()
    stamp = hidden(shown, "shown")
    assert curator.post(PUBLISH, {"shown": stamp, "note": " "}).status_code == 422
    assert current_edition() == 1
    assert curator.post(PUBLISH, {"shown": stamp, "note": "So."}).status_code == 302
    label = Label.objects.get(pk="claim-event")
    assert (label.definition, label.counterexample) == ("Two.", "Three.")
    assert CodebookEdition.objects.get().published_by.username == "cur"
    back = reverse("annotations:take_back", args=[2])
    assert back in curator.get(BOOK).content.decode()
    curator.post(back)
    assert (current_edition(), draft().number) == (1, 2)
    curator.post(reverse("annotations:drop_entry", args=["claim-event"]))
    assert draft() is None


def test_what_is_wrong_is_refused_and_stores_nothing(curator, ada, as_user):
    assert curator.post(EVENT, {"definition": "Two."}).status_code == 422
    assert write(curator, definition="a\x00b").status_code == 422
    assert write(curator, definition="x" * 20001).status_code == 422
    assert curator.post(EVENT, {"base": "0" * 16, "definition": "Two."}).status_code == 422
    guidelines = reverse("annotations:draft_guidelines")
    assert curator.post(guidelines, {"base": "0" * 16, "guidelines": "x"}).status_code == 422
    assert draft() is None
    assert curator.get(EVENT.replace("event", "unheard")).status_code == 404
    assert as_user(ada).post(EVENT, {"definition": "Two."}).status_code == 403


def bring(client, data: bytes, name: str):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("annotations:preview_codebook"), {"file": file, "kind": "claim"})


def test_a_file_is_shown_before_it_is_in_the_draft(curator):
    shown = bring(curator, OTHER, "other.qdc")
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "“Warm” does not come over" in page
    assert "Cost &amp; delay" in page
    assert draft() is None
    take = reverse("annotations:take_codebook")
    sent = {"signed": hidden(shown, "signed"), "shown": hidden(shown, "shown")}
    for wrong in ({}, sent | {"signed": "x"}, sent | {"shown": "0" * 16}):
        curator.post(take, wrong)
        assert draft() is None
    curator.post(take, sent)
    assert {one.slug for one in draft().entries.all()} == {"claim-cost-delay", "claim-overrun"}
    refused = bring(curator, b"<no", "other.qdc")
    assert refused.status_code == 422
    assert "This is not XML" in refused.content.decode()
    assert bring(curator, b"\xff\xfe\xff", "codebook.csv").status_code == 422


def test_it_goes_out_for_other_programs(labels, ada, as_user):
    response = as_user(ada).get(reverse("annotations:codebook_qdc"))
    assert response["Content-Disposition"] == 'attachment; filename="codebook-edition-1.qdc"'
    assert b'name="Event" isCodable="true"' in response.content


def test_the_number_of_queries_does_not_grow(curator):
    pages = (BOOK, DRAFT, PUBLISH, f"{reverse('annotations:codebook_changes')}?old=1&new=2")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as counted:
                assert curator.get(page).status_code == 200
            counts.append(len(counted))
        return counts

    new_edition({"claim-event": "Two."})
    write(curator, definition="Three.")
    few = asked()
    new_edition({f"claim-n{number}": "New." for number in range(10)})
    new_edition({"claim-quantity": "Four."})
    write(curator, definition="Five.")
    assert asked() == few
