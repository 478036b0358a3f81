"""Every command that the README and the docs name is known here, and is run.

A new name in the docs needs an entry in one of the three tables, which says how it is tried in its
smallest form; the options that the docs give a command of manage.py must be its own.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection

from annotator.annotations.assignments import actions
from annotator.background.models import BackgroundTask
from annotator.exchange.registry import TABLES
from annotator.people.models import User
from annotator.vocabulary.models import Label
from articles.models import Article
from tests.annotations.recording.test_document_labels import give
from tests.background.tasks import count
from tests.documented import commands, named
from tests.exchange.conftest import mark
from tests.make_trials import MODULES, TARGETS

APPS = get_commands()
OURS = frozenset(
    name for name, app in APPS.items() if str(app).startswith(("annotator", "articles"))
)
# Names that a desk's shell does not set, but the suite or the make that runs it does.


@pytest.fixture
def desk(article, ada, labels, reading):
    """Ada has read the article: she has marked a claim, labelled the whole, and submitted."""
    mark(article, ada, labels["claim-quantity"], "1,100 kilometres")
    Label.objects.filter(kind="stance").update(of_articles=True)
    give(article, ada, "stance-favour", target="Omar Reza")
    actions.submit(article, ada)
    return article


def told(name: str, *words: object, **options: object) -> str:
    out = io.StringIO(newline="")
    call_command(name, *map(str, words), stdout=out, **options)
    return out.getvalue()


def written(name: str, folder: Path) -> str:
    """Run an export of the story as documented; return the path of its file."""
    path = folder / f"{name.partition('_')[2]}.csv"
    path.write_bytes(told(name, "--story", "pipeline", "--bom").encode())
    assert "story" in header_of(path)
    return str(path)


def header_of(path: Path) -> list[str]:
    """Return the columns that a file names in its first line, which ends with CRLF."""
    return path.read_bytes().decode("utf-8-sig").partition("\r\n")[0].split(",")


def export_table(folder: Path) -> None:
    """Write every table by its name: the older commands are names for some of them."""
    for table in TABLES:
        path = folder / table.file
        path.write_bytes(told("export_table", table.name, "--story", "pipeline", "--bom").encode())
        header = header_of(path)
        assert header[: len(table.columns)] == [column.name for column in table.columns]


def export_qdc(folder: Path) -> None:
    assert 'name="Quantity" isCodable="true"' in told("export_qdc")


def export_methods(folder: Path) -> None:
    assert told("export_methods", "--story", "pipeline").startswith("# Methods: The pipeline")
    words = ["--format", "latex", "--names", "usernames"]
    assert "ada & 1" in told("export_methods", "--story", "pipeline", *words)


def import_codebook(folder: Path) -> None:
    (folder / "codebook.csv").write_bytes(told("export_table", "codebook").encode())
    (folder / "new.csv").write_text("label,definition\nclaim-event,It happened.\n")
    (folder / "other.qdc").write_text(told("export_qdc"))
    everything = told("import_codebook", folder / "codebook.csv", "--editions", "--by", "ada")
    assert everything == "0 editions stored, 1 there already.\n"
    assert "says all of it already" in told(
        "import_codebook", folder / "other.qdc", "--kind", "entity"
    )
    new = ["import_codebook", folder / "new.csv"]
    assert told(*new, "--preview") == "claim-event: changed (definition)\n"
    assert "in the draft of edition 2" in told(*new)


def taken_in(kind: str) -> Callable[[Path], None]:
    """Import what the same desk has exported: all is there already."""

    def run(folder: Path) -> None:
        path = written(f"export_{kind}", folder)
        assert "stored, 1 there already." in told(f"import_{kind}", path, "--create")

    return run


def export_format(folder: Path) -> None:
    told("export_format", "w3c", "--story", "pipeline", "--output", folder / "out.jsonld")
    assert b"claim-quantity" in (folder / "out.jsonld").read_bytes()


def import_format(folder: Path) -> None:
    """Import what the same desk has exported: all is there already."""
    export_format(folder)
    words = [folder / "out.jsonld", "--story", "pipeline", "--create"]
    assert "Nothing was stored." in told("import_format", *words, "--preview")
    assert "0 annotations stored, 2 there already." in told("import_format", *words)


def import_leads(folder: Path) -> None:
    article = Article.objects.order_by("pk").first()
    head = "quote_a,article_a,quote_b,article_b,sentence\n"
    (folder / "leads.csv").write_text(f"{head}Karachi,{article.pk},Kasur,{article.pk},No.\n")
    words = [folder / "leads.csv", "--story", "pipeline"]
    assert "1 leads would come in" in told("import_leads", *words, "--preview")
    assert told("import_leads", *words) == "1 leads stored, 0 there already.\n"


def import_articles(folder: Path) -> None:
    (folder / "one.txt").write_text("A text of its own.\n")
    words = ["--story", "pipeline", "--source", "The Post", folder / "one.txt"]
    assert "Stored 1 article" in told("import_articles", *words)


def revise_article(folder: Path) -> None:
    article = Article.objects.order_by("pk").first()
    (folder / "new.txt").write_text(article.text + "One more line.\n")
    words = [article.pk, folder / "new.txt", "--by", User.objects.first().username]
    assert "Nothing was stored" in told("revise_article", *words, "--preview")
    assert "Stored version 2" in told("revise_article", *words, "--noted")
    assert "of version 1 again" in told("revise_article", article.pk, *words[2:], "--undo")


def check_edition(folder: Path) -> None:
    """With editions of its own: tests/comparison/editions/test_publishing.py."""
    (folder / "edition.json").write_text("{}")
    with pytest.raises(CommandError, match="this is no edition"):
        told("check_edition", folder / "edition.json")


def load_vocabulary(folder: Path) -> None:
    there = Label.objects.count()
    told("load_vocabulary")
    assert Label.objects.count() > there


def createsuperuser(folder: Path) -> None:
    told("createsuperuser", "--no-input", "--username", "root", "--email", "root@example.org")
    assert User.objects.get(username="root").is_superuser


def collectstatic(folder: Path) -> None:
    assert "static file" in told("collectstatic", "--no-input", "--dry-run")


def sendtestemail(folder: Path) -> None:
    told("sendtestemail", "you@example.org")
    assert mail.outbox[0].to == ["you@example.org"]


def backup(folder: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("of a SQLite desk; tests/desk/test_backup.py tries what it says of another")
    told("backup", folder / "copy.sqlite3")
    assert (folder / "copy.sqlite3").is_file()


def reindex_search(folder: Path) -> None:
    assert "taken into the index" in told("reindex_search")
    assert "0 changes taken" in told("reindex_search", changes=True)


def worker(folder: Path) -> None:
    """With processes of its own: tests/background/test_processes.py."""
    count.ask(1)
    told("worker", "--once")
    assert BackgroundTask.objects.get().state == "done"


def machine_read(folder: Path) -> None:
    """With engines of its own: tests/machines/runs/test_command.py."""
    with pytest.raises(CommandError, match="has no machine reader"):
        told("machine_read", "--story", "pipeline", "--reader", "machine-cues")


def mcp(folder: Path) -> None:
    """Talked with over its streams: tests/exchange/assistant/test_mcp.py."""
    with pytest.raises(CommandError, match="There is no story"):
        told("mcp", "--story", "nonsense", "--address", "https://desk.example")


def check(folder: Path) -> None:
    """With --deploy in a desk's own process: tests/test_frame.py, test_a_desk_checks_clean."""
    assert "no issues" in told("check")


