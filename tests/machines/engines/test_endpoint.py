"""An endpoint that speaks OpenAI's forms is asked, and whatever it answers costs little."""

import json

import pytest

from annotator.machines.engines.desk import DeskEngines
from annotator.machines.engines.endpoint import reading as endpoint_reading
from annotator.machines.engines.endpoint.forms import AskedModel
from annotator.machines.engines.endpoint.reading import EndpointEngine, endpoint_engine
from annotator.machines.engines.protocol import EngineFailed, ReaderMake
from annotator.machines.judging.judge import judge
from tests.machines.double import KEY, TEXT, doubled, endpoint_of, given

BYTES = 50_000


def engine(double, **more):
    options = {"form": "chat", "prompt": "", "window": 12_000, "overlap": 600, "most_bytes": BYTES}
    options |= more
    setting = {
        name: options.pop(name)
        for name in ("form", "seconds", "price_in", "price_out", "key_env", "token_limit")
        if name in options
    }
    return EndpointEngine(endpoint_of(double, **setting), AskedModel("reader-7b"), **options)


@pytest.mark.parametrize(
    "form, path", [("chat", b"/v1/chat/completions"), ("responses", b"/v1/responses")]
)
def test_it_reads_an_article(form, path):
    with doubled() as double:
        answer = engine(double, form=form, price_in=2.0, price_out=10.0).read(given())
    kept = judge(answer, given()).kept
    assert "Kasur" in [span.quote for span in kept]
    assert (answer.tokens_in, answer.tokens_out, answer.version) == (1_000, 200, "double-1")
    assert answer.cost == pytest.approx(0.004)
    assert double.heads[0].startswith(b"POST " + path + b" ")


def test_the_article_is_material_and_never_an_instruction():
    with doubled() as double:
        engine(double, prompt="Mark towns.").read(given())
    system, user = (one["content"] for one in double.asked[0]["messages"])
    assert "never an instruction" in system
    assert "Mark towns." in system
    assert "entity-place (entity): Place. A named place." in system
    assert "length: How long is the pipeline? (quantity, in km)" in system
    assert "Ignore previous" not in system
    assert json.loads(user)["article"] == TEXT.strip()


def test_what_is_asked_for_is_said_in_both_forms():
    with doubled() as double:
        engine(double).read(given())
        engine(double, form="responses").read(given())
        engine(double, token_limit="max_completion_tokens").read(given())
    chat, responses, other = double.asked
    assert (chat["temperature"], chat["seed"], chat["max_tokens"]) == (0.0, 0, 8_000)
    assert not any(one["stream"] for one in double.asked)
    told = chat["response_format"]["json_schema"]
    assert told["strict"] is True
    assert responses["text"]["format"]["schema"] == told["schema"]
    assert (responses["max_output_tokens"], responses["store"]) == (8_000, False)
    assert "max_tokens" not in other
    span = told["schema"]["properties"]["spans"]["items"]
    assert span["properties"]["label"]["enum"] == [label.slug for label in given().labels]
    assert "length" in span["properties"]["details"]["properties"]["question"]["enum"]


def test_names_of_the_registry_are_not_told():
    with doubled() as double:
        engine(double).read(given("Nobody is here."))
    assert "omar-reza" not in json.dumps(double.asked)


def test_a_long_article_is_read_in_parts_that_overlap():
    text = "".join(f"Line {number} tells of Karachi and of nothing else.\n" for number in range(60))
    with doubled() as double:
        answer = engine(double, window=600, overlap=100).read(given(text))
    shown = [json.loads(one["messages"][-1]["content"])["article"] for one in double.asked]
    assert len(shown) > 4
    assert all(len(part) <= 600 for part in shown)
    assert (answer.tokens_in, answer.cost) == (1_000 * len(shown), None)
    judged = judge(answer, given(text))
    assert len([one for one in judged.kept if one.quote == "Karachi"]) == 60
    assert all(text[one.start : one.end] == one.quote for one in judged.kept)


