"""diagnosis.csv: one row a place, one column an annotator, what became gold."""

from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.tables.diagnosis import DIAGNOSIS
from annotator.people.models import Membership
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.places.load import readings_of
from tests.conftest import assign, make_article, member, person
from tests.exchange.conftest import exported, rows_in
from tests.exchange.settled import agree, decide, read_back
from tests.reconciliation.conftest import mark, submit

FIXED = (
    "story,source,article_id,article_title,kind,start,end,quote,state,types,outcome,gold,reason,"
    "decided_by,decided_at"
)


def told(**options) -> list[dict[str, str]]:
    return rows_in(exported("export_diagnosis", **options))


def test_every_cell(read_twice, cy):
    agree(read_twice, cy)
    decision = decide(read_twice, cy, "1,100", 1, reason="@reason")
    text = exported("export_diagnosis")
    assert text.splitlines()[0] == f"{FIXED},ada,bo"
    person_, claim, place = rows_in(text)
    start = read_twice.text.index("a pipeline")
    assert claim == {
        "story": "pipeline", "source": "The Harbour Post", "article_id": str(read_twice.pk),
        "article_title": "Pipeline talks", "kind": "claim", "start": str(start), "end": str(start + 30),
        "quote": "a pipeline of 1,100 kilometres", "state": "settled", "types": "edges",
        "outcome": "accepted", "gold": "claim-quantity “a pipeline of 1,100 kilometres” · value=1,100 km",
        "reason": "'@reason", "decided_by": "cy",
        "decided_at": decision.decided_at.isoformat().replace("+00:00", "Z"),
        "ada": "claim-quantity “a pipeline of 1,100 kilometres” · value=1,100 km",
        "bo": "claim-quantity “1,100 kilometres” · value=1,100 km",
    }  # fmt: skip
    assert (person_["state"], person_["types"], person_["gold"]) == (
        "settled", "agreed", "entity-person “minister”",
    )  # fmt: skip
    assert (place["state"], place["types"], place["outcome"], place["decided_by"]) == (
        "open", "missed", "", "",
    )  # fmt: skip
    assert (place["ada"], place["bo"]) == ("entity-place “Karachi”", "–")


def test_its_rows_are_the_places(read_twice, cy):
    decide(read_twice, cy, "Karachi", 1)
    places = readings_of(read_twice).places
    assert [(row["start"], row["end"], row["state"]) for row in told()] == [
        (str(place.start), str(place.end), place.state) for place in places
    ]


def test_who_did_not_read_has_an_empty_cell_and_who_only_began_no_column(
    story, read_twice, bo, cy, labels
):  # fmt: skip
    ned = member(story, "ned", "annotator")
    assign(read_twice, ned, "in progress")
    other = make_article(story, "Daily Meridian", "Other", "The 800 km pipe.\n")
    mark(other, bo, "800 km", "claim-quantity")
    submit(other, bo)
    rows = told()
    assert "ned" not in rows[0]
    assert [(row["ada"], row["bo"]) for row in rows if row["article_title"] == "Other"] == [
        ("", "claim-quantity “800 km”")
    ]


def test_several_of_one_annotator_stand_together_and_added_gold_was_missed_by_all(
    read_twice, ada, bo, cy
):
    mark(read_twice, ada, "She praised", "claim-event")
    mark(read_twice, ada, "pipeline of", "stance-favour")
    mark(read_twice, ada, "cost nearly", "claim-event")
    mark(read_twice, ada, "$3 billion", "claim-event")
    mark(read_twice, bo, "cost nearly $3 billion", "claim-event")
    start = read_twice.text.index("analyst")
    actions.add(read_twice, cy, wanted=Wanted("entity-person", start, start + 7, "analyst", {}))
    rows = {row["quote"]: row for row in told()}
    split = rows["cost nearly $3 billion"]
    assert split["types"].split(",")[-1] == "split"
    assert [one["quote"] for one in read_back(split["ada"])] == ["cost nearly", "$3 billion"]
    assert (rows["analyst"]["ada"], rows["analyst"]["bo"]) == ("–", "–")
    assert rows["analyst"]["gold"] == "entity-person “analyst”"


def test_a_stale_place_keeps_what_stands(read_twice, ada, cy):
    decide(read_twice, cy, "Karachi", 1)
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(erased_at="2022-01-01T00:00Z")
    [row] = [row for row in told() if row["quote"] == "Karachi"]
    assert (row["state"], row["gold"], row["ada"]) == ("stale", "entity-place “Karachi”", "–")


def test_odd_words_and_names(story, labels, cy):
    text = '=1,5 | “so”, she said: "yes"\\\n🎉 پائپ لائن\n'
    article = make_article(story, text=text)
    people = [person(name) for name in ("@ann", "gold")]
    for who in people:
        Membership.objects.create(story=story, user=who, annotator=True)
        mark(article, who, text[:-1], "claim-event")
    submit(article, *people)
    [row] = told()
    assert list(row)[-2:] == ["'@ann", "gold (annotator)"]
    assert row["quote"] == "'" + text[:-1]
    assert [one["quote"] for one in read_back(row["'@ann"])] == [text[:-1]]
    assert row["gold"] == ""


def test_story_and_bom(story, read_twice):
    assert exported("export_diagnosis", bom=True).startswith("\ufeffstory,")
    assert len(told(story="pipeline")) == 3


# --- the address ---------------------------------------------------------------------------


def address() -> str:
    return reverse("exchange:diagnosis", args=["pipeline"])


def download(client, **query) -> str:
    response = client.get(address(), query)
    assert response.status_code == 200, response.content
    return response.getvalue().decode()


def test_who_may(read_twice, ada, cy, mo, stranger, as_user):
    assert len(rows_in(download(as_user(mo)))) == len(rows_in(download(as_user(cy)))) == 3
    assert as_user(ada).get(address()).status_code == 403
    assert as_user(stranger).get(address()).status_code == 404
    assert as_user(mo).post(address()).status_code == 405


def test_an_article_that_one_has_still_to_read_is_left_out_names_and_all(read_twice, mo, as_user):
    assign(read_twice, mo, "in progress")
    assert download(as_user(mo)) == f"{FIXED}\r\n"


def test_filters(story, read_twice, mo, as_user):
    make_article(story, "Daily Meridian", "Other", "Other text.\n")
    assert download(as_user(mo), source="daily-meridian") == f"{FIXED}\r\n"
    assert len(rows_in(download(as_user(mo), source="the-harbour-post"))) == 3
    response = as_user(mo).get(address(), {"annotator": "ada"})
    assert response.status_code == 422
    assert "“annotator” is no filter: use source, bom." in response.content.decode()


def test_statements_do_not_grow_with_the_annotations(
    story, read_twice, ada, bo, cy, django_assert_max_num_queries
):  # fmt: skip
    def asked() -> int:
        with django_assert_max_num_queries(20) as counted:
            list(DIAGNOSIS.pieces(Portion([story])))
        return len(counted)

    agree(read_twice, cy)
    few = asked()
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        for who in (ada, bo):
            mark(read_twice, who, words, "entity-place")
    agree(read_twice, cy)
    assert asked() == few


def test_the_page_offers_both_to_who_settles(story, ada, mo, as_user):
    at = reverse("exchange:export", args=["pipeline"])
    both = (address(), reverse("exchange:decisions", args=["pipeline"]))
    assert all(one in as_user(mo).get(at).content.decode() for one in both)
    assert not any(one in as_user(ada).get(at).content.decode() for one in both)
