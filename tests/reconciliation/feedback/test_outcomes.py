"""What became of one's own spans: tables of plain values, without a database."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from annotator.reconciliation.feedback.outcomes import Fate, changed, span_outcomes
from annotator.reconciliation.places.assemble import assemble
from annotator.reconciliation.places.place import StoredDecision

ME, OTHER, JUDGE = 1, 2, 9
TEXT = "In 2019 the Bank of England, said Omar Reza, held 1,100 tonnes of gold; nobody asked."
NAMES = {
    "entity-person": "Person",
    "entity-organisation": "Organisation",
    "claim-quantity": "Quantity",
    "claim-event": "Event",
}


def row(words: str, label: str, by: int, number: int, names=None, **details):
    """An annotation of the words; gold where the adjudicator made it."""
    start = TEXT.index(words)
    return {
        "id": UUID(int=number), "annotator": by, "layer": "gold" if by == JUDGE else "reading",
        "kind": label.split("-")[0], "label": label, "start": start, "end": start + len(words), "part": 0,
        "quote": words, "revision": 1, "erased": False, "details": details, "names": names or {},
    }  # fmt: skip


def decision(rows, made=(), outcome="accepted", act=None, reason=""):
    return StoredDecision(
        pk=1, kind=rows[0]["kind"] if rows else made[0]["kind"], outcome=outcome, types="", reason=reason, by=JUDGE,
        at=datetime(2026, 1, 1, tzinfo=UTC), had_read=False, act=act, submitted=frozenset({ME, OTHER}),
        readings={one["id"]: one["revision"] for one in rows}, gold=frozenset(), accepted=frozenset(),
        made=frozenset(one["id"] for one in made),
    )  # fmt: skip


def judged(read, gold, decisions):
    return span_outcomes(assemble(read, gold, (ME, OTHER), decisions), ME, NAMES)


def fates(found):
    return [(one.fate.value, one.row["quote"]) for one in found]


BANK = "entity-organisation"


@pytest.mark.parametrize(
    "mine, settled, wanted",
    [
        (("Bank of England", BANK, {}), ("Bank of England", BANK, {}), []),
        (
            ("the Bank of England", BANK, {}), ("Bank of England", BANK, {}),
            [("edges", "“the Bank of England”", "“Bank of England”")],
        ),
        (("Omar Reza", BANK, {}), ("Omar Reza", "entity-person", {}), [("label", "Organisation", "Person")]),
        (
            ("Omar Reza", "entity-person", {}), ("Omar Reza", "entity-person", {"entity": "omar"}),
            [("entity", "nothing", "Omar R.")],
        ),
        (
            ("1,100 tonnes", "claim-quantity", {"value": "1,100 tonnes"}),
            ("1,100 tonnes", "claim-quantity", {"value": "1,200 tonnes"}),
            [("value", "1,100 tonnes", "1,200 tonnes")],
        ),
        (
            ("1,100 tonnes", "claim-quantity", {"value": "1,100 t", "value_low": "1100", "value_high": "1100"}),
            ("1,100 tonnes", "claim-quantity", {"value": "1,100 tonnes", "value_low": "1100", "value_high": "1100"}),
            [],  # the wording does not count
        ),
        (
            ("1,100 tonnes", "claim-quantity", {"value": "1,100", "value_low": "1100", "value_high": "1100"}),
            ("1,100 tonnes", "claim-quantity", {"value": "1,100", "value_low": "1100", "value_high": "1100", "unit": "t"}),
            [("value", "1,100 (1100)", "1,100 (1100 t)")],
        ),
        (
            ("1,100 tonnes", "claim-quantity", {"value": "1,100"}),
            ("1,100 tonnes of", "claim-event", {"value": "1,100", "said_by": "omar", "question": "held", "modality": "hedged"}),
            [
                ("edges", "“1,100 tonnes”", "“1,100 tonnes of”"), ("label", "Quantity", "Event"),
                ("question", "nothing", "How much?"), ("how sure", "asserted", "hedged"),
                ("said by", "the article itself", "Omar R."),
            ],
        ),
        (
            ("held", "stance-favour", {"stance_target": "omar"}),
            ("held", "stance-favour", {"stance_target": "omar", "stance_holder": "omar"}),
            [("holder", "the article itself", "Omar R.")],
        ),
        (("held", "stance-favour", {"note": "a", "flag": "b"}), ("held", "stance-favour", {}), []),
    ],
)  # fmt: skip
def test_in_what_it_was_changed(mine, settled, wanted):
    omar = dict.fromkeys(("entity", "said_by", "stance_holder", "stance_target"), "Omar R.")
    names = omar | {"question": "How much?"}
    own, made = (
        row(words, label, by, by, {name: names[name] for name in details if name in names}, **details)
        for (words, label, details), by in ((mine, ME), (settled, JUDGE))
    )  # fmt: skip
    assert changed(own, made, NAMES) == wanted
    [found] = judged([own], [made], [decision([own], [made])])
    assert found.fate == (Fate.CHANGED if wanted else Fate.KEPT)
    assert list(found.changes) == wanted
    assert found.decision is not None


def test_dropped_because_none_was_right():
    own = row("Omar Reza", "entity-person", ME, 1)
    [found] = judged([own], [], [decision([own], outcome="none", reason="No person.")])
    assert (found.fate, found.why, found.decision.reason) == (
        Fate.DROPPED, "none was right", "No person.",
    )  # fmt: skip


def test_of_two_that_became_one_the_more_alike_is_changed_and_the_other_dropped():
    mine = [row("Bank of", BANK, ME, 1), row("England", BANK, ME, 2)]
    other = row("Bank of England", BANK, OTHER, 3)
    made = row("Bank of England", BANK, JUDGE, 4)
    found = judged([*mine, other], [made], [decision([*mine, other], [made])])
    assert fates(found) == [("changed", "Bank of"), ("dropped", "England")]
    assert found[1].why == "another reading was accepted"


def test_two_accepted_readings_of_one_place_keep_mine_and_i_missed_none():
    mine, other = row("Bank of England", BANK, ME, 1), row("the Bank of England", BANK, OTHER, 2)
    made = [row("Bank of England", BANK, JUDGE, 3), row("the Bank of England", BANK, JUDGE, 4)]
    found = judged([mine, other], made, [decision([mine, other], made)])
    assert fates(found) == [("kept", "Bank of England")]


def test_missed_where_i_had_nothing():
    other = row("Omar Reza", "entity-person", OTHER, 1)
    made = row("Omar Reza", "entity-person", JUDGE, 2)
    added = row("gold", "entity-organisation", JUDGE, 3)
    one = decision([other], [made], reason="A person.")
    two = decision([], [added], outcome="added")
    found = span_outcomes(
        [
            *assemble([other], [made], (ME, OTHER), [one]),
            *assemble([], [added], (ME, OTHER), [two]),
        ],
        ME,
        NAMES,
    )
    assert fates(found) == [("missed", "Omar Reza"), ("missed", "gold")]
    assert [one.decision.outcome for one in found] == ["accepted", "added"]


def test_what_was_accepted_and_is_gone_is_told_as_dropped():
    own = row("Omar Reza", "entity-person", ME, 1)
    made = row("Omar Reza", "entity-person", JUDGE, 2) | {"erased": True}
    [found] = judged([own], [made], [decision([own], [made])])
    assert (found.fate, found.why) == (
        Fate.DROPPED,
        "what was settled here was taken away again",
    )


def test_not_decided_is_open_and_what_others_marked_there_is_no_matter():
    mine, other = row("Omar Reza", "entity-person", ME, 1), row("gold", BANK, OTHER, 2)
    assert fates(judged([mine, other], [], [])) == [("open", "Omar Reza")]


def test_imported_gold_counts_without_a_decision():
    mine, made = row("Omar Reza", "entity-person", ME, 1), row("Omar Reza", BANK, JUDGE, 2)
    [found] = judged([mine], [made], [])
    assert (found.fate, found.decision) == (Fate.CHANGED, None)


def test_a_stale_decision_is_marked():
    mine = row("Omar Reza", "entity-person", ME, 1)
    made = row("Omar Reza", "entity-person", JUDGE, 2)
    decided = decision([mine], [made])
    assert not judged([mine], [made], [decided])[0].stale
    assert judged([mine | {"revision": 2}], [made], [decided])[0].stale


def test_in_reading_order():
    mine = [row("gold", BANK, ME, 1), row("2019", "claim-event", ME, 2)]
    decisions = [decision([one], outcome="none") for one in mine]
    assert [one.row["quote"] for one in judged(mine, [], decisions)] == ["2019", "gold"]
