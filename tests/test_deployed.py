"""What a desk that is reached over https tells browsers and programs, as its settings are by themselves."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.messages import add_message
from django.contrib.messages.constants import INFO
from django.contrib.messages.storage import default_storage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.test_frame import manage

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("SESSION", "CSRF", "PERSON", "KNOWN", "WRITTEN", "MESSAGES")
TOLD = "import json; from django.conf import settings as s; print(json.dumps(["
TOLD += ", ".join(f"s.{name}_COOKIE_NAME" for name in NAMES)
TOLD += ", s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG]))"


@pytest.mark.parametrize(
    "variables, beginning, seconds",
    [
        ({"HSTS_SECONDS": ""}, "__Host-", 31_536_000),
        ({"SCRIPT_NAME": "/annotator", "HSTS_SECONDS": "60"}, "__Secure-", 60),
        ({"HTTPS": "off"}, "", 0),
    ],
)
def test_cookies_are_of_this_host_and_of_https_alone(variables, beginning, seconds):
    done = manage("shell", "--no-imports", "-c", TOLD, **variables)
    *names, session, csrf, hsts, debug = json.loads(done.stdout)
    assert names == [
        f"{beginning}{name}"
        for name in ("sessionid", "csrftoken", "person", "known", "written", "messages")
    ]
    assert session is csrf is bool(beginning)
    assert hsts == seconds
    assert debug is False


def test_what_a_page_says_next_waits_under_the_desks_own_name(settings):
    request, answer = RequestFactory().get("/"), HttpResponse()
    request.session = {}
    request._messages = default_storage(request)
    add_message(request, INFO, "Kept.")
    request._messages.update(answer)
    assert list(answer.cookies) == [settings.MESSAGES_COOKIE_NAME]


def test_every_cookie_says_what_it_is_for(ada, client):
    client.post("/accounts/sign-in/", {"login": "ada", "password": "correct-horse"})
    told = {name: (one["httponly"], one["samesite"]) for name, one in client.cookies.items()}
    assert told["sessionid"] == (True, "Lax")
    assert all(samesite == "Lax" for _, samesite in told.values())
    assert {name for name, (http_only, _) in told.items() if not http_only} <= {
        "csrftoken",
        "person",
    }


class TestOverHttp:
    @pytest.fixture(autouse=True)
    def with_https(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 31_536_000
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    def test_a_browser_is_led_to_https(self):
        answer = Client().get("/stories/")
        assert answer.status_code == 301
        assert answer["Location"] == "https://testserver/stories/"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_token_is_not_led_on(self, method):
        answer = getattr(Client(), method)(
            "/api/v1/stories", headers={"Authorization": "Bearer annotator_x"}
        )
        assert answer.status_code == 403
        assert "revoke the token" in answer.json()["error"]

    def test_whoever_measures_stands_beside_it(self):
        answer = Client().get("/metrics", headers={"Authorization": "Bearer x"})
        assert answer.status_code != 403

    def test_browsers_are_told_to_insist(self, db):
        answer = Client().get("/accounts/sign-in/", secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/no-such-page/", "/static/page.js"])
def test_files_and_pages_carry_the_same_headers(db, address):
    headers = Client().get(address).headers
    for directive in ("object-src", "base-uri", "frame-ancestors"):
        assert f"{directive} 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "charset" in headers["Content-Type"]


@pytest.mark.parametrize("address", ["/", "/stories/", "/accounts/sign-in/", "/health/live"])
def test_no_page_answers_trace(ada, as_user, address):
    answer = as_user(ada).trace(address, headers={"X-Secret": "told"})
    assert answer.status_code == 405
    assert b"told" not in answer.content


@pytest.mark.parametrize("name", ["nginx.conf", "compose-nginx.conf"])
def test_nginx_speaks_what_is_safe_and_believes_no_browser(name):
    told = (ROOT / "deploy" / name).read_text()
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in told
    ciphers = re.search(r"ssl_ciphers (\S+);", told)[1].split(":")
    assert all(re.fullmatch(r"ECDHE-.*(GCM-SHA\d+|CHACHA20-POLY1305)", one) for one in ciphers)
    plain = told.partition("ssl;")[0]
    assert "if ($http_authorization) {\n        return 403;" in plain
    assert "return 301 https://" in plain
    for header in ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in told
    assert "autoindex" not in told
    for place in re.findall(r"location [^{]+\{[^}]*add_header[^}]*\}", told):
        assert 'Strict-Transport-Security "max-age=31536000; includeSubDomains" always;' in place
