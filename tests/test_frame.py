"""The frame: settings that refuse junk, headers, static files, and what templates must not hold."""

import os
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from annotator.environment import prepare_demo, read_databases
from annotator.operations.storage import BUNDLED, uncommented

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "templates").rglob("*.html"))
GOOD = {
    "SECRET_KEY": "a-key-of-a-desk-that-is-long-enough-and-not-easily-guessed-0123456789",
    "DATABASE_URL": "postgres://desk:secret@db.example.org:5432/annotator",
    "ALLOWED_HOSTS": "desk.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://desk.example.org",
    "ANNOTATOR_DEMO": "off",
    "DEBUG": "off",
    "HTTPS": "on",
    "HSTS_SECONDS": "31536000",
    "EMAIL_URL": "smtp+tls://desk:secret@mail.example.org:587",
    "LANGUAGE_CODE": "",
    "TIME_ZONE": "Europe/Paris",
}

DEPRECATIONS_ARE_ERRORS = ["-Werror::DeprecationWarning", "-Werror::PendingDeprecationWarning"]


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """manage.py with the settings of a desk, but for `variables`; of our environment, the path alone."""
    env = (
        {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "annotator.settings"}
        | GOOD
        | variables
    )
    command = [sys.executable, *DEPRECATIONS_ARE_ERRORS, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)


def test_a_desk_checks_clean():
    """With warnings for deployment as failures."""
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "name, value, says",
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "shorter than 32"),
        ("DATABASE_URL", "", "DATABASE_URL is not set"),
        ("DATABASE_URL", "mysql://desk@db/annotator", "DATABASE_URL must begin with"),
        ("DATABASE_URL", "postgres://desk@db:port/annotator", "DATABASE_URL"),
        ("DATABASE_URL", "postgres://desk@db1:port,db2/annotator", "'db1:port' is no host"),
        ("DATABASE_URL", "postgres://desk@a:1,b:2,c/annotator", "each host its port"),
        ("DATABASE_URL", "postgres://a,b/x?target_session_attrs=best", "must be one of any,"),
        ("DATABASE_REPLICA_URL", "sqlite:////tmp/copy.sqlite3", "must begin with postgres://"),
        ("DATABASE_REPLICA_URL", "postgres://desk@db:port/annotator", "DATABASE_REPLICA_URL"),
        ("DATABASE_REPLICA_URL", GOOD["DATABASE_URL"], "name another host"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set"),
        ("CSRF_TRUSTED_ORIGINS", "desk.example.org", "needs its scheme"),
        ("DEBUG", "maybe", "DEBUG must be on or off"),
        ("HTTPS", "2", "HTTPS must be on or off"),
        ("OFFLINE_COPIES", "2", "OFFLINE_COPIES must be on or off"),
        ("ANNOTATOR_DEMO", "ja", "ANNOTATOR_DEMO must be on or off"),
        ("HSTS_SECONDS", "a year", "HSTS_SECONDS must be a whole number"),
        ("API_REQUESTS_PER_MINUTE", "many", "API_REQUESTS_PER_MINUTE must be a whole number"),
        ("TRUST_LOG_DAYS", "two years", "TRUST_LOG_DAYS must be a whole number"),
        ("TASK_LIMIT_SECONDS", "1h", "TASK_LIMIT_SECONDS must be a whole number"),
        ("TIME_ZONE", "Paris", "TIME_ZONE"),
        ("LANGUAGE_CODE", "klingon", "LANGUAGE_CODE"),
        ("EMAIL_URL", "carrier-pigeon://loft", "EMAIL_URL must be"),
        ("SCRIPT_NAME", "news/desk", "SCRIPT_NAME must be a path as"),
        ("SCRIPT_NAME", "/news/", "SCRIPT_NAME must be a path as"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be json or text"),
    ],
)
def test_a_missing_secret_or_a_junk_setting_stops_the_start(name, value, says):
    done = manage("check", **{name: value})
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_in_a_fresh_clone_both_remedies_are_named_in_one_line():
    for name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"):
        [line] = manage("check", **{name: ""}).stderr.splitlines()
        assert f"{name} is not set" in line
        assert "ANNOTATOR_DEMO=on" in line


def test_only_a_desk_on_postgresql_has_a_replica():
    address = {"DATABASE_REPLICA_URL": "postgres://desk@db2/annotator"}
    assert manage("check", **address).returncode == 0
    done = manage("check", DATABASE_URL="sqlite:////tmp/desk.sqlite3", **address)
    assert done.returncode != 0
    assert "only a desk on PostgreSQL has a replica" in done.stderr


def test_of_several_hosts_the_one_that_takes_writes_is_the_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:p@db1:5432,db2:5433,db3:5434/annotator")
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://desk:p@db3,db2/annotator")
    primary, replica = (read_databases()[name] for name in ("default", "replica"))
    assert (primary["HOST"], primary["PORT"]) == ("db1,db2,db3", "5432,5433,5434")
    assert primary["OPTIONS"]["target_session_attrs"] == "read-write"
    assert replica["OPTIONS"]["target_session_attrs"] == "prefer-standby"
    assert replica["OPTIONS"]["connect_timeout"] < primary["OPTIONS"]["connect_timeout"]
    monkeypatch.setenv("DATABASE_URL", "postgres://desk@db1/annotator?connect_timeout=9")
    monkeypatch.setenv("DATABASE_REPLICA_URL", "")
    [one] = read_databases().values()
    assert one["OPTIONS"] == {"connect_timeout": 9, "tcp_user_timeout": 15000}


