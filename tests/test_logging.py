"""One line a request, and nothing in it that a person wrote."""

import json
import logging
import sys
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from annotator.operations.logging import JsonLines, TextLines, logging_settings


@pytest.fixture
def lines():
    """lines() is what has been logged, each a dict, as a collector of logs would read it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("annotator")
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


def record(error: BaseException | None = None, message: str = "said") -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("annotator", logging.ERROR, __file__, 1, message, (), info)


def test_a_line_tells_who_what_and_how_long(ada, as_user, lines):
    answer = as_user(ada).get(reverse("desk:home") + "?q=Omar+Reza")
    (line,) = lines()
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/", 200)
    assert (line["user"], line["level"], line["logger"]) == (ada.pk, "info", "annotator.request")
    assert 0 < line["ms"] < 60_000
    assert line["time"].endswith("+00:00")


def test_no_word_of_a_person_travels_into_it(ada, lines, db):
    address = reverse("account_login")
    Client().post(f"{address}?next=/omar", {"username": "ada", "password": "guess-7f3a"})
    Client().get(reverse("account_reset_password_from_key", args=["MQ", "abc-secret7f3a"]))
    # A request's own number is made of letters as well, and may spell a name.
    text = json.dumps([line | {"request": ""} for line in lines()])
    assert len(lines()) == 2
    for word in ("omar", "username", "ada", "7f3a", "MQ"):
        assert word not in text


@pytest.mark.parametrize(
    "given, taken",
    [
        ("req-1.A_b", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("two words", False),
        ("line\nbreak", False),
        ("<b>", False),
        ("-leading", False),
    ],
)
def test_the_proxys_id_is_taken_where_it_is_sane(given, taken, db):
    back = Client().get("/health/live", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (back == given) is taken
    assert taken or len(back) == 32


def test_health_is_not_worth_a_line(db, lines):
    for address in ("/health/live", "/health/ready", "/accounts/sign-in/"):
        Client().get(address)
    assert [line["path"] for line in lines()] == ["/accounts/sign-in/"]


def test_the_signed_out_have_no_number_and_cost_no_statement(lines, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        Client().get("/no-such-page%0Aforged/")
    (line,) = lines()
    assert line["user"] is None
    assert line["path"] == "/no-such-page%0Aforged/"


def test_an_error_is_its_type_and_place_not_its_words():
    try:
        try:
            raise KeyError("Omar Reza")
        except KeyError as cause:
            raise ValueError("Key (username)=(ada) already exists") from cause
    except ValueError as error:
        for form in (JsonLines(), TextLines()):
            told = form.format(record(error))
            assert "builtins.ValueError" in told
            assert "builtins.KeyError" in told
            assert "test_logging.py" in told
            assert "ada" not in told
            assert "Omar" not in told
    assert sys.exc_info()[0] is None


@pytest.mark.parametrize("form", [JsonLines(), TextLines()])
def test_a_message_is_one_line_without_a_query(form):
    told = form.format(record(message="Error handling request /x?q=Omar\nfor"))
    assert "Omar" not in told
    assert "\n" not in told
    assert "/x" in told


def test_a_broken_page_is_told_with_its_request(lines, ada, as_user):
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Omar Reza")

    client = as_user(ada)
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
        answer = client.get(reverse("desk:home"))
    assert answer.status_code == 500
    (line,) = [line for line in lines() if line["logger"] == "annotator.request"]
    assert (line["level"], line["status"]) == ("error", 500)
    assert line["request"] == answer["X-Request-ID"]


def test_the_demo_is_quiet():
    assert logging_settings("text", quiet=True)["loggers"]["annotator"]["level"] == "WARNING"
    assert logging_settings("json")["loggers"]["annotator"]["level"] == "INFO"
