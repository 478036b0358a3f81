"""Every way of differing is found and named in one article, and its gold goes out and in again."""

from collections import Counter

from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.spans import Type
from tests.reconciliation.every_difference import article_of, mark_all


def test_every_difference_is_found_and_named(story, labels, ada, bo, di):
    article = article_of(story)
    expected = mark_all(article, ada, bo, di)
    places = readings_of(article).places
    types = Counter(type for place in places for type in place.types)
    assert types.pop(Type.AGREED) == 3
    assert {str(type): number for type, number in types.items()} == expected
    words = {
        (place.lanes[0].row["quote"], place.types) for place in places if len(place.types) == 1
    }
    assert ("“A new era begins,”", (Type.PUNCTUATION,)) in words
    assert ("envoy", (Type.MISSED,)) in words
    assert ("ministry", (Type.LABEL,)) in words
    assert ("Lake Board of Tarn", (Type.DETAILS,)) in words
    split = next(place for place in places if Type.SPLIT in place.types)
    assert {lane.row["quote"] for lane in split.lanes} == {
        "Work may start in May 2031, the ministry says",
        "Work may start in May 2031",
        "the ministry says",
    }
