"""What `make audit` makes of pip-audit's answers."""

import subprocess

from tests import audit
from tests.audit import NOT_REACHED, verdict

GOOD = {"name": "django", "version": "5.2.19", "vulns": []}
BAD = {
    "name": "old",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}],
}
SKIPPED = {"name": "rich", "skip_reason": "Dependency not found on PyPI"}


def test_a_known_vulnerability_fails_and_is_named():
    clean, words = verdict([GOOD, BAD, SKIPPED])
    assert not clean
    assert "old 1.0: PYSEC-1, mended in 1.1" in words


def test_clean():
    assert verdict([GOOD, GOOD]) == (True, "2 packages audited, no known vulnerability")


def test_what_was_not_audited_is_named():
    clean, words = verdict([GOOD, SKIPPED])
    assert clean
    assert "rich" in words
    assert NOT_REACHED not in words


def test_a_service_out_of_reach_is_said_and_fails_nothing():
    for packages, said in (([SKIPPED, SKIPPED], ""), ([], "ConnectionError: no route\n")):
        clean, words = verdict(packages, said)
        assert clean
        assert NOT_REACHED in words
    assert "no route" in words


def test_a_service_that_does_not_answer_is_out_of_reach(monkeypatch):
    def hang(command, timeout, **_):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(audit.subprocess, "run", hang)
    clean, words = verdict(*audit.ask("run"))
    assert clean
    assert NOT_REACHED in words
    assert "no answer" in words
