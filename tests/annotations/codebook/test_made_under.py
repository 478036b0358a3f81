"""Every writer of annotations says under which edition of the codebook somebody judged them."""

from uuid import uuid4

import pytest

from annotator.annotations.curation.bulk_log import recorded, undo_bulk_act
from annotator.annotations.curation.correct import correct_many
from annotator.annotations.curation.relabel import relabel_many
from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.vocabulary.models import Label
from tests.conftest import TEXT
from tests.exchange.settled import decide
from tests.reconciliation.conftest import mark, submit
from tests.vocabulary.codebook.publishing import new_edition


def highlight(article, by, label="claim-quantity", words="1,100 kilometres") -> Annotation:
    start = TEXT.index(words)
    return actions.highlight(
        article, by, id=uuid4(), label=label, start=start, end=start + len(words), quote=words
    )


def under(annotation: Annotation) -> list[int]:
    """The edition of each of its history rows, the oldest first; the last is its own."""
    rows = Annotation.history.filter(id=annotation.pk).order_by("history_id")
    editions = list(rows.values_list("codebook_edition", flat=True))
    assert Annotation.everything.get(pk=annotation.pk).codebook_edition == editions[-1]
    return editions


def test_what_one_reads_oneself(article, ada, reading, labels):
    marked = highlight(article, ada)
    new_edition({"claim-quantity": "Two."})
    later = highlight(article, ada, "claim-event", "landed")
    actions.erase(article, ada, id=marked.pk, base=1)
    actions.restore(article, ada, id=marked.pk, base=2)
    assert under(marked) == [1, 1, 1], "taking it away and back judges nothing"
    actions.edit(article, ada, id=marked.pk, base=3, details={"note": "So."})
    assert under(marked) == [1, 1, 1, 2]
    new_edition({"claim-quantity": "Three."})
    actions.edit(article, ada, id=marked.pk, base=4, label="claim-event")
    assert (under(marked)[-1], under(later)) == (3, [2])


def test_a_label_of_a_whole_article(article, ada, reading, labels):
    Label.objects.filter(kind="stance").update(of_articles=True)
    new_edition({"stance-favour": "Two."})
    given = actions.label_document(article, ada, id=uuid4(), label="stance-favour")
    assert under(given) == [2]


def test_what_is_settled_was_judged_when_it_was_settled(article, ada, bo, cy, labels):
    for who in (ada, bo):
        mark(article, who, "Omar Reza", "entity-person")
    submit(article, ada, bo)
    new_edition({"entity-person": "Two."})
    decision = decide(article, cy, "Omar", 1)
    assert [under(made.annotation) for made in decision.made.all()] == [[2]]


def test_a_curator_judges_a_label_and_not_by_a_detail(article, ada, mo, reading, labels):
    marked = highlight(article, ada)
    new_edition({"claim-event": "Two."})
    chosen = Annotation.objects.filter(pk=marked.pk)
    correct_many(chosen, "note", "Typed anew.", mo)
    assert under(marked) == [1, 1]
    event = labels["claim-event"]
    _, act = recorded("relabel", mo, lambda: relabel_many(chosen, event, mo), lambda: "Relabelled")
    assert under(marked)[-1] == 2
    undo_bulk_act(act, mo)
    assert under(marked)[-1] == 1


@pytest.mark.parametrize("query", ["highlight", "edit"])
def test_it_costs_no_statement(
    query, article, ada, reading, labels, django_assert_num_queries, django_assert_max_num_queries
):
    first = highlight(article, ada)
    new_edition({"claim-quantity": "Two."})
    with django_assert_max_num_queries(11) as asked:
        if query == "highlight":
            highlight(article, ada, "claim-event", "landed")
        else:
            actions.edit(article, ada, id=first.pk, base=1, details={"note": "So."})
    about = [one["sql"] for one in asked.captured_queries if "codebookedition" in one["sql"]]
    assert len(about) == 1
    assert about[0].count("SELECT") == 2, "it is a part of a statement that is asked anyway"
