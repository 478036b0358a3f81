# ruff: noqa: F401, F811 - fixtures of another file
"""Erased for good: afterwards no table of the database holds the words; before, many do."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import BinaryField, CharField, JSONField, TextField
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment, BulkAct
from annotator.annotations.models.staged import StagedAnnotation, StagedBatch
from annotator.comparison.editions import actions as editions
from annotator.comparison.editions.checking import check_copy
from annotator.comparison.editions.documents.document import canonical_json, hash_of
from annotator.comparison.editions.stored import document_of, withdrawal_of
from annotator.comparison.models import Edition, Lead, QuestionCell, QuestionRow
from annotator.desk.erasing import tasks
from annotator.desk.erasing.columns import COMPUTED, ERASED, KEYS, STAYS
from annotator.desk.erasing.plans import person_plan
from annotator.desk.erasing.sweep import BY_PEOPLE, kept_columns, swept_columns
from annotator.desk.models import FeedEntry, FetchedPage, address_key
from annotator.machines.models import MachineReader, MachineReading
from annotator.machines.readers.actions import make_reader
from annotator.people.actions import deactivate
from annotator.people.models import Erasure, Invitation, User
from annotator.people.tokens.actions import make_token
from annotator.reconciliation.models import Comment, Decision
from annotator.search.index.writing import index_changes
from annotator.vocabulary.models import Entity, Label, Question
from annotator.webhooks.models import WebhookMessage
from articles.models import Article, Original
from tests.comparison.editions.stored import stored_edition
from tests.comparison.leads.making import asserted, brought
from tests.conftest import person
from tests.desk.erasing.walk import found_in_tables
from tests.exchange.conftest import desk, desk_behind
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ADDRESS = "https://outlet.example/they-blame-him"
QUOTED = "in July it is =2,000 km long. =They blame him"


@pytest.fixture
def boss(db) -> User:
    return person("boss", is_superuser=True, is_staff=True)


@pytest.fixture
def globe(desk, story, ada, boss, cy) -> Article:
    """An article whose words stand wherever words of an article can come to stand."""
    article = desk.globe
    Article.objects.filter(pk=article.pk).update(url=ADDRESS)
    Original.objects.create(
        article=article, content=article.text.encode(), sha256="0" * 64, size=1, came_at=NOW,
        media_type="text/html", name="they blame him.html",
    )  # fmt: skip
    FetchedPage.objects.create(
        story=story, address=ADDRESS, key=address_key(ADDRESS), title="They blame him",
        content=article.text.encode(), asked_at=NOW,
    )  # fmt: skip
    FeedEntry.objects.create(
        story=story, address=ADDRESS, key=address_key(ADDRESS), own_key="1", seen_at=NOW,
        title="They blame him",
    )  # fmt: skip
    facts = {"id": article.pk, "title": article.title, "url": ADDRESS, "source": "The Globe"}
    WebhookMessage.objects.create(
        id="msg_1", story=story, kind="article.added", at=NOW, facts={"article": facts}
    )
    LogEntry.objects.create(
        user=boss, content_type=ContentType.objects.get_for_model(Article), action_flag=CHANGE,
        object_id=str(article.pk), object_repr=article.title, change_message="They blame him",
    )  # fmt: skip
    StagedAnnotation.objects.create(
        batch=StagedBatch.objects.create(heard_at=NOW), article_id=article.pk, quote="They blame"
    )
    Annotation.objects.filter(article=desk.post, annotator=ada).update(note=f"The Globe: {QUOTED}!")
    Label.objects.filter(pk="claim-event").update(example=f"As {QUOTED.upper()}.")
    Comment.objects.create(article=article, author=cy, text="They blame him?", created_at=NOW)
    MachineReading.objects.filter(article=desk.post).update(why=f"It stopped at {QUOTED}")
    MachineReader.objects.update(prompt="Mark whom they call a hero, as the desk has it.")
    BulkAct.objects.create(name="relabel", told=f"“{QUOTED}” relabelled", by=boss, at=NOW)
    brought(
        story, boss,
        asserted(article, "They blame him", desk.post, "Nobody knows", "Somebody knows, nobody knows."),
        asserted(desk.post, "Nobody knows", desk.copy, "Nobody knows", f"The Globe has it that {QUOTED}."),
    )  # fmt: skip
    _quote(stored_edition(story, cy), article)
    run_what_waits()
    while index_changes():
        pass
    return article


def _quote(edition: Edition, article: Article) -> None:
    """Let the edition quote the article in a row of its own."""
    document = document_of(edition)
    answer = {
        "highlight": "1", "article": article.pk, "source": "The Globe", "value": "2,000 km",
        "derived": "", "quote": "They blame him", "before": "In July it is", "after": "",
        "shortened": False, "start": 0, "end": 1, "settled": True, "modality": "", "said_by": "",
        "via": "", "as_of": "", "scope": "", "takes_part": True,
    }  # fmt: skip
    value = {
        "letter": "A",
        "value": "They blame him",
        "sources": 1,
        "voices": 1,
        "more": 0,
        "answers": [answer],
    }
    document["rows"] = [{
        "question": {"id": 1, "slug": "q", "text": "Who?", "type": "text", "unit": ""},
        "state": "single source", "computed_state": "single source", "ruling": None,
        "reason": "The Globe says they blame him", "findings": [], "attribution_lost": [],
        "sources": 1, "voices": 1, "values": [value], "others": [], "more_others": 0,
    }]  # fmt: skip
    document["articles"] = [{
        "id": article.pk, "title": article.title, "source": "The Globe", "published_on": "",
        "address": ADDRESS, "language": "", "text_version": 1,
        "text_sha256": article.text_sha256, "place": "/",
    }]  # fmt: skip
    edition.document, edition.articles = canonical_json(document), [article.pk]
    edition.sha256 = hash_of(edition.document)
    edition.save()


def test_an_article_leaves_no_word(desk, globe, boss, ada, story):
    words = ["somebody", "they blame", "they-blame", "in the globe", "in july it is"]
    before = found_in_tables(words)
    columns = {place.partition(".")[0] for place in before}
    assert columns >= {
        "articles_article", "articles_original", "annotations_annotation", "vocabulary_label",
        "annotations_historicalannotation", "annotations_stagedannotation", "annotations_bulkact",
        "comparison_questioncell", "comparison_openclaim", "comparison_edition", "search_searchdocument",
        "webhooks_webhookmessage", "desk_fetchedpage", "desk_feedentry", "django_admin_log",
        "reconciliation_comment", "machines_machinereading", "comparison_lead",
    }  # fmt: skip
    assert Annotation.machine_marks.filter(article=globe, quote="=They blame him").exists()
    published = Edition.objects.get()
    copy, length = published.document, QuestionCell.objects.filter(article=globe).get().question
    of_others = Annotation.objects.exclude(article=globe).count()
    row = QuestionRow.objects.get(question=length)
    assert globe.pk in row.articles

    tasks.erase_article.now(globe.pk, "The outlet asked for it.", boss.pk)
    run_what_waits()

    assert not found_in_tables(words)
    assert Annotation.objects.exclude(article=globe.pk).count() == of_others
    assert "[erased]" in Label.objects.get(pk="claim-event").example
    [lead] = Lead.objects.all()
    assert lead.sentence.startswith("The Globe has it that [erased]")
    assert FeedEntry.objects.get().state == FeedEntry.State.DISMISSED
    row = QuestionRow.objects.get(question=length)
    assert not row.due
    assert globe.pk not in row.articles
    erased = Erasure.objects.get()
    assert (erased.key, erased.outlet, f"{erased.published_on}") == (
        globe.pk,
        "The Globe",
        "2022-07-10",
    )
    assert (erased.by, erased.work[str(ada.pk)]) == (boss, 3)
    assert erased.counts["comments"] == 1
    assert (erased.counts["readings by machines"], erased.counts["highlights by machines"]) == (
        1,
        2,
    )
    assert MachineReading.objects.get().article == desk.post
    assert all(one.prompt.startswith("Mark whom") for one in MachineReader.objects.all())
    assert erased.counts["leads that machines asserted of it"] == 2  # one of the full desk
    # the edition is withdrawn for good, and a copy of it is still known as what was published
    edition = Edition.objects.get()
    assert withdrawal_of(edition).reason == "An article that it quotes was taken down."
    with pytest.raises(ValidationError, match="publish a new one"):
        editions.take_back_withdrawal(edition, boss)
    checked = check_copy(copy.encode())
    assert (checked.edition, checked.erased_since) == (edition, True)
    assert check_copy(edition.document.encode()).erased_since is False
    # asked again, as after a worker's death, it does no harm
    tasks.erase_article.now(globe.pk, "The outlet asked for it.", boss.pk)
    assert Erasure.objects.count() == 1


def test_what_a_copy_prints_too_is_not_taken_out(desk, ada, boss):
    """The Meridian printed what stands in the Post: a note that quotes it may quote either."""
    quoted = "w1 w2 w3 w4 w5 w6 w7"
    Annotation.objects.filter(article=desk.globe, annotator=ada).update(note=quoted)
    tasks.erase_article.now(desk.post.pk, "Asked for.", boss.pk)
    assert Annotation.objects.filter(note=quoted).exists()
    assert Article.objects.filter(pk=desk.copy.pk, text__contains=quoted).exists()


@pytest.fixture
def quill(desk, story, ada, boss, cy, bo) -> User:
    """Somebody who had another name once, and is named wherever a name can come to stand."""
    ada.username, ada.last_name, ada.email = "ada.quill", "Quillfeather", "Quill@example.org"
    ada.save()
    story.memberships.filter(user=ada).update(annotator=True)
    make_token(
        ada, "the quillfeather notebook", reads="read", annotates=False, manages=False, days=9
    )
    Invitation.objects.create(
        story=story, email="quill@example.org", annotator=True, token_hash="1", invited_by=cy,
        created_at=NOW, accepted_at=NOW, accepted_by=ada,
    )  # fmt: skip
    Assignment.objects.filter(annotator=bo).update(reason="In place of Ada Quillfeather")
    Comment.objects.create(
        article=desk.post, author=cy, text="Ask ada Quillfeather.", created_at=NOW
    )
    Decision.objects.update(reason="As quill@example.org wrote")
    LogEntry.objects.create(
        user=boss, content_type=ContentType.objects.get_for_model(User), action_flag=CHANGE,
        object_id=str(ada.pk), object_repr="Ada Quillfeather", change_message="",
    )  # fmt: skip
    edition = stored_edition(story, ada)
    document = document_of(edition) | {"published_by": "Ada Quillfeather"}
    edition.signed, edition.document = "Ada Quillfeather", canonical_json(document)
    edition.save()
    ada.last_name = "Quillfeather-Byron"
    ada.save()
    run_what_waits()
    while index_changes():
        pass
    return ada


def test_a_person_leaves_no_name(quill, boss, client, desk, story):
    client.force_login(quill)
    words = ["quill", "ada@example.org"]
    assert {place.partition(".")[0] for place in found_in_tables(words)} >= {
        "people_user", "people_historicaluser", "people_invitation", "people_personaltoken",
        "people_historicalpersonaltoken", "annotations_assignment", "reconciliation_comment",
        "reconciliation_decision", "django_admin_log", "comparison_edition",
    }  # fmt: skip
    made = Annotation.objects.filter(annotator=quill).count()
    deactivate(quill, boss)

    tasks.erase_person.now(quill.pk, "Quillfeather asked for it: quill@example.org.", boss.pk)

    assert not found_in_tables(["quill@", "ada@example.org", "ada.quill", "ada quill"])
    former = User.objects.get(pk=quill.pk)
    assert str(former) == f"former-{quill.pk}"
    assert not former.has_usable_password()
    assert Annotation.objects.filter(annotator=former).count() == made > 0
    assert f"Ask former-{quill.pk}." in Comment.objects.values_list("text", flat=True)
    edition = Edition.objects.get()
    assert edition.signed == document_of(edition)["published_by"] == f"former-{quill.pk}"
    assert withdrawal_of(edition) is None
    erased = Erasure.objects.get()
    assert (erased.key, erased.called, erased.by) == (quill.pk, f"former-{quill.pk}", boss)
    tasks.erase_person.now(quill.pk, "Asked again.", boss.pk)
    assert Erasure.objects.count() == 1


def test_the_registry_of_names_and_machines_keep_keys_alone(quill, boss, story, as_user):
    """What people wrote is swept; what stays, because rows or hashes rest on it, the plan says."""
    named = "ada Quillfeather-Byron"
    entity = Entity.objects.order_by("pk").first()
    entity.description = f"Known to {named}, quill@example.org."
    entity.save()
    question = Question.objects.order_by("pk").first()
    question.scope = f"as {named} asked"
    question.save()
    machine = make_reader(
        story, name=f"Reader of {named}", engine="outside", prompt=f"Ask {named}.", by=boss
    ).reader
    while index_changes():
        pass
    quill = deactivate(quill, boss)
    told = "\n".join(person_plan(quill, boss).stays)
    for kind in ("questions", "machine readers", "user names of machine readers"):
        assert f"{kind[0].upper()}{kind[1:]} that name them, as they are" in told
    sent = {"action": "erase_person", "_selected_action": quill.pk, "choosing": "1"}
    page = as_user(boss).post(reverse("admin:people_user_changelist"), sent)
    assert "that name them, as they are" in page.content.decode()

    tasks.erase_person.now(quill.pk, "Asked for.", boss.pk)

    entity.refresh_from_db()
    assert entity.description == f"Known to former-{quill.pk}, former-{quill.pk}."
    account = User.objects.get(pk=machine.account_id)
    assert account.first_name == f"Reader of former-{quill.pk}"
    left = set(found_in_tables([named, "quill@example.org"]))
    assert left == {
        "vocabulary_question.scope", "vocabulary_historicalquestion.scope",
        "machines_machinereader.prompt", "machines_historicalmachinereader.prompt",
    }  # fmt: skip


def texts_of_every_table():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField | BinaryField):
                yield model._meta.label, field


def test_every_column_of_words_is_swept_or_named():
    """One that comes later is swept by itself; what no sweep may touch has to be named."""
    swept = {(model._meta.label, one.name) for model, fields in swept_columns() for one in fields}
    named = {
        (label, name) for told in (ERASED, STAYS, KEYS) for label in told for name in told[label]
    }
    there = set()
    for label, field in texts_of_every_table():
        there.add((label, field.name))
        if label in COMPUTED or field.choices or field.is_relation:
            continue
        if isinstance(field, BinaryField):
            assert label in ERASED or label == "comparison.ArticleShingles", label
            continue
        assert ((label, field.name) in swept) is not ((label, field.name) in named)
        if field.unique:
            assert (label, field.name) in named, (
                f"{label}.{field.name} cannot hold “[erased]” twice"
            )
    assert named <= there
    assert {label for label, _ in there} >= COMPUTED - {"search.SearchText"}
    assert sum(map(len, (ERASED, STAYS, KEYS))) == len({label for label, _ in named})
    kept = {(model._meta.label, one.name) for model, fields in kept_columns() for one in fields}
    assert kept == {(label, name) for label in STAYS for name in STAYS[label]}  # all told


def test_what_people_write_is_among_what_is_swept():
    labels = {model._meta.label for model, _ in swept_columns()}
    assert {
        "reconciliation.Comment",
        "vocabulary.HistoricalLabel",
        "webhooks.WebhookMessage",
    } <= labels
    columns = {field.name for _, fields in swept_columns() for field in fields}
    assert {name.rpartition(".")[2] for name in BY_PEOPLE} <= columns
