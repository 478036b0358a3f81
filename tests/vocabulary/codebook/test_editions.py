"""A draft is written, published, taken back; the codebook of every edition stays known."""

import pytest
from django.core.exceptions import ValidationError

from annotator.vocabulary.codebook import actions
from annotator.vocabulary.codebook.editions import (
    changed_labels,
    codebook_at,
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
    stamp_of,
)
from annotator.vocabulary.codebook.incoming import CodebookRefused, incoming, take_in
from annotator.vocabulary.codebook.restoring import restore_editions
from annotator.vocabulary.codebook.sheet import SheetRefused, read_sheet
from annotator.vocabulary.codebook.texts import LabelText
from annotator.vocabulary.models import CodebookEdition, Label, current_edition
from tests.vocabulary.codebook.publishing import new_edition


def meaning(slug: str, number: int | None = None) -> str:
    return codebook_at(number).labels[slug].definition


def test_a_draft_counts_once_it_is_published(labels, mo):
    actions.write_draft([LabelText("claim-event", "Event", None, "It happened.")], "Read all.")
    assert (current_edition(), meaning("claim-event"), draft().number) == (1, "", 2)
    new_edition({"claim-event": "It happened, or did not."}, by=mo, note="Denials count.")
    today = codebook_of_today()
    assert (today.number, today.note, today.published_by) == (2, "Denials count.", "mo")
    assert today.guidelines == "Read all."
    assert Label.objects.get(pk="claim-event").definition == "It happened, or did not."
    assert Label.history.filter(slug="claim-event").first().history_user == mo
    assert (meaning("claim-event", 1), draft()) == ("", None)


def test_every_edition_says_what_it_said(labels):
    new_edition({"claim-event": "Two."})
    Label.objects.create(slug="claim-new", kind="claim", name="New")
    new_edition({"claim-event": "Three.", "claim-made": "Made."})
    assert [meaning("claim-event", n) for n in (1, 2, 3)] == ["", "Two.", "Three."]
    assert ["claim-new" in codebook_at(n).labels for n in (1, 2, 3)] == [False, True, True]
    assert ["claim-made" in codebook_at(n).labels for n in (1, 2, 3)] == [False, False, True]
    assert codebook_at(4) is None
    assert [changed_labels(n) for n in (2, 3)] == [["claim-event"], ["claim-event"]]


def test_other_words_for_the_same_ask_for_no_second_look(labels):
    new_edition({"claim-event": "Two."}, reworded=frozenset({"claim-event"}))
    assert changed_labels(2) == []
    assert codebook_at(2).reworded == {"claim-event"}


def test_what_is_as_it_is_today_leaves_the_draft(labels):
    label = LabelText("claim-event", "Event", None, "Two.")
    actions.write_entry(label, base=stamp_of("", "", ""))
    assert draft() is not None
    actions.write_entry(LabelText("claim-event", "Event"), base=stamp_of(*label.meaning))
    assert draft() is None


def test_nobody_overwrites_anybody_in_silence(labels):
    label = LabelText("claim-event", "Event", None, "Two.")
    actions.write_entry(label, base=stamp_of("", "", ""))
    with pytest.raises(ValidationError, match="in the meantime"):
        actions.write_entry(
            LabelText("claim-event", "Event", None, "3."), base=stamp_of("", "", "")
        )
    shown = codebook_stamp(drafted(codebook_of_today(), draft()))
    actions.write_guidelines("Other.", base=stamp_of(""))
    with pytest.raises(ValidationError, match="in the meantime"):
        actions.publish("So.", None, shown=shown)
    assert draft().entries.get().definition == "Two."
    assert current_edition() == 1


