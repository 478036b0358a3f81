"""The places of an article that was corrected: stale where the words changed, and nowhere else."""

import pytest

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.revision.actions import revise, undo_revision
from annotator.reconciliation.adjudication import actions as adjudication
from annotator.reconciliation.adjudication.decisions import PlaceChanged
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from articles.models import Article
from articles.versions.actions import NewText
from tests.conftest import TEXT


def correct(article, by, text):
    return revise(article, by, NewText(article.title, text))


def settle_all(article, by) -> None:
    for place in readings_of(article).places:
        adjudication.decide(article, by, stamp=place.stamp, accept=place.lanes[0].keys)
    adjudication.finish(article, by)


def test_decisions_turn_stale_only_where_the_words_changed(read_twice, cy, mo):
    settle_all(read_twice, cy)
    correct(read_twice, mo, TEXT.replace("1,100", "1,300").replace("🎉 ", ""))
    states = {p.rows[0]["quote"]: p.state for p in readings_of(read_twice).places if p.rows}
    assert states == dict.fromkeys(("minister", "Karachi"), PlaceState.SETTLED)
    [stale] = [p for p in readings_of(read_twice).places if p.state == PlaceState.STALE]
    assert stale.kind == "claim"
    assert read_twice.text[stale.start : stale.end].endswith("1,300 kilometres")
    assert ArticleProgress.objects.get(pk=read_twice.pk).stage == Stage.REVISION
    gold = Annotation.objects.filter(layer="gold")
    assert {a.quote for a in gold} == {"minister", "Karachi"}
    undo_revision(read_twice, mo)
    assert ArticleProgress.objects.get(pk=read_twice.pk).stage == Stage.FINISHED
    assert all(p.state == PlaceState.SETTLED for p in readings_of(read_twice).places)


def test_what_is_written_on_the_text_of_before_is_not_settled(read_twice, cy, mo):
    stale = Article.objects.get(pk=read_twice.pk)
    correct(read_twice, mo, "New. " + TEXT)
    start = TEXT.index("minister")
    wanted = Wanted("entity-person", start, start + 8, "minister", {})
    with pytest.raises(PlaceChanged, match="was corrected"):
        adjudication.add(stale, cy, wanted=wanted)
    assert not Annotation.objects.filter(layer="gold").exists()
