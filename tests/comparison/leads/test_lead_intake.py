"""Leads come in: looked at first, once each, all or nothing; and are taken back."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.annotations.revision.actions import revise, undo_revision
from annotator.comparison.leads.intake import lead_import_views
from annotator.comparison.leads.intake.actions import put_back, take_back
from annotator.comparison.models import Lead, LeadImport, LeadState
from annotator.trust.models import TrustKind, TrustLine
from articles.models import Article
from articles.versions.actions import NewText
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask
from tests.conftest import TEXT, make_article

AT = "/stories/pipeline/leads/import/"


def sent(client, leads, step="preview", **more):
    content = leads if isinstance(leads, bytes) else json.dumps(leads).encode()
    file = SimpleUploadedFile("mine.json", content)
    return client.post(AT, {"upload": file, "step": step, **more})


def stored(client, leads):
    preview = sent(client, leads)
    assert preview.status_code == 200, preview.content.decode()
    return sent(client, leads, "store", previewed=preview.context["preview"].file.sha256)


@pytest.fixture
def two(article, other_article):
    Article.objects.filter(pk=article.pk).update(url="https://post.example/1")
    return article, other_article


def test_a_preview_tells_and_storing_stores(story, two, mo, as_user):
    question = ask(story)
    length = "a pipeline of 1,100 kilometres"
    leads = [
        asserted(two[0], length, two[1], "the 800 km pipe", question="length", confidence=0.9, id="x"),
        {"quote_a": "گی لمبائی", "article_a": "https://post.example/1/#top", "quote_b": "another  TEXT",
         "source_b": "daily meridian", "title_b": "Another paper", "sentence": "No.", "question": "?"},
    ]  # fmt: skip
    client = as_user(mo)
    page = sent(client, leads).content.decode()
    assert "Take in 2 leads" in page
    assert "Of 1 lead a quote is not in its article" in page
    assert "The story has no question “<bdi>?</bdi>”" in page
    assert not Lead.objects.exists()
    assert stored(client, leads).status_code == 302
    one, other = Lead.objects.order_by("pk")
    assert TEXT[one.start_a : one.end_a] == length
    assert (one.question, one.confidence, one.ref, one.found_a) == (question, 0.9, "x", "exact")
    assert (other.article_a, other.found_a, other.start_a, other.question) == (
        two[0],
        "absent",
        None,
        None,
    )
    assert other.found_b == "absent"
    # The same once more, with the sides the other way round, changes nothing.
    turned = asserted(two[1], "the 800 km  pipe", two[0], length)
    assert stored(client, [turned, leads[1]]).status_code == 302
    assert Lead.objects.count() == 2
    assert LeadImport.objects.latest("pk").known == 2
    facts = TrustLine.objects.filter(kind=TrustKind.IMPORTED).values_list("facts", flat=True)
    assert list(facts) == [{"leads": 0}, {"leads": 2}]
    assert not Annotation.every_layer.exists()


def test_what_is_wrong_is_told_by_row_and_nothing_is_stored(story, two, mo, as_user):
    client = as_user(mo)
    good = asserted(two[0], "minister", two[1], "pipe")
    make_article(story, "Daily Meridian", "Another paper", "The same title, another text.\n")
    for wrong, told in (
        (good | {"article_a": 987654}, "lead 2: The story has no article “987654”. Import it first."),
        (good | {"article_a": "", "source_a": "Daily Meridian", "title_a": "Another paper"},
         "may be one of several articles: say which"),
        (good | {"quote_a": ""}, "quote_a: fill this in"),
    ):  # fmt: skip
        answer = sent(client, [good, wrong], "store", previewed="x")
        assert answer.status_code == 422
        assert told in answer.content.decode().replace("&quot;", '"')
    assert client.post(AT, {"step": "preview"}).status_code == 422
    changed = sent(client, [good], "store", previewed="another")
    assert (changed.status_code, "look at it again" in changed.content.decode()) == (422, True)
    assert not LeadImport.objects.exists()


def test_articles_of_other_stories_are_none_of_this_one(two, mo, as_user, db):
    from articles.models import Story

    elsewhere = make_article(Story.objects.create(slug="b", title="B"), title="Elsewhere")
    assert sent(as_user(mo), [asserted(two[0], "minister", elsewhere, "x")]).status_code == 422


def test_who_may(two, cy, ada, stranger, as_user):
    for who, status in ((cy, 403), (ada, 403), (stranger, 404)):
        assert as_user(who).get(AT).status_code == status
        assert (
            sent(as_user(who), [asserted(two[0], "minister", two[1], "pipe")]).status_code == status
        )


def test_a_large_file_is_taken_in_by_a_worker(two, mo, as_user, work_done, monkeypatch):
    monkeypatch.setattr(lead_import_views, "MOST_NOW", 1)
    leads = [asserted(two[0], "minister", two[1], "pipe", f"{n}") for n in range(3)]
    client = as_user(mo)
    assert "a worker looks for the quotes" in sent(client, leads).content.decode()
    stored(client, leads)
    batch = LeadImport.objects.get()
    assert (Lead.objects.count(), len(batch.waiting)) == (0, 3)
    assert "waits for a worker" in client.get(AT).content.decode()
    work_done()
    batch.refresh_from_db()
    assert (Lead.objects.exclude(start_a=None).count(), batch.waiting, batch.leads) == (3, None, 3)
    # What is taken back before its turn never comes in.
    stored(client, [asserted(two[0], "minister", two[1], "pipe", f"Not {n}.") for n in range(2)])
    take_back(LeadImport.objects.latest("pk"), mo)
    work_done()
    assert Lead.objects.count() == 3


def test_an_article_that_is_gone_meanwhile_is_told(two, mo, as_user, work_done, monkeypatch):
    monkeypatch.setattr(lead_import_views, "MOST_NOW", 0)
    stored(as_user(mo), [asserted(two[0], "minister", two[1], "pipe")])
    Article.objects.filter(pk=two[1].pk).delete()
    work_done(may_fail=True)
    assert "The story has no article" in LeadImport.objects.get().refused
    page = as_user(mo).get(AT).content.decode()
    assert "not taken in" in page


def test_an_import_is_taken_back_and_put_back_but_for_what_was_judged(story, two, mo, as_user):
    leads = brought(
        story, mo, *(asserted(two[0], "minister", two[1], "pipe", f"{n}") for n in range(3))
    )
    batch = leads[0].batch
    Lead.objects.filter(pk=leads[0].pk).update(state="open")
    client = as_user(mo)
    back = reverse("comparison:take_back_leads", args=["pipeline", batch.pk])
    assert client.post(back).status_code == 302
    assert list(Lead.objects.order_by("pk").values_list("state", flat=True)) == [
        "open", "taken back", "taken back",
    ]  # fmt: skip
    assert client.post(back).status_code == 422
    assert client.get(back).status_code == 405
    # The file may come in again; what it brought stays when the first is put back.
    brought(story, mo, asserted(two[0], "minister", two[1], "pipe", "1"))
    batch.refresh_from_db()
    assert put_back(batch, mo) == 1
    assert Lead.objects.exclude(state=LeadState.TAKEN_BACK).count() == 3
    with pytest.raises(ValidationError, match="not taken back"):
        put_back(batch, mo)


def test_a_lead_follows_a_corrected_text_and_back(story, two, cy):
    [lead] = brought(story, None, asserted(two[0], "1,100 kilometres", two[1], "800 km"))
    new = NewText(two[0].title, "A line before.\n" + TEXT)
    revise(two[0], cy, new)
    lead.refresh_from_db()
    assert new.text[lead.start_a : lead.end_a] == "1,100 kilometres"
    two[0].refresh_from_db()
    revise(two[0], cy, NewText(two[0].title, TEXT.replace("1,100", "1,300")))
    lead.refresh_from_db()
    assert (lead.found_a, lead.start_a, lead.found_b) == ("earlier", None, "exact")
    two[0].refresh_from_db()
    undo_revision(two[0], cy)
    lead.refresh_from_db()
    assert (lead.found_a, lead.start_a) == ("exact", new.text.index("1,100 kilo"))
    [again] = brought(story, None, asserted(two[0], "1,300 kilometres", two[1], "800 km"))
    assert again.found_a == "absent"


def test_the_command(story, two, tmp_path):
    file, out = tmp_path / "leads.csv", io.StringIO()
    head = "quote_a,article_a,quote_b,article_b,sentence\n"
    file.write_text(head + f"minister,{two[0].pk},nowhere,{two[1].pk},They differ.\n")
    call_command("import_leads", "--story", "pipeline", file, "--preview", stdout=out)
    assert (Lead.objects.count(), "1 leads would come in" in out.getvalue()) == (0, True)
    call_command("import_leads", "--story", "pipeline", file, stdout=out)
    call_command("import_leads", "--story", "pipeline", file, stdout=out)
    assert "0 leads stored, 1 there already." in out.getvalue()
    file.write_text(head + "minister,0,nowhere,x,They differ.\n")
    with pytest.raises(CommandError, match=r"line 2: The story has no article"):
        call_command("import_leads", "--story", "pipeline", file)
    for words in (("--story", "nope", file), ("--story", "pipeline", tmp_path / "none.csv")):
        with pytest.raises(CommandError):
            call_command("import_leads", *words)


def test_as_many_statements_for_many(story, two, mo, as_user, django_assert_max_num_queries):
    client = as_user(mo)
    client.get(AT)
    leads = [asserted(two[0], "minister", two[1], "pipe", f"{n}") for n in range(40)]
    with django_assert_max_num_queries(12):
        sent(client, leads)
