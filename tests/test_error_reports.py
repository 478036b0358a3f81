"""What is told of an error: its type and its places in the code, and nothing that a person wrote."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.test_frame import GOOD

ROOT = Path(__file__).resolve().parent.parent
BREAKS = """
import django
django.setup()
from django.test import Client
from django.urls import path
from annotator import urls
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError

def breaks(request, token):
    words = request.POST["words"]
    raise ValueError(f"cannot read {words}") from KeyError("Omar Reza")

def away(request):
    raise OperationalError("omar@db1 is away")

urls.urlpatterns += [
    path("breaks/<token>", login_not_required(breaks)), path("away", login_not_required(away))
]
client = Client(raise_request_exception=False, headers={"User-Agent": "omar"})
client.cookies["sessionid"] = "omar"
client.get("/away")
client.post("/breaks/omar?omar=1", {"words": "omar"})
import logging, sentry_sdk
logging.getLogger("annotator").error("The word is %s", "omar")
try:
    ["omar"][1]
except IndexError:
    logging.getLogger("annotator.background").exception("A task broke: %s", "omar")
sentry_sdk.flush(60)
"""


@pytest.fixture
def told():
    """The address of a server that is told of errors, and all that it was told."""
    events: list[dict] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            events.append({"lines": [json.loads(line) for line in body.splitlines() if line]})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", events
    server.shutdown()
    server.server_close()


def run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "annotator.settings"}
    known |= GOOD | {"ALLOWED_HOSTS": "testserver", "HTTPS": "off"} | variables
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=known, capture_output=True, text=True
    )


def test_an_error_of_a_request_and_of_a_task_and_no_word_of_a_person(told):
    address, events = told
    done = run(BREAKS, SENTRY_DSN=address, DATABASE_URL="sqlite:////nowhere/there.sqlite3")
    assert done.returncode == 0, done.stderr
    sent = [line for event in events for line in event["lines"] if "exception" in line]
    kinds = [[one["type"] for one in event["exception"]["values"]] for event in sent]
    # The one that the request broke by, with its cause, and the task's; none for what is away.
    assert kinds == [["KeyError", "ValueError"], ["IndexError"]]
    frames = sent[0]["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "breaks"
    assert frames[-1]["lineno"]
    assert sent[0]["release"].startswith("annotator@")
    assert sent[0]["transaction"].endswith("breaks")
    everything = json.dumps(events)
    for word in ("omar", "Omar", "cannot read", "sessionid", "127.0.0.1", "User-Agent", "vars"):
        assert word not in everything.replace(address, ""), word


@pytest.mark.parametrize("address", ["nonsense", "https://sentry.example.org/1"])
def test_an_address_that_is_none_stops_the_start(address):
    done = run("import annotator.settings", SENTRY_DSN=address)
    assert done.returncode != 0
    assert "SENTRY_DSN must be as https://KEY@" in done.stderr


def test_where_the_extra_is_not_installed_the_remedy_is_told():
    code = "import sys; sys.modules['sentry_sdk'] = None; import annotator.settings"
    done = run(code, SENTRY_DSN="https://key@sentry.example.org/1")
    assert "wants the extra sentry" in done.stderr


def test_without_an_address_the_package_is_not_even_imported():
    done = run("import sys, annotator.settings; print('sentry_sdk' in sys.modules)")
    assert done.stdout == "False\n"
