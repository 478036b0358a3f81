"""decisions.csv: what was ruled on each place, on what, why, by whom and when."""

from django.urls import reverse

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.tables.decisions import DECISIONS
from annotator.people.models import Membership
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.models import Decision, Rule
from annotator.vocabulary.models import Entity
from tests.conftest import assign, make_article, person
from tests.exchange.conftest import exported, rows_in
from tests.exchange.settled import agree, decide, place_at, read_back
from tests.reconciliation.conftest import mark, submit


def told(**options) -> list[dict[str, str]]:
    return rows_in(exported("export_decisions", **options))


def test_every_cell(story, read_twice, ada, cy):
    decision = decide(read_twice, cy, "1,100", 2, reason="=The measure, alone.")
    text = exported("export_decisions")
    assert text.splitlines()[0] == (
        "story,source,article_id,article_title,text_sha256,decision_id,kind,types,start,end,quote,readings,"
        "outcome,rule,share,gold,reason,decided_by,decided_at,had_read,text_version,undone_at,replaced_by"
    )
    assert text.endswith("\r\n")
    [row] = rows_in(text)
    start = read_twice.text.index("a pipeline")
    gold = Annotation.objects.get(layer=Layer.GOLD)
    at = decision.decided_at.isoformat().replace("+00:00", "Z")
    assert row == {
        "story": "pipeline", "source": "The Harbour Post", "article_id": str(read_twice.pk),
        "article_title": "Pipeline talks", "text_sha256": read_twice.text_sha256, "decision_id": str(decision.pk),
        "kind": "claim", "types": "edges", "start": str(start), "end": str(start + 30),
        "quote": "a pipeline of 1,100 kilometres",
        "readings": f"ada: claim-quantity “a pipeline of 1,100 kilometres” [{start}-{start + 30}] · value=1,100 km"
                    f" | ✓ bo: claim-quantity “1,100 kilometres” [{start + 14}-{start + 30}] · value=1,100 km",
        "outcome": "accepted", "rule": "", "share": "", "gold": str(gold.pk), "reason": "'=The measure, alone.",
        "decided_by": "cy", "decided_at": at, "had_read": "no", "text_version": "1", "undone_at": "", "replaced_by": "",
    }  # fmt: skip


def test_none_added_automatic_undone_and_replaced_are_all_there(read_twice, cy):
    act = agree(read_twice, cy, Rule.MAJORITY, 60)
    none = decide(read_twice, cy, "Karachi")
    better = decide(read_twice, cy, "Karachi", 1)
    start = read_twice.text.index("Kasur")
    added = actions.add(
        read_twice, cy, wanted=Wanted("entity-place", start, start + 5, "Kasur", {})
    )
    actions.undo(read_twice, cy, decision=added.pk)
    rows = {row["decision_id"]: row for row in told()}
    assert [row["decision_id"] for row in told()] == [
        str(pk) for pk in Decision.everything.values_list("pk", flat=True)
    ]
    [automatic] = [row for row in rows.values() if row["rule"]]
    assert (automatic["rule"], automatic["share"]) == ("majority", str(act.share))
    assert rows[str(none.pk)]["outcome"] == "none"
    assert rows[str(none.pk)]["gold"] == ""
    assert rows[str(none.pk)]["replaced_by"] == str(better.pk)
    last = rows[str(added.pk)]
    assert (last["outcome"], last["readings"], last["quote"]) == ("added", "", "Kasur")
    assert last["undone_at"].endswith("Z")
    assert len(last["gold"].split()) == 1, "what it had made is named, though it stands no more"


def test_readings_are_told_as_they_were_when_it_was_decided(read_twice, ada, cy):
    before = decide(read_twice, cy, "Karachi", 1)
    was = Annotation.objects.get(annotator=ada, quote="Karachi")
    start = read_twice.text.index("Kasur")
    Annotation.objects.filter(pk=was.pk).update(
        revision=2, label="entity-person", start=start, end=start + 5, quote="Kasur"
    )
    [row] = told()
    assert row["decision_id"] == str(before.pk)
    [reading] = read_back(row["readings"])
    assert (reading["label"], reading["quote"]) == ("entity-place", "Karachi")
    assert (row["start"], row["quote"]) == (str(read_twice.text.index("Karachi")), "Karachi")
    Annotation.objects.filter(pk=was.pk).update(erased_at="2022-01-01T00:00Z", revision=3)
    assert [one["quote"] for one in read_back(told()[0]["readings"])] == ["Karachi"]