def demo_desk(folder: Path) -> None:
    assert "The demo desk is made." in told("demo", "--no-serve")


COMMANDS: dict[str, Callable[[Path], None]] = {
    **{
        name: lambda folder, name=name: bool(written(name, folder)) and None
        for name in sorted(OURS)
        if name.startswith("export_")
        and name not in {"export_table", "export_format", "export_qdc", "export_methods"}
    },
    "export_qdc": export_qdc,
    "export_methods": export_methods,
    "import_codebook": import_codebook,
    "export_table": export_table,
    "export_format": export_format,
    "import_format": import_format,
    "import_labels": taken_in("labels"),
    "import_article_labels": taken_in("article_labels"),
    "import_readings": taken_in("readings"),
    "import_articles": import_articles,
    "import_leads": import_leads,
    "revise_article": revise_article,
    "check_edition": check_edition,
    "load_vocabulary": load_vocabulary,
    "createsuperuser": createsuperuser,
    "collectstatic": collectstatic,
    "sendtestemail": sendtestemail,
    "backup": backup,
    "reindex_search": reindex_search,
    "worker": worker,
    "machine_read": machine_read,
    "mcp": mcp,
    "check": check,
    "demo": demo_desk,
    "migrate": lambda folder: told("migrate", "--check") and None,
}
"""How each command of manage.py is tried, on the tests' database."""

KNOWN = {"make": TARGETS, "python -m": MODULES, "manage.py": COMMANDS}


def test_every_command_that_is_named_is_known():
    found = {(command.program, command.name) for command in named(OURS)}
    assert len(found) > 20
    known = {(program, name) for program, table in KNOWN.items() for name in table}
    assert not found - known, "say in tests/test_documented_commands.py how these are tried"


def test_every_command_of_the_projects_own_is_told():
    assert {command.name for command in named(OURS) if command.program == "manage.py"} >= OURS


def test_the_options_that_are_named_are_its_own():
    asked = 0
    for command in named(OURS):
        if command.program == "manage.py":
            parser = load_command_class(APPS[command.name], command.name).create_parser("", "")
            for word in command.words:
                if (option := word.strip("[]")).startswith("-") and option.strip("-u"):
                    asked += 1
                    assert option in parser._option_string_actions, command
    assert asked > 10


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_make(target, tmp_path):
    TARGETS[target](tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_a_module(name):
    MODULES[name]()


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.django_db
def test_a_command_of_manage_py(name, request, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    if name != "demo":  # which fills an empty desk alone
        request.getfixturevalue("desk")
    COMMANDS[name](tmp_path)


@pytest.mark.parametrize(
    "page, found",
    [
        ("Run `make one` or `manage.py two --x`.", ["make one", "manage.py two"]),
        ("    su - desk -c 'cd app && make .venv/run'", ["make .venv/run"]),
        ("```sh\n.venv/bin/python -m tests --only x\n```", ["python -m tests"]),
        ("    apt-get install make git", []),
        ("We make sense of `ours` and of `make`.", ["manage.py ours"]),
    ],
)
def test_what_a_page_names_is_found(page, found):
    said = [f"{one.program} {one.name}" for one in commands(page, frozenset({"ours"}))]
    assert said == found