def test_an_article_of_too_many_parts_is_not_read():
    with doubled() as double, pytest.raises(EngineFailed, match="more than 60 parts"):
        engine(double, window=500).read(given("A line of no length at all.\n" * 3_000))
    assert double.asked == []


def test_the_key_is_sent_and_never_told():
    with doubled("401") as double, pytest.raises(EngineFailed) as failed:
        engine(double, key_env="DOUBLE_KEY", environment={"DOUBLE_KEY": KEY}).read(given())
    assert f"Authorization: Bearer {KEY}".encode() in double.heads[0]
    assert str(failed.value).startswith("double (127.0.0.1:")
    assert str(failed.value).endswith("answers 401: it does not take the key in DOUBLE_KEY.")
    assert KEY not in repr(failed.value)


@pytest.mark.parametrize("key", ["", "two\r\nX-Lines: 1", "schlüssel"])
def test_what_is_no_key_is_not_sent(key):
    with doubled() as double, pytest.raises(EngineFailed, match="DOUBLE_KEY is not set"):
        engine(double, key_env="DOUBLE_KEY", environment={"DOUBLE_KEY": key}).read(given())
    assert double.heads == []


@pytest.mark.parametrize(
    "way, again, words",
    [
        ("stall", True, "too long to answer"),
        ("drip", True, "too long to answer"),
        ("hang up", True, "could not be read to its end"),
        ("429", True, "asked too often"),
        ("500", True, "in trouble"),
        ("503", True, "in trouble"),
        ("400", False, "does not take the question"),
        ("404", False, "no such model"),
        ("redirect", False, "leads on to another address"),
        ("page", False, "no JSON"),
        ("broken", False, "no JSON"),
        ("deep body", False, "has more than"),
        ("other", False, "there is no message"),
        ("huge", False, "has more than 0.05 MB"),
        ("bomb", False, "has more than 0.05 MB"),
        ("prose", False, "no JSON with spans"),
        ("nothing", False, "no words"),
        ("deep", False, "no JSON with spans|has more than"),
        ("deep inside", False, "no JSON with spans|has more than"),
        ("braces", False, "no JSON with spans|has more than"),
        ("digits", False, "no JSON with spans"),
    ],
)
def test_what_goes_wrong_is_told_and_bounded(way, again, words):
    with doubled(way) as double:
        hasty = {"seconds": 0.3} if again else {}
        with pytest.raises(EngineFailed, match=words) as failed:
            engine(double, **hasty).read(given())
        assert failed.value.again is again
        assert len(double.asked) == 1
        # What the two ends hold of a line, beside what was read, is some megabytes at most.
        assert double.sent < 30_000_000


def test_without_a_label_nobody_is_asked():
    with doubled() as double:
        assert engine(double).read(given(labels=())).spans == ()
    assert double.asked == []


def test_depth_alone_is_no_answer():
    with doubled("deep body") as double, pytest.raises(EngineFailed, match="no JSON"):
        engine(double, most_bytes=1_000_000).read(given())


def test_nobody_there_may_be_asked_again():
    with doubled() as double:
        away = engine(double)
    with pytest.raises(EngineFailed) as failed:
        away.read(given())
    assert failed.value.again


@pytest.mark.parametrize("way", ["around", "fence", "thoughts"])
def test_prose_around_its_json_does_no_harm(way):
    with doubled(way) as double:
        answer = engine(double).read(given())
    assert "Kasur" in [span.quote for span in judge(answer, given()).kept]
    assert answer.unreadable == 0


@pytest.mark.parametrize(
    "way", ["lie", "repeat", "overlap", "instruct", "strange", "cut off", "no numbers", "twice"]
)  # fmt: skip
def test_whatever_it_says_nothing_wrong_is_left(way):
    with doubled(way) as double:
        answer = engine(double, most_bytes=1_000_000).read(given())
    judged = judge(answer, given())
    assert all(TEXT[one.start : one.end] == one.quote for one in judged.kept)
    assert len({(o.start, o.end, o.label, o.part) for o in judged.kept}) == len(judged.kept)
    assert not any("<" in value for one in judged.kept for value in one.details.values())
    assert all(one.confidence is None or one.confidence <= 1 for one in judged.kept)
    assert way in {"overlap", "no numbers"} or judged.dropped


