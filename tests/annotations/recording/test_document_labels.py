"""Labels of whole articles: what the actions keep and refuse, and what merging does to them."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.curation import merge
from annotator.annotations.models import DOCUMENT_LABEL, Annotation, Assignment
from annotator.annotations.recording import actions as recording_actions
from annotator.annotations.recording import gold
from annotator.annotations.recording.receipts import StaleRevision
from annotator.comparison.curation_log import actions as curation_log
from annotator.comparison.curation_log.undo import undo
from annotator.desk.actions import MembershipRefused, remove_member
from annotator.people.models import Membership
from annotator.vocabulary.models import Entity, Label
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stances(labels):
    """The stances of the cast, which may be given to whole articles."""
    Label.objects.filter(kind="stance").update(of_articles=True)
    return labels


def give(article, by, label="stance-favour", target=None, note="", **extra):
    details = {"stance_target": target, "note": note}
    return recording_actions.label_document(
        article, by, **{"id": uuid.uuid4(), "label": label, "details": details, **extra}
    )


def every():
    """All document labels, erased ones too."""
    return Annotation.everything.filter(DOCUMENT_LABEL)


class TestGiving:
    def test_it_is_stored_with_its_history_and_begins_the_reading(
        self, article, ada, reading, stances
    ):
        op = uuid.uuid4()
        made = give(article, ada, target="Omar Reza", note="between the lines", op=op)
        row = made.history.get()
        assert (row.op, row.history_type, row.history_user) == (op, "+", ada)
        assert (made.stance_target.name, made.note, made.revision) == (
            "Omar Reza",
            "between the lines",
            1,
        )
        assert Assignment.objects.get().state == "in progress"

    def test_sent_twice_it_is_stored_once(self, article, ada, reading, stances):
        same = {"id": uuid.uuid4(), "op": uuid.uuid4()}
        assert give(article, ada, **same).pk == give(article, ada, **same).pk
        assert every().count() == Annotation.history.count() == 1

    def test_the_same_label_once_toward_each_target(self, article, ada, bo, reading, stances):
        assign(article, bo)
        give(article, ada)
        give(article, ada, target="Omar Reza")
        give(article, bo)
        with pytest.raises(ValidationError, match="already"):
            give(article, ada)
        with pytest.raises(ValidationError, match="already"):
            give(article, ada, target="omar reza")
        assert Annotation.document_labels.count() == 3

    @pytest.mark.parametrize(
        "given,word",
        [
            ({"label": "claim-event"}, "not for whole articles"),
            ({"label": "stance-nothing"}, "no label in use"),
        ],
    )
    def test_nonsense_is_refused(self, article, ada, reading, stances, given, word):
        with pytest.raises(ValidationError, match=word):
            give(article, ada, **given)
        assert not every().exists()

    def test_only_a_stance_has_a_target(self, article, ada, reading, stances):
        Label.objects.filter(pk="claim-event").update(of_articles=True)
        with pytest.raises(ValidationError, match="Only a stance"):
            give(article, ada, "claim-event", target="Omar Reza")
        made = give(article, ada, target="Omar Reza")
        changed = recording_actions.edit(article, ada, id=made.pk, base=1, label="claim-event")
        assert (changed.label_id, changed.stance_target) == ("claim-event", None)

    @pytest.mark.parametrize("state,word", [("submitted", "Reopen"), ("withdrawn", "not assigned")])
    def test_only_while_the_reading_is_open(self, article, ada, stances, state, word):
        assign(article, ada, state)
        with pytest.raises(ValidationError, match=word):
            give(article, ada)


class TestChanging:
    def test_erase_and_restore_keep_everything(self, article, ada, reading, stances):
        made = give(article, ada, target="Omar Reza", note="why")
        recording_actions.erase(article, ada, id=made.pk, base=1)
        assert not Annotation.document_labels.exists()
        back = recording_actions.restore(article, ada, id=made.pk, base=2)
        assert (back.stance_target.name, back.note, back.revision) == ("Omar Reza", "why", 3)
        signs = [row.history_type for row in made.history.order_by("revision")]
        assert signs == ["+", "-", "+"]

    def test_a_stale_change_and_anothers_label_are_conflicts(
        self, article, ada, bo, reading, stances
    ):
        assign(article, bo)
        made = give(article, ada)
        recording_actions.edit(
            article, ada, id=made.pk, base=1, label="stance-against", details={"note": "no"}
        )
        for stale in (recording_actions.erase, recording_actions.restore):
            with pytest.raises(StaleRevision, match="changed elsewhere"):
                stale(article, ada, id=made.pk, base=1)
        with pytest.raises(StaleRevision, match="not yours"):
            recording_actions.erase(article, bo, id=made.pk, base=2)
        with pytest.raises(StaleRevision, match="there already"):
            give(article, bo, id=made.pk)
        stored = Annotation.document_labels.get()
        assert (stored.label_id, stored.note, stored.revision) == ("stance-against", "no", 2)

    def test_it_has_no_place_in_the_text_and_no_other_details(self, article, ada, reading, stances):
        made = give(article, ada)
        with pytest.raises(ValidationError, match="no place in its text"):
            recording_actions.edit(article, ada, id=made.pk, base=1, span=(4, 12, "minister"))
        for detail in ("stance_holder", "flag", "value"):
            with pytest.raises(ValidationError, match="no such detail"):
                recording_actions.edit(
                    article, ada, id=made.pk, base=1, details={detail: "Omar Reza"}
                )
        assert made.history.count() == 1

    @pytest.mark.parametrize(
        "name,change",
        [
            ("annotation_span_whole_or_absent", {"start": 4, "end": 12}),
            ("annotation_span_whole_or_absent", {"quote": "minister"}),
            ("annotation_span_whole_or_absent", {"end": 12}),
            ("annotation_document_label_details", {"part": 1}),
            ("annotation_document_label_details", {"flag": "Sure?"}),
            ("annotation_document_label_details", {"stance_holder": True}),
            ("annotation_document_label_details", {"kind": "claim", "value": "3"}),
            ("annotation_claim_details", {"kind": "claim", "stance_target": True}),
        ],
    )
    def test_the_database_itself_refuses_nonsense(self, article, ada, stances, name, change):
        omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
        given = {
            "article": article, "annotator": ada, "kind": "stance", "created_at": timezone.now(),
            "updated_at": timezone.now(),
        } | {name: omar if value is True else value for name, value in change.items()}  # fmt: skip
        given["label_id"] = "claim-event" if given["kind"] == "claim" else "stance-favour"
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Annotation.everything.create(**given)

    def test_the_words_of_a_highlight_and_the_article_bear_one_label_side_by_side(
        self, article, ada, reading, stances
    ):
        whole, span = give(article, ada), mark(article, ada, "noon", "stance-favour")
        assert list(Annotation.objects.all()) == [span]
        assert list(Annotation.document_labels.all()) == [whole]
        assert list(Annotation.everything.order_by("created_at")) == [whole, span]
        assert span.span == (23, 27)
        with pytest.raises(ValueError, match="of a whole article"):
            _ = whole.span


class TestWhatItUses:
    def test_what_it_names_is_protected_and_its_giver_stays_a_member(
        self, article, ada, mo, reading, stances, story
    ):
        made = give(article, ada, target="Omar Reza")
        for used in (ada, stances["stance-favour"], made.stance_target, article, made):
            with pytest.raises(ProtectedError):
                used.delete()
        actions.withdraw(reading, mo)
        with pytest.raises(MembershipRefused):
            remove_member(Membership.objects.get(story=story, user=ada), mo)

    def test_what_is_settled_of_the_whole_keeps_readings_closed(
        self, article, ada, cy, reading, stances
    ):
        actions.submit(article, ada)
        gold.store_document_label(article, "stance-favour", {}, cy, "")
        with pytest.raises(ValidationError, match="begun to settle"):
            actions.reopen(article, ada)

    def test_merged_entities_carry_it_along_and_a_double_goes(
        self, article, ada, bo, mo, reading, stances
    ):
        assign(article, bo)
        kept, gone = (Entity.objects.create(name=n, slug=n.lower()) for n in ("Reza", "Razi"))
        stays, double = give(article, ada, target=kept), give(article, ada, target=gone)
        moved = give(article, bo, target=gone)
        erased = give(article, bo, "stance-against", target=gone)
        recording_actions.erase(article, bo, id=erased.pk, base=1)
        plan = merge.merge_entities_preview(kept, [gone])
        assert "2 labels of whole articles will name “Reza”" in " ".join(plan.will)
        merge.merge_entities(kept, [gone], mo)
        assert set(Annotation.document_labels.values_list("pk", flat=True)) == {stays.pk, moved.pk}
        assert set(every().values_list("stance_target", flat=True)) == {kept.pk}
        row = double.history.first()
        assert (row.revision, row.history_user, row.erased_at is not None) == (2, mo, True)
        assert "razi merged into reza" in row.history_change_reason

    def test_merged_entities_count_and_show_highlights_apart_from_it(
        self, article, ada, mo, reading, stances
    ):
        kept, gone = (Entity.objects.create(name=n, slug=n.lower()) for n in ("Reza", "Razi"))
        give(article, ada, target=gone)
        mark(article, ada, "noon", "stance-favour", details={"stance_target": gone})
        plan = merge.merge_entities_preview(kept, [gone])
        assert "instead of Razi (razi): 1 highlight." in " ".join(plan.will)
        assert [one.quote for one in plan.examples] == ["noon"]
        assert merge.merge_entities(kept, [gone], mo) == 1

    def test_merged_labels_carry_two_of_one_annotator_into_one(
        self, article, ada, bo, mo, reading, stances
    ):
        assign(article, bo)
        kept, gone = stances["stance-against"], stances["stance-favour"]
        stays, double = give(article, ada, kept.pk), give(article, ada, gone.pk)
        of_another, toward = give(article, bo, gone.pk), give(article, ada, gone.pk, "Omar Reza")
        settled = gold.store_document_label(article, kept.pk, {}, mo, "")
        also = gold.store_document_label(article, gone.pk, {}, mo, "")
        merge.merge_labels(kept, [gone], mo)
        left = {stays.pk, of_another.pk, toward.pk, settled.pk}
        assert set(Annotation.document_labels.values_list("pk", flat=True)) == left
        assert set(every().values_list("label", "part")) == {(kept.pk, 0)}
        for gone_now in (double, also):
            row = gone_now.history.first()
            assert (row.revision, row.label_id, row.erased_at is None) == (2, kept.pk, False)
        with pytest.raises(StaleRevision):
            recording_actions.restore(article, ada, id=double.pk, base=1)
        with pytest.raises(ValidationError, match="already"):
            recording_actions.restore(article, ada, id=double.pk, base=2)

    def test_what_was_merged_from_a_page_is_put_back_with_it(
        self, story, article, ada, mo, reading, stances
    ):
        kept, gone = (Entity.objects.create(name=n, slug=n.lower()) for n in ("Reza", "Razi"))
        made, own = give(article, ada, target=gone), give(article, ada, target=kept)
        act = curation_log.merge_entities(story, kept, gone, mo)
        assert list(Annotation.document_labels.all()) == [own]
        undo(act, mo)
        made.refresh_from_db()
        assert (made.stance_target, made.revision, made.erased_at) == (gone, 3, None)
        assert (own.revision, own.stance_target) == (1, kept)

    def test_merged_labels_carry_it_along(self, article, ada, mo, reading, stances):
        made = give(article, ada, "stance-favour")
        mark(article, ada, "noon", "stance-favour")
        kept, gone = stances["stance-against"], stances["stance-favour"]
        merge.merge_labels(kept, [gone], mo)
        made.refresh_from_db()
        assert (made.label, made.revision) == (kept, 2)


class TestAdmin:
    def test_found_with_its_past_and_counted_as_a_use(
        self, as_user, article, ada, reading, stances
    ):
        made = give(article, ada, target="Omar Reza", note="between the lines")
        root = as_user(person("root", is_staff=True, is_superuser=True))
        listed = reverse("admin:annotations_documentlabel_changelist")
        page = root.get(listed, {"q": "between", "layer__exact": "reading"}).content.decode()
        assert "Omar Reza" in page
        assert "Omar Reza" not in root.get(listed, {"q": "nothing"}).content.decode()
        highlights = reverse("admin:annotations_annotation_changelist")
        assert not root.get(highlights).context["cl"].result_list
        past = reverse("admin:annotations_documentlabel_history", args=[made.pk])
        assert "between the lines" in root.get(past).content.decode()
        entity = reverse("admin:vocabulary_entity_change", args=[made.stance_target.pk])
        page = root.get(entity).content.decode()
        assert "1 use" in page
        assert f"{listed}?stance_target__exact={made.stance_target.pk}" in page

    def test_a_curator_who_has_still_to_read_sees_their_own_alone(
        self, as_user, article, ada, reading, stances
    ):
        made = give(article, ada)
        curator = person("root", is_staff=True, is_superuser=True)
        shown = reverse("admin:annotations_documentlabel_change", args=[made.pk])
        assert as_user(curator).get(shown).status_code == 200
        assign(article, curator)
        assert as_user(curator).get(shown).status_code == 302
