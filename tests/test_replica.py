"""The read replica: who reads there, as of when, and that nobody misses what they wrote."""

import io
import logging
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotator.background.models import BackgroundTask, DBTaskResult
from annotator.exchange.registry import TABLES
from annotator.operations import replica, replica_watch, written
from annotator.operations.replica_watch import FARTHEST, PATIENCE
from annotator.people.models import Membership
from annotator.vocabulary.models import Question
from articles.models import Story
from tests.conftest import assign, make_article
from tests.machines.making import machine_for

FILES_THERE = {
    "agreement.csv",
    "article_labels.csv",
    "codebook.csv",
    "conflicts.csv",
    "corrections.csv",
    "formats/<str:name>",
    "decisions.csv",
    "diagnosis.csv",
    "labels.csv",
    "names.csv",
    "predictions.csv",
    "leads.csv",
    "machine_effect.csv",
    "machine_readers.csv",
    "machine_readings.csv",
    "readings.csv",
    "stance.csv",
    "stand_in.csv",
    "stance.graphml",
    "unanswered.csv",
    "voices.csv",
}
PAGES_THERE = {
    "agreement/",
    "agreement/passages/",
    "brief/",
    "brief/whole/",
    "conflicts/",
    "export/<str:name>/",
    "leads/",
    "machines/<int:pk>/effect",
    "machines/<int:pk>/stand-in",
    "machines/<int:pk>/stand-in/passages",
    "names/",
    "predictions/",
    "questions/",
    "corrections/",
    "stance/",
    "stance/network/",
    "stance/passages/",
    "unanswered/",
    "voices/",
    "voices/shared/",
}
READ_THERE = {"search/", *FILES_THERE, *PAGES_THERE}
"""The search, and the pages and files of a story, that may come from the replica. None of them is
part of annotating or settling, nor the page on which a row is ruled or a plan is shown: there
everybody sees what is so now."""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def addresses(patterns: list, before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for pattern in patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            found[where] = pattern.callback
    return found


def test_these_views_may_read_there_and_no_other():
    every = addresses(get_resolver().url_patterns)
    there = {at for at, view in every.items() if getattr(view, "reads_from_replica", False)}
    assert {at.removeprefix("stories/<str:slug>/") for at in there} == READ_THERE
    assert "articles/<int:pk>/changes" in every


@pytest.fixture
def watched(monkeypatch):
    """A desk with a replica that says what `said` holds: (is one, last commit, up to date, has
    what was written). The clock goes on by a step each time that somebody waits."""
    clock = SimpleNamespace(now=0.0)
    said = SimpleNamespace(answers=[(True, NOON, True, True)], asked=0, closed=0)

    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def execute(self, statement, values):
            said.asked += 1
            if isinstance(said.answers[0], Exception):
                raise said.answers[0]

        def fetchone(self):
            return said.answers.pop(0) if len(said.answers) > 1 else said.answers[0]

    def close():
        said.closed += 1

    there = SimpleNamespace(cursor=Cursor, close=close)
    monkeypatch.setattr(
        replica_watch,
        "connections",
        type("All", (dict,), {"settings": {"replica": 1}})(replica=there),
    )
    monkeypatch.setattr(replica_watch, "primary_place", lambda: ("0/10", NOON))
    monkeypatch.setattr(replica_watch, "_standing", replica_watch._Standing())
    monkeypatch.setattr(
        replica_watch,
        "time",
        SimpleNamespace(
            monotonic=lambda: clock.now,
            sleep=lambda seconds: setattr(clock, "now", clock.now + seconds),
        ),
    )
    said.clock = clock
    return said


@pytest.mark.parametrize(
    "answer, as_of",
    [
        # At rest for an hour: its last commit is old, and it is as of now all the same.
        ((True, NOON - timedelta(hours=1), True, True), NOON),
        ((True, NOON - timedelta(seconds=9), False, True), NOON - timedelta(seconds=9)),
        ((True, NOON - timedelta(seconds=9), False, False), None),
        ((True, NOON - FARTHEST - timedelta(seconds=1), False, True), None),
        ((True, None, False, True), None),
        ((False, None, None, None), None),
    ],
    ids=["at rest", "behind", "without one's own", "far behind", "empty", "a primary"],
)
def test_as_of_when_it_answers(watched, answer, as_of):
    watched.answers = [answer]
    assert replica_watch.replica_time("0/5") == as_of


def test_what_was_written_is_waited_for_shortly(watched):
    watched.answers = [(True, NOON, False, False)] * 3 + [(True, NOON, True, True)]
    assert replica_watch.replica_time("0/9") == NOON
    assert watched.asked == 4
    watched.answers = [(True, NOON, False, False)]
    before = watched.clock.now
    assert replica_watch.replica_time("0/11") is None
    assert PATIENCE <= watched.clock.now - before < PATIENCE + 0.1
    # That is no fault of the replica's: the next reader is sent there.
    watched.answers = [(True, NOON, True, True)]
    assert replica_watch.replica_time() == NOON


def test_one_that_is_away_is_left_alone_and_logged_once(watched, caplog):
    caplog.set_level(logging.WARNING)
    watched.answers = [OperationalError("connection refused")]
    assert replica_watch.replica_time() is None
    assert "away: connection refused" in replica_watch.told()
    assert (watched.asked, watched.closed) == (1, 1)
    watched.clock.now += replica_watch.REST + 1
    assert replica_watch.replica_time() is None
    assert watched.asked == 2
    assert len(caplog.records) == 1
    watched.clock.now += replica_watch.REST + 1
    watched.answers = [(True, NOON, True, True)]
    assert replica_watch.replica_time() == NOON
    assert [record.message for record in caplog.records] == [
        "the replica is away: connection refused; the primary answers",
        "the replica answers again",
    ]
    assert replica_watch.told() == "The replica answers as of 2026-03-01T12:00:00+00:00."


def asked(view, monkeypatch, times):
    """What a view behind the door answers; `times` are what the watch says, one a request."""
    monkeypatch.setattr(replica_watch, "configured", lambda: True)
    monkeypatch.setattr(replica_watch, "replica_time", lambda written: times.pop(0))
    return replica.reads_from_replica(view)(RequestFactory().get("/"))


def where(request) -> HttpResponse:
    return HttpResponse(f"{replica.place_to_read()} {getattr(request, 'as_of', None)}")


def test_a_view_behind_the_door_reads_there_and_says_as_of_when(monkeypatch):
    answer = asked(where, monkeypatch, [NOON])
    assert answer.content.decode() == f"replica {NOON}"
    assert answer[replica.AS_OF] == "2026-03-01T12:00:00+00:00"
    assert replica.place_to_read() == "default"
    answer = asked(where, monkeypatch, [None])
    assert answer.content == b"default None"
    assert replica.AS_OF not in answer


def test_who_would_write_is_answered_by_the_primary_from_the_beginning(monkeypatch):
    router = replica.ReplicaRouter()

    def writes(request) -> HttpResponse:
        assert router.db_for_read(Membership) == "default"
        place = router.db_for_read(Story)
        return HttpResponse(f"{place} {router.db_for_write(Story)} {hasattr(request, 'as_of')}")

    answer = asked(writes, monkeypatch, [NOON])
    assert answer.content == b"default default False"
    assert replica.AS_OF not in answer
    assert router.allow_migrate("replica", "articles") is False
    assert router.allow_migrate("default", "articles") is None
    assert router.allow_relation(Story(), Story())


def test_one_that_breaks_amid_a_page_or_before_the_first_row_is_made_up_for(monkeypatch):
    left = []
    monkeypatch.setattr(replica_watch, "leave_alone", left.append)

    def rows():
        if replica.place_to_read() == "replica":
            raise OperationalError("server closed the connection")
        yield b"all"

    answer = asked(lambda request: StreamingHttpResponse(rows()), monkeypatch, [NOON])
    assert b"".join(answer) == b"all"
    assert left == ["away: server closed the connection"]

    def broken(request):
        raise ValueError("a mistake of ours")

    with pytest.raises(ValueError, match="a mistake"):
        asked(broken, monkeypatch, [NOON])
    assert len(left) == 1


def test_a_file_is_read_there_to_its_end(monkeypatch):
    def rows():
        yield replica.place_to_read().encode()
        yield replica.place_to_read().encode()

    answer = asked(lambda request: StreamingHttpResponse(rows()), monkeypatch, [NOON])
    assert list(answer) == [b"replica", b"replica"]
    assert replica.place_to_read() == "default"


def test_a_command_reads_there_and_is_done_again_where_it_would_write(monkeypatch):
    monkeypatch.setattr(replica_watch, "configured", lambda: True)
    monkeypatch.setattr(replica_watch, "replica_time", lambda: NOON)
    told = []
    assert replica.read_from_replica(replica.place_to_read, told.append) == "replica"
    router = replica.ReplicaRouter()
    assert replica.read_from_replica(lambda: router.db_for_write(Story), told.append) == "default"
    assert told == [NOON, NOON]

    # A task that reads there tells its progress, which is kept by the primary.
    def tells() -> str:
        assert {router.db_for_read(BackgroundTask), router.db_for_write(BackgroundTask)} == {
            "default"
        }
        assert router.db_for_write(DBTaskResult) == "default"
        return router.db_for_read(Story)

    assert replica.read_from_replica(tells, told.append) == "replica"


def test_the_place_of_a_write_is_remembered_and_only_of_one(monkeypatch):
    places = [("0/9", NOON)]

    def place():
        if not places:
            raise OperationalError("gone")
        return places.pop()

    monkeypatch.setattr(written, "primary_place", place)
    answers = {"status": 200}
    middleware = written.remember_writes(lambda request: HttpResponse(status=answers["status"]))
    assert not middleware(RequestFactory().get("/")).cookies
    answers["status"] = 503
    assert not middleware(RequestFactory().post("/")).cookies
    answers["status"] = 200
    for known in ("0/9", None):
        cookie = middleware(RequestFactory().post("/")).cookies[
            written.settings.WRITTEN_COOKIE_NAME
        ]
        assert cookie["httponly"]
        assert int(cookie["max-age"]) > FARTHEST.total_seconds()
        request = RequestFactory().get("/")
        assert written.written_by(request) == ""
        request.COOKIES[written.settings.WRITTEN_COOKIE_NAME] = cookie.value
        assert written.written_by(request) == known
    request.COOKIES[written.settings.WRITTEN_COOKIE_NAME] = "forged"
    assert written.written_by(request) == ""


@pytest.fixture
def followed(settings):
    """The tests' PostgreSQL with a replica that follows it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no replicas")
    # Imported here: it looks about the machine, which the other tests need not wait for.
    from tests.replica import standby

    settings.DATABASE_ROUTERS = ["annotator.operations.replica.ReplicaRouter"]
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "annotator.operations.written.remember_writes"]
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    replica_watch._standing = replica_watch._Standing()
    try:
        with standby() as one:
            yield one
    finally:
        connection.close()


def there_with(machine: int) -> list[str]:
    """Return the pages that may come from the replica, as addresses, with this machine in them."""
    filled = (page.replace("<int:pk>", str(machine)) for page in sorted(PAGES_THERE))
    return [page.replace("<str:name>", "brat") for page in filled]


@pytest.mark.django_db(transaction=True)
def test_a_replica_that_follows_is_held_back_and_is_gone(
    followed, story, article, cy, mo, labels, as_user, caplog
):
    caplog.set_level(logging.WARNING, logger="annotator.operations.replica")
    question = Question.objects.create(story=story, slug="long", type="text", wording="How long?")
    machine = machine_for(story, mo)
    followed.follow()
    reader, table = as_user(cy), "/stories/pipeline/readings.csv"
    answer = reader.get(table)
    assert answer.headers[replica.AS_OF]
    assert answer.getvalue().decode().count("\n") == 1
    page = reader.get("/stories/pipeline/agreement/")
    assert "Read from a copy of the desk" in page.content.decode()
    # Each table can be had; one that has something to store first comes from the primary.
    for one in TABLES:
        answer = reader.get(reverse(one.url, args=["pipeline"]))
        assert answer.getvalue().startswith(one.names[0].encode())
    followed.follow()
    again = {one.name: reader.get(reverse(one.url, args=["pipeline"])) for one in TABLES}
    there = {name for name, one in again.items() if one.getvalue() and replica.AS_OF in one}
    assert there == set(again)
    pages = ["/search/?q=dam", *(f"/stories/pipeline/{page}" for page in there_with(machine.pk))]

    def says_when(client: Client) -> list[str]:
        return [at for at in pages if "Read from a copy" in client.get(at).content.decode()]

    assert says_when(reader) == pages
    assert reader.get("/stories/pipeline/stance.graphml").headers[replica.AS_OF]
    # What is done and seen while annotating and settling never comes from there.
    row = f"/stories/pipeline/conflicts/{question.pk}/"
    for at in ("/", "/stories/pipeline/", "/stories/pipeline/progress/", row):
        assert "Read from a copy" not in reader.get(at).content.decode()
    assert "The replica answers as of" in Client().get("/health/ready").content.decode()
    err = io.StringIO()
    call_command("export_table", "labels", stdout=io.StringIO(), stderr=err)
    assert "Read from the replica, as of" in err.getvalue()

    # Held back: whoever has written gets the primary's answer, others an older one.
    followed.hold_back(True)
    writer = as_user(mo)
    writer.post("/stories/pipeline/edit/", {"title": "Held", "readers": 2, "guidelines": ""})
    assert written.settings.WRITTEN_COOKIE_NAME in writer.cookies
    assert Story.objects.get(pk=story.pk).title == "Held"
    page = writer.get("/stories/pipeline/agreement/").content.decode()
    assert "Held" in page
    assert says_when(writer) == []
    reworded = {"question": question.pk, "wording": "How long is it?"}
    writer.post("/stories/pipeline/question/reword", reworded)
    asked = "/stories/pipeline/questions/"
    assert "How long is it?" in writer.get(asked).content.decode()
    assert "How long is it?" not in reader.get(asked).content.decode()
    assert says_when(reader) == pages
    assign(article, mo, "submitted")
    assert writer.get(table).getvalue().count(b"\n") == 2
    answer = reader.get(table)
    assert answer.getvalue().count(b"\n") == 1
    assert answer.headers[replica.AS_OF]
    assert "Read from a copy" in reader.get("/stories/pipeline/agreement/").content.decode()

    # What is waited for comes; on a busy machine later than one page waits.
    followed.hold_back(False)
    until = time.monotonic() + 300
    while "Read from a copy" not in page:
        assert time.monotonic() < until
        page = writer.get("/stories/pipeline/agreement/").content.decode()
        assert "Held" in page
    assert not caplog.records

    # Who is shut out is shut out at once.
    followed.hold_back(True)
    Membership.objects.filter(user=cy).delete()
    assert reader.get("/stories/pipeline/agreement/").status_code == 404
    followed.hold_back(False)

    # Gone: the primary answers, it is logged once, and health says so.
    connections["replica"].close()
    followed.stop()
    make_article(story, "The Gazette", "After")
    for _ in range(2):
        answer = writer.get(table)
        assert answer.status_code == 200
        assert replica.AS_OF not in answer.headers
    assert [record.message[:20] for record in caplog.records] == ["the replica is away:"]
    health = Client().get("/health/ready")
    assert health.status_code == 200
    assert "the primary answers" in health.content.decode()