def test_the_demo_makes_a_key_of_its_own_and_keeps_it(tmp_path, monkeypatch):
    for name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "HTTPS"):
        monkeypatch.delenv(name, raising=False)
    prepare_demo(tmp_path / "data")
    key = os.environ["SECRET_KEY"]
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    monkeypatch.delenv("SECRET_KEY")
    prepare_demo(tmp_path / "data")
    assert os.environ["SECRET_KEY"] == key
    assert os.environ["DATABASE_URL"].endswith("/data/annotator.sqlite3")


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/", "/no-such-page/"])
def test_every_answer_carries_the_policy(db, address):
    headers = Client().get(address).headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_static_files_carry_their_hash_and_find_each_other(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "annotator.operations.storage.HashedStaticFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = [
        path for path in tmp_path.rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    assert any(path.name.startswith("page.") for path in hashed)
    imports = 0
    for script in (
        path for path in hashed if (ROOT / "static" / source_of(path, tmp_path)).exists()
    ):
        for name in re.findall(r"""from\s+["'](\.[^"']+)["']""", script.read_text()):
            imports += 1
            assert re.search(r"\.[0-9a-f]{12}\.js$", name), f"{script.name} imports {name} unhashed"
            assert (script.parent / name).is_file(), (
                f"{script.name} imports {name}, which is not there"
            )
        if source_of(script, tmp_path) in BUNDLED:
            continue  # with all that it imports: see tests/test_bundle.py
        source = ROOT / "static" / source_of(script, tmp_path)
        left, whole = script.read_text(), source.read_text()
        assert not re.search(r"^\s*(//|/\*\*$)", left, re.MULTILINE)
        assert [line for line in whole.splitlines() if is_code(line)] == [
            re.sub(r"\.[0-9a-f]{12}\.js", ".js", line)
            for line in left.splitlines()
            if is_code(line)
        ]
    assert imports
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.glob("annotator.*.css.gz"))


def is_code(line: str) -> bool:
    """Whether a line of our scripts is more than a comment, whose lines begin with // or *."""
    return (bool(line.strip()) and not re.match(r"\s*(//|/\*\*|\*)", line)) or "*/ (" in line


@pytest.mark.parametrize(
    "script, left",
    [
        ("// why\nlet a = 1; // here\n", "let a = 1; // here\n"),
        ("/**\n * @param {string} a\n */\nf(a);\n", "f(a);\n"),
        ("  /** @type {X} */\n  x = 1;\n", "  x = 1;\n"),
        ("/** @type {X} */ (a).b = 1;\n", "/** @type {X} */ (a).b = 1;\n"),
        ("/** @type {X} */ (a);\n/** why */\nb();\n", "/** @type {X} */ (a);\nb();\n"),
        ('const url = "https://a";\n', 'const url = "https://a";\n'),
    ],
)
def test_comments_that_have_lines_to_themselves_stay_at_home(script, left):
    assert uncommented(script) == left


def source_of(path: Path, root: Path) -> str:
    return re.sub(r"\.[0-9a-f]{12}\.", ".", str(path.relative_to(root)))


class Forbidden(HTMLParser):
    """What the policy forbids, and what htmx without eval silently ignores."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.found.append(f"inline <{tag}>")
        for name, value in given.items():
            handler = name.startswith(("on", "hx-on")) or name == "style"
            evaluated = (name == "hx-trigger" and "[" in value) or (
                name in {"hx-vals", "hx-headers", "hx-vars"}
                and value.lstrip().startswith(("js:", "javascript:"))
            )
            if handler or evaluated or value.strip().lower().startswith("javascript:"):
                self.found.append(f"{name}={value!r}")


def forbidden_in(html: str) -> list[str]:
    parser = Forbidden()
    parser.feed(re.sub(r"\{%.*?%\}|\{#.*?#\}", "", html, flags=re.DOTALL))
    return parser.found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_templates_hold_nothing_that_the_policy_forbids(page):
    assert forbidden_in(page.read_text()) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>",
        "<style>a{}</style>",
        '<p style="color:red">',
        '<a onclick="x()">',
        '<a href="javascript:x()">',
        '<a hx-trigger="click[ctrlKey]">',
        "<a hx-vals='js:{a: 1}'>",
    ],
)
def test_what_is_forbidden_is_seen(html):
    assert forbidden_in(html)


ESCAPE_BY_HAND = {
    # Fills shapes with escaped values: what all others draw with.
    "annotator/markup.py",
    # A long article has thousands of pieces and cards, drawn again at each change: decision 8.
    "annotator/annotations/drawing/html.py",
    # The cards of a long article's places: shapes would cost their page a seventh of its time.
    "annotator/reconciliation/adjudication/html.py",
    "annotator/reconciliation/adjudication/side_by_side.py",
}


def test_only_these_files_escape_by_hand():
    """All others leave it to `annotator.markup` and to Django, and call no markup safe."""
    escaping = {
        str(path.relative_to(ROOT))
        for package in ("annotator", "articles")
        for path in (ROOT / package).rglob("*.py")
        if re.search(
            r"\b(SafeString|mark_safe|SafeText)\(|import escape\b|html\.escape", path.read_text()
        )
    }
    assert escaping == ESCAPE_BY_HAND
    assert PAGES
    for page in PAGES:
        assert not re.search(r"\|\s*safe\b|autoescape off", page.read_text()), page.name


def test_addresses_are_never_written_out():
    """Links and forms name their view: {% url %}."""
    assert PAGES
    for page in PAGES:
        written = re.findall(r'(?:href|action|hx-get|hx-post|src)="/[^"]*"', page.read_text())
        assert not written, f"{page.name}: {written}"