def test_what_breaks_naive_tools_comes_through(story, labels, cy):
    text = '=1,5 | “so”, she said: "yes"\\\n🎉 پائپ لائن · ends\n'
    article = make_article(story, title='"A, b"', text=text)
    odd = person("@ann")
    bo = person("bo")
    for who in (odd, bo):
        Membership.objects.create(story=story, user=who, annotator=True)
    words = text[:-1]
    mark(article, odd, words, "claim-event", value="a | b · c ”\\")
    mark(article, bo, text[1:-1], "claim-event")
    submit(article, odd, bo)
    decide(article, cy, "so", 1, reason="a\nb")
    [row] = told()
    assert row["quote"] == "'" + words, "one apostrophe, for it would be a formula"
    assert row["readings"].startswith("✓ @ann: ")
    one, two = read_back(row["readings"])
    assert (one["who"], one["quote"]) == ("@ann", words)
    assert one["details"] == {"value": "a | b · c ”\\"}
    assert (two["who"], two["quote"], two["details"]) == ("bo", text[1:-1], {})
    assert (one["start"], one["end"], two["start"]) == ("0", str(len(words)), "1")
    assert (row["reason"], row["article_title"]) == ("a\nb", '"A, b"')


def test_linked_things_stand_as_slugs(read_twice, ada, cy):
    karachi = Entity.objects.create(slug="karachi", name="Karachi")
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(entity=karachi)
    decide(read_twice, cy, "Karachi", 1)
    assert read_back(told()[0]["readings"])[0]["details"] == {"entity": "karachi"}


def test_story_source_and_bom(story, read_twice, cy, as_user):
    decide(read_twice, cy, "Karachi", 1)
    assert exported("export_decisions", bom=True).startswith("\ufeffstory,")
    assert told(story="pipeline")
    assert download(as_user(cy), source="the-harbour-post")
    make_article(story, "Daily Meridian", "Other", "Other text.\n")
    assert download(as_user(cy), source="daily-meridian") == []


# --- the address ---------------------------------------------------------------------------


def address() -> str:
    return reverse("exchange:decisions", args=["pipeline"])


def download(client, **query) -> list[dict[str, str]]:
    response = client.get(address(), query)
    assert response.status_code == 200, response.content
    return rows_in(response.getvalue().decode())


def test_who_may(read_twice, ada, cy, mo, stranger, as_user):
    decide(read_twice, cy, "Karachi", 1)
    assert len(download(as_user(mo))) == len(download(as_user(cy))) == 1
    assert as_user(ada).get(address()).status_code == 403
    assert as_user(stranger).get(address()).status_code == 404
    assert as_user(mo).post(address()).status_code == 405


def test_an_article_that_one_has_still_to_read_is_left_out(read_twice, cy, mo, as_user):
    decide(read_twice, cy, "Karachi", 1)
    work = assign(read_twice, mo)
    assert download(as_user(mo)) == []
    work.state = "handed back"
    work.save()
    assert len(download(as_user(mo))) == 1


def test_a_junk_filter_is_named(story, mo, as_user):
    for query, words in (({"source": "nope"}, "no source"), ({"layer": "gold"}, "use source, bom")):
        response = as_user(mo).get(address(), query)
        assert response.status_code == 422
        assert words in response.content.decode()


def test_it_streams_as_a_download(read_twice, mo, as_user):
    response = as_user(mo).get(address())
    assert response.streaming
    assert "pipeline-decisions-" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_statements_do_not_grow_with_the_decisions(
    story, read_twice, ada, bo, cy, django_assert_num_queries
):
    agree(read_twice, cy)
    # the numbers of the articles; of a batch: articles, decisions, annotations now and before,
    # what was ruled on, what was made
    with django_assert_num_queries(7):
        assert len(list(DECISIONS.pieces(Portion([story])))) == 2
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        for who in (ada, bo):
            mark(read_twice, who, words, "entity-place")
    agree(read_twice, cy)
    Annotation.objects.filter(annotator=ada).update(revision=2)
    with django_assert_num_queries(7):
        assert "Omar" in "".join(DECISIONS.pieces(Portion([story])))
    assert place_at(read_twice, "Omar").decisions
