"""Who stands closer to the others, worked by hand on the article of `worked.py`.

F1 with the machine: Ann 1, Ben 1/2, Cid 2/3, Dot 0. Between people: Ann and Ben 1/2, Ann and Cid
2/3, Ben and Cid 2/3, Dot and anybody 0. Sums over the others, machine : the one left out:
Ann 1/2 + 2/3 + 0 : the same; Ben 1 + 2/3 : 1/2 + 2/3; Cid 1 + 1/2 : 2/3 + 2/3; Dot 13/6 : 0.
"""

from annotator.reconciliation.machine_figures.comparison import compare
from annotator.reconciliation.machine_figures.standing import PersonCounts, Standing, counts_of
from tests.reconciliation.machine_figures.worked import (
    ANN,
    BEN,
    CID,
    DOT,
    MACHINE,
    PEOPLE,
    entities,
    worked_article,
)


def test_worked_by_hand():
    found = worked_article().standings["entity"]
    assert found == [
        Standing(ANN, 1, 1), Standing(BEN, 1, 0), Standing(CID, 1, 0), Standing(DOT, 1, 0),
    ]  # fmt: skip
    assert counts_of(found * 3)[BEN] == PersonCounts(machine=3)
    assert counts_of(found * 3)[ANN] == PersonCounts(both=3)


def test_what_nobody_marked_is_no_instance():
    # Of claims nobody has marked any: everybody is as close to the others as can be.
    found = worked_article().standings["claim"]
    assert {(one.machine, one.own, one.empty) for one in found} == {(1, 1, 1)}
    assert counts_of(found)[ANN] == PersonCounts(empty=1)
    assert counts_of(found)[ANN].articles == 0


def test_a_machine_that_marks_what_nobody_does_stands_farther():
    alone = compare(entities(0, (90, 99, "x")), PEOPLE, None, [], {}).standings["entity"]
    assert Standing(ANN, 0, 1) in alone
    assert Standing(DOT, 1, 1) in alone  # Neither shares anything with anybody.


def test_of_two_people_nobody_can_be_left_out():
    two = {person: PEOPLE[person] for person in (ANN, BEN)}
    assert compare(MACHINE, two, None, [], {}).standings == {}
