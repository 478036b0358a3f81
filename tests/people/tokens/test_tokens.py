"""Tokens for programs: made and revoked on the page of one's account, and what they open."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from annotator.audit import history_of
from annotator.operations import written
from annotator.operations.written import remember_writes
from annotator.people.models import PersonalToken, TokenUse, User
from annotator.people.tokens import limits
from annotator.people.tokens.actions import MOST, make_token, revoke_token
from tests.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db
PAGE, MAKE, REVOKE = (
    reverse(f"people:{name}") for name in ("account", "make_token", "revoke_token")
)
FORM = {"name": "nightly export", "reads": "read", "days": "30"}


def secret_in(answer) -> str:
    found = re.search(r"ann_[\w-]{43}", answer.content.decode())
    return found[0] if found else ""


def test_a_token_is_shown_once_and_opens_the_api(ada, as_user, as_confirmed):
    answer = as_confirmed(ada).post(MAKE, FORM | {"annotates": "on"})
    secret = secret_in(answer)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert Program(secret).get("stories").status_code == 200
    page = as_user(ada).get(PAGE)
    assert "nightly export" in page.content.decode()
    assert not secret_in(page)
    token = PersonalToken.objects.get()
    assert secret not in " ".join(str(value) for value in vars(token).values())
    assert secret.startswith(token.prefix)
    assert {scope.value for scope in token.scopes} == {"read-settled", "read", "annotate"}


def test_an_answer_to_a_token_sets_no_cookie(story, ada, client, monkeypatch):
    """No session begins, and a place in the log of the database helps a browser alone."""
    program = program_of(ada)
    assert not program.get("stories").cookies
    assert not program.post("stories/pipeline/take").cookies
    monkeypatch.setattr(written, "primary_place", lambda: ["0/1"])
    asking = remember_writes(lambda request: HttpResponse())
    for headers, cookies in (({}, ["written"]), ({"Authorization": "Bearer x"}, [])):
        assert list(asking(RequestFactory().post("/", headers=headers)).cookies) == cookies


def test_what_is_done_to_a_token_leaves_a_trace(ada):
    token = make_token(ada, "a", reads="read", annotates=False, manages=True, days=7).token
    revoke_token(token, ada)
    told = [(entry.done, entry.by) for entry in history_of(token)]
    assert told == [("changed", "Ada"), ("made", "Ada")]
    assert "token_hash" not in {
        change.field for entry in history_of(token) for change in entry.changes
    }


@pytest.mark.parametrize(
    "given, said",
    [
        ({"name": ""}, "Give it a name"),
        ({"name": "a\0b"}, "Null characters"),
        ({"reads": "everything"}, "everything is not one of"),
        ({"days": "4000"}, "4000 is not one of"),
        ({"reads": "read-settled", "manages": "on"}, "reads more than what is settled"),
        ({"name": "taken"}, "You have a token of this name"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_stored(ada, as_confirmed, given, said):
    program_of(ada, "taken")
    answer = as_confirmed(ada).post(MAKE, FORM | given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert PersonalToken.objects.count() == 1


def test_nobody_has_more_than_can_be_kept_in_view(ada, as_confirmed):
    for number in range(MOST):
        program_of(ada, f"no. {number}")
    assert as_confirmed(ada).post(MAKE, FORM).status_code == 422


def test_revoked_it_opens_nothing_and_only_ones_own_is_revoked(ada, bo, as_user):
    program = program_of(ada)
    token = PersonalToken.objects.get()
    assert as_user(bo).post(REVOKE, {"token": token.pk}).status_code == 422
    assert program.get("stories").status_code == 200
    assert as_user(ada).post(REVOKE, {"token": token.pk}).status_code == 302
    problem(program.get("stories"), 401)
    again = as_user(ada).post(REVOKE, {"token": token.pk})
    assert again.status_code == 422
    assert "it may be already" in again.content.decode()


@pytest.mark.parametrize("ending", ["expired", "left"])
def test_an_expired_one_and_one_of_who_has_left_open_nothing(ada, ending):
    program = program_of(ada)
    assert program.get("stories").status_code == 200
    if ending == "expired":
        then = timezone.now() - timedelta(days=2)
        PersonalToken.objects.update(created_at=then, expires_at=then + timedelta(days=1))
    else:
        ada.is_active = False
        ada.save()
    problem(program.get("stories"), 401)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer ann_", "Bearer x"]
)
def test_what_is_no_token_is_told_how_to_get_one(db, client, header):
    answer = client.get("/api/v1/stories", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "page of your account" in answer.json()["detail"]


def test_the_page_asks_as_much_for_many_tokens_as_for_one(ada, as_user, django_assert_num_queries):
    client = as_user(ada)
    program_of(ada, "first")
    with django_assert_num_queries(8):
        client.get(PAGE)
    for number in range(5):
        program_of(ada, f"no. {number}")
    with django_assert_num_queries(8):
        client.get(PAGE)


class TestLimit:
    """Counted in the database, so that it holds for all processes of a desk together."""

    def test_too_many_in_a_minute_are_told_how_long_to_wait(self, ada, settings, monkeypatch):
        settings.API_REQUESTS_PER_MINUTE = 2
        program, other = program_of(ada), program_of(ada, "another")
        now = timezone.now().replace(second=15)
        monkeypatch.setattr(limits, "timezone", Clock(now))
        assert [program.get("stories").status_code for _ in range(2)] == [200, 200]
        refused = program.get("stories")
        assert "wait 45 seconds" in problem(refused, 429)["detail"]
        assert refused["Retry-After"] == "45"
        assert other.get("stories").status_code == 200
        assert TokenUse.objects.get(token__name="of the tests").requests == 2
        monkeypatch.setattr(limits, "timezone", Clock(now + timedelta(seconds=45)))
        assert program.get("stories").status_code == 200

    def test_none_is_set(self, ada, settings, monkeypatch):
        settings.API_REQUESTS_PER_MINUTE = 0
        program = program_of(ada)
        assert [program.get("stories").status_code for _ in range(3)] == [200] * 3
        use = TokenUse.objects.get()
        assert use.minute is not None


class Clock:
    """Stands for Django's timezone, at one moment."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment


class TestWhereASecondFactorIsRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def test_a_token_of_who_has_none_opens_nothing_and_says_why(self, story, mo):
        program = program_of(mo)
        for address in ("stories", f"stories/{story.slug}/articles"):
            assert "set one up" in problem(program.get(address), 403)["detail"]
        refused = problem(program.patch(f"stories/{story.slug}", {"readers": 1}), 403)
        assert "second factor" in refused["detail"]
        TOTP.activate(mo, generate_totp_secret())
        assert program.get("stories").status_code == 200

    def test_staff_too_and_readers_go_on(self, ada):
        program = program_of(ada)
        assert program.get("stories").status_code == 200
        User.objects.filter(pk=ada.pk).update(is_staff=True)
        assert program.get("stories").status_code == 403
