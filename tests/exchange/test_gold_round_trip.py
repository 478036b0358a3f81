"""What is settled goes out with labels.csv, comes into an empty desk, and goes out the same."""

from django.db import transaction

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.gold import Wanted
from annotator.exchange.imports.actions import import_labels, import_readings
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.models import Decision
from annotator.vocabulary.models import Entity, Question
from tests.conftest import TEXT, make_article
from tests.exchange.conftest import exported, rows_in
from tests.exchange.settled import agree, decide, place_at
from tests.reconciliation.conftest import mark, submit


def settle(story, article, ada, bo, cy) -> None:
    """Agreed, accepted, edited, added, replaced and undone, with details of every kind."""
    asked = Question.objects.create(
        story=story, slug="cost", wording="Cost?", type="quantity", unit="USD"
    )
    omar = Entity.objects.create(slug="omar", name="Omar, “the analyst”", wikidata="Q42")
    for who in (ada, bo):
        mark(article, who, "minister", "entity-person")
        mark(article, who, "🎉 She", "entity-person", entity=omar)
        mark(article, who, "praised", "stance-favour", stance_holder=omar)
    mark(article, ada, "$3 billion", "claim-quantity", question=asked, value="$3 billion",
         value_low="3000000000", value_high="3000000000", value_bounds="[]", said_by=omar)  # fmt: skip
    mark(article, bo, "nearly $3 billion", "claim-quantity", question=asked, note="=1")
    mark(article, bo, "پائپ لائن", "entity-place")
    mark(article, ada, "a pipeline of 1,100 kilometres", "claim-event")
    submit(article, ada, bo)
    agree(article, cy)
    decide(article, cy, "$3 billion", 1)
    decide(article, cy, "$3 billion", 1, 2)
    actions.undo(article, cy, decision=decide(article, cy, "پائپ", 1).pk)
    start = TEXT.index("1,100 kilometres")
    place = place_at(article, "1,100")
    wanted = Wanted("claim-quantity", start, start + 16, "1,100 kilometres", {"value": "1,100"})
    actions.decide(article, cy, stamp=place.stamp, wanted=wanted)
    start = TEXT.index("Kasur")
    actions.add(article, cy, wanted=Wanted("entity-place", start, start + 5, "Kasur", {}))


def rows(text: str) -> list[dict[str, str]]:
    """The rows without the one column that another desk numbers anew."""
    found = rows_in(text)
    for row in found:
        del row["article_id"]
    return found


def test_the_same_rows_come_out_again(story, labels, ada, bo, cy, tmp_path):
    files = [tmp_path / "labels.csv", tmp_path / "readings.csv"]
    with transaction.atomic():
        settle(story, make_article(story), ada, bo, cy)
        before = exported()
        files[0].write_bytes(before.encode())
        files[1].write_bytes(exported("export_readings").encode())
        assert Decision.everything.count() == 8
        transaction.set_rollback(True)
    make_article(story, "Daily Meridian", "Takes the number", "Another text.\n")
    make_article(story)
    import_readings(files[1:], create=True)
    import_labels(files[:1], create=True)
    assert rows(exported()) == rows(before)
    assert [row["quote"] for row in rows(before) if row["layer"] == "gold"] == [
        "minister", "🎉 She", "praised", "1,100 kilometres", "Kasur", "nearly $3 billion",
        "$3 billion",
    ]  # fmt: skip
    assert Annotation.objects.filter(layer=Layer.GOLD).count() == 7
    states = {row["state"] for row in rows_in(exported("export_diagnosis")) if row["gold"]}
    assert states == {"agreed", "open", "settled"}, "its decisions stay behind, its gold does not"