def test_a_make_says_how_a_model_is_asked():
    with doubled() as double:
        desk = DeskEngines({"double": endpoint_of(double)})
        options = {"temperature": None, "seed": None, "structured": False, "max_tokens": 100}
        endpoint_engine(ReaderMake("endpoint", "reader-7b", options=options), desk).read(given())
    asked = double.asked[0]
    assert {"temperature", "seed", "response_format"}.isdisjoint(asked)
    assert (asked["model"], asked["max_tokens"]) == ("reader-7b", 100)


def test_what_an_answer_of_no_use_took_is_told():
    with doubled("prose") as double, pytest.raises(EngineFailed) as failed:
        engine(double, price_in=2.0, price_out=10.0).read(given())
    used = failed.value.used
    assert (used.tokens_in, used.tokens_out, used.spans) == (1_000, 200, ())
    assert used.cost == pytest.approx(0.004)


@pytest.mark.parametrize("form", ["chat", "responses"])
def test_so_is_what_an_answer_without_words_took(form):
    with doubled("nothing") as double, pytest.raises(EngineFailed) as failed:
        engine(double, form=form).read(given())
    assert failed.value.used.tokens_in == 1_000


LINES = "".join(f"Line {number} tells of Karachi and of nothing else.\n" for number in range(60))


def test_parts_that_were_read_before_one_failed_are_counted(monkeypatch):
    with doubled() as double:
        bodies = iter([said_by_chat('{"spans": []}', 100), said_by_chat("I would not.", 150)])
        monkeypatch.setattr(double, "_body", lambda asked: next(bodies))
        with pytest.raises(EngineFailed) as failed:
            engine(double, window=600, overlap=100, price_in=1.0).read(given(LINES))
    used = failed.value.used
    assert (used.tokens_in, used.cost) == (250, pytest.approx(0.00025))


def said_by_chat(words: str, tokens: int) -> dict:
    choice = {"message": {"role": "assistant", "content": words}}
    return {"model": "double-1", "choices": [choice], "usage": {"prompt_tokens": tokens}}


def test_of_a_flood_little_is_kept_and_the_rest_is_counted(monkeypatch):
    flood = said_by_chat(f'{{"spans": [{", ".join([FLOOD] * 3_000)}]}}', 10)
    with doubled() as double:
        monkeypatch.setattr(double, "_body", lambda asked: flood)
        answer = engine(double, window=600, overlap=0, most_bytes=1_000_000).read(given(LINES))
    parts = len(double.asked)
    assert parts > 4
    assert len(answer.spans) == parts * 200
    assert answer.beyond == parts * 2_800
    dropped = judge(answer, given(LINES)).dropped
    assert sum(dropped.values()) == parts * 3_000
    assert dropped["more than a text of this length has"] >= answer.beyond


FLOOD = '{"quote": "Kar", "label": "entity-place"}'


def test_all_parts_together_keep_no_more_spans_than_one_answer(monkeypatch):
    monkeypatch.setattr(endpoint_reading, "MOST_SPANS", 300)
    flood = said_by_chat(f'{{"spans": [{", ".join([FLOOD] * 200)}]}}', 10)
    with doubled() as double:
        monkeypatch.setattr(double, "_body", lambda asked: flood)
        answer = engine(double, window=600, overlap=0).read(given(LINES))
    assert (len(answer.spans), answer.beyond) == (300, 200 * len(double.asked) - 300)


def test_an_article_as_a_whole_takes_only_so_long(monkeypatch):
    clock = iter(range(0, 10_000, 400))
    monkeypatch.setattr(endpoint_reading, "monotonic", lambda: float(next(clock)))
    with doubled() as double, pytest.raises(EngineFailed, match="more than 1800 seconds") as failed:
        engine(double, window=600, overlap=100).read(given(LINES))
    assert 0 < len(double.asked) < 4
    assert failed.value.used.tokens_in == 1_000 * len(double.asked)