def test_the_newest_edition_is_taken_back_as_a_draft(labels):
    new_edition({"claim-event": "Two.", "claim-made": "Made."})
    actions.take_back(2, None)
    assert (current_edition(), draft().number, meaning("claim-event")) == (1, 2, "")
    assert not Label.objects.filter(pk="claim-made").exists()
    new_edition({})
    assert meaning("claim-event") == "Two."
    assert Label.objects.get(pk="claim-made").definition == "Made."
    with pytest.raises(ValidationError, match="newest"):
        actions.take_back(1, None)


SHEET = "label,definition\nclaim-event,Two.\nclaim-made,Made.\n"


def test_a_file_is_taken_as_it_was_shown_or_not_at_all(labels):
    coming = incoming("codebook.csv", SHEET.encode())
    assert [(one.label.slug, one.is_added) for one in coming.difference.labels] == [
        ("claim-event", False), ("claim-made", True),
    ]  # fmt: skip
    assert draft() is None, "nothing is stored yet"
    actions.write_draft([LabelText("claim-event", "Event", None, "Another.")], None)
    with pytest.raises(CodebookRefused, match="in the meantime"):
        take_in("codebook.csv", SHEET.encode(), "claim", shown=coming.stamp)
    again = incoming("codebook.csv", SHEET.encode())
    take_in("codebook.csv", SHEET.encode(), "claim", shown=again.stamp)
    assert {one.slug: one.definition for one in draft().entries.all()} == {
        "claim-event": "Two.", "claim-made": "Made.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "is empty"),
        ("label\n", "names no label"),
        ("definition\nx\n", "“label” is missing"),
        ("label,colour\nclaim-event,red\n", "no column “colour”"),
        ("label,label\nclaim-event,x\n", "stands there twice"),
        ("label,kind\nclaim-event,entity\n", "claim-event is of the kind claim"),
        ("label,polarity\nstance-x,²\n", "Line 2: polarity “²”"),
        ("label,edition\nclaim-event,²\n", "Line 2: edition “²”"),
        ("label,edition\nclaim-event,99999999999999999999\n", "no number of an edition"),
        ("label\nclaim-event\nclaim-event\n", "Line 3: the label claim-event stands there already"),
        ("label,definition\nclaim-event\n", "Line 2: the row has 1 cells"),
        ("label,definition\nclaim-event,a\x00b\n", "NUL"),
        ("label\nclaim-Ünheard\n", "cannot be made"),
        ("label\nstance-x\n", "A stance has a polarity"),
        ("label,definition\nclaim-event," + "x" * 20001 + "\n", "longer than 20,000"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_why(labels, text, words):
    with pytest.raises(CodebookRefused) as refused:
        incoming("codebook.csv", text.encode())
    assert words in str(refused.value)


def test_all_editions_come_to_another_desk(labels, mo):
    new_edition({"claim-event": "=Two."}, by=mo, note="Why.", guidelines="Read all.")
    new_edition({"claim-event": "Three."}, by=mo, reworded=frozenset({"claim-event"}))
    before = [codebook_at(n) for n in (1, 2, 3)]
    from annotator.annotations.codebook.tables import CODEBOOK
    from annotator.annotations.visibility.portions import Portion

    data = "".join(CODEBOOK.pieces(Portion([]))).encode()
    assert restore_editions(read_sheet(data, codebook_of_today()), None, unused=False) == (0, 3)
    CodebookEdition.objects.all().delete()
    Label.objects.all().delete()
    assert restore_editions(read_sheet(data, codebook_of_today()), None, unused=True) == (2, 1)
    assert [codebook_at(n) for n in (1, 2, 3)] == before
    assert "".join(CODEBOOK.pieces(Portion([]))).encode() == data
    new_edition({"claim-event": "Four."})
    other = data.replace(b"Three.", b"Tree.")
    with pytest.raises(ValidationError, match="Edition 3 of this desk says something else"):
        restore_editions(read_sheet(other, codebook_of_today()), None, unused=True)
    with pytest.raises(SheetRefused):
        read_sheet(b"label,edition\nclaim-event,0\n", codebook_of_today())
