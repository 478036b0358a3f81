"""The image and the desk in containers: read, and, where Docker and the base images are, started."""

import contextlib
import fnmatch
import http.client
import importlib
import os
import re
import runpy
import shlex
import shutil
import ssl
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from faults.processes import free_port
from tests.test_docs import READ, READERS
from tests.test_frame import GOOD

ROOT = Path(__file__).resolve().parent.parent
SECRET = re.compile(r"SECRET|PASSWORD|TOKEN|KEY|DSN")


class Line(NamedTuple):
    """One instruction of the Dockerfile, with its words."""

    name: str
    words: str


def instructions() -> list[Line]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [Line(*line.split(maxsplit=1)) for line in lines if line.strip()]


def final_stage() -> list[Line]:
    every = instructions()
    last = max(at for at, line in enumerate(every) if line.name == "FROM")
    return every[last:]


def copied(lines: list[Line]) -> list[tuple[list[str], str]]:
    """What is copied from here: the sources, and to where."""
    found = [shlex.split(line.words) for line in lines if line.name == "COPY"]
    return [(words[:-1], words[-1]) for words in found if not words[0].startswith("--from=")]


def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


DESK = ("migrate", "web", "worker")


def images() -> list[str]:
    stages = {line.words.split()[-1] for line in instructions() if " AS " in line.words}
    named = [line.words.split()[0] for line in instructions() if line.name == "FROM"]
    named += [one["image"] for one in compose()["services"].values()]
    return [image for image in named if image not in stages]


def test_every_image_has_a_tag_and_none_is_the_latest():
    assert len(images()) >= 6
    for image in images():
        _, _, tag = image.rpartition("/")[2].partition(":")
        assert tag, image
        assert tag != "latest"


def test_nobody_is_root_and_nothing_that_is_run_can_be_written():
    users = [line.words for line in final_stage() if line.name == "USER"]
    assert users
    assert all(re.fullmatch(r"[1-9]\d+:[1-9]\d+", user) for user in users)
    for name in (*DESK, "nginx"):
        service = compose()["services"][name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "user" not in service
    for name, service in compose()["services"].items():
        assert not {"privileged", "network_mode", "pid", "cap_add"} & service.keys(), name
        assert "ports" not in service or name == "nginx", "only nginx is reached from outside"


def test_every_path_that_is_copied_is_there_and_is_sent_to_whoever_builds():
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"]
    sources = [path for words, _ in copied(instructions()) for path in words]
    assert len(sources) > 8
    for path in sources:
        assert (ROOT / path).exists(), path
        assert path.split("/")[0] in let_in, path
    # And nothing that the desk is made of is left out.
    assert {"annotator", "articles", "templates", "static", "manage.py"} <= set(sources)
    assert "pyproject.toml" in sources  # which says the release
    assert not any(fnmatch.fnmatch(name, one) for name in (".env", "data") for one in let_in)


def test_packages_are_the_locked_ones():
    installs = [line.words for line in instructions() if "pip install" in line.words]
    assert installs
    for words in installs:
        assert "--require-hashes" in words
        assert re.findall(r"--requirement (\S+)", words) == ['"/requirements/$lock.txt"']
    [extras] = [line.words for line in instructions() if line.words.startswith("EXTRAS=")]
    built_with = compose()["x-desk"]["build"]["args"]["EXTRAS"]
    assert built_with == f"${{{extras.replace('=', '-').replace(chr(34), '')}}}"
    locks = extras.partition("=")[2].strip('"').split()
    assert {"saml", "sentry"} <= set(locks)  # each has settings that need it
    copied_locks = {
        path for words, to in copied(instructions()) for path in words if to == "/requirements/"
    }
    everything = {f"requirements/{name}.txt" for name in ("run", *extras_there())}
    assert copied_locks == everything
    assert {f"requirements/{name}.txt" for name in locks} <= everything


def extras_there() -> list[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return list(told["project"]["optional-dependencies"])


def test_health_is_asked_and_the_commands_are_there():
    [health] = [line.words for line in final_stage() if line.name == "HEALTHCHECK"]
    [command] = [line.words for line in final_stage() if line.name == "CMD"]
    there = {Path(path).name for words, _ in copied(final_stage()) for path in words}
    for words in (health.partition("CMD ")[2], command):
        program, *rest = yaml.safe_load(words)
        assert program in {"python", "gunicorn"}
        for path in (word for word in rest if word.endswith(".py")):
            assert (ROOT / path).is_file()
            assert Path(path).name in there
    assert importlib.import_module("annotator.wsgi").application
    for name, service in compose()["services"].items():
        assert service.get("image") == "annotator:local" or "healthcheck" in service, name
        if service.get("command", [])[:2] == ["python", "manage.py"]:
            _, _, manage, *options = service["command"]
            parser = load_command_class(get_commands()[manage], manage).create_parser("", manage)
            parser.parse_args(options)
        for on in service.get("depends_on", ()):
            assert on in compose()["services"]


@pytest.mark.slow
def test_what_is_copied_is_a_whole_desk(tmp_path):
    """As the image makes it, without Docker: the files that it copies, and the command that it runs."""
    for sources, to in copied(final_stage()):
        for path in sources:
            if (ROOT / path).is_dir():
                shutil.copytree(ROOT / path, tmp_path / to)
            else:
                (tmp_path / to).mkdir(exist_ok=True)
                shutil.copy(ROOT / path, tmp_path / to)
    [made] = [line.words for line in final_stage() if "collectstatic" in line.words]
    known = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-ec", made], cwd=tmp_path, env=known, check=True)
    assert list((tmp_path / "data/static").glob("annotator.*.css.gz"))
    asked = ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    subprocess.run(asked, cwd=tmp_path, env=known | GOOD, check=True)


@pytest.mark.parametrize("status, code", [(200, 0), (503, 1), (0, 1)])
def test_health_is_told_by_the_exit_status(status, code, monkeypatch):
    """Status 0 is none: nobody listens."""
    asked = []

    class Connection(http.client.HTTPConnection):
        def request(self, method, url, **words) -> None:
            asked.append((self.host, self.port, url, words["headers"]["Host"]))
            if not status:
                raise ConnectionRefusedError

        def getresponse(self) -> Any:
            return type("Answer", (), {"status": status})

    monkeypatch.setattr("http.client.HTTPConnection", Connection)
    monkeypatch.setenv("ALLOWED_HOSTS", " desk.example.org, other.example.org")
    monkeypatch.setenv("SCRIPT_NAME", "/news")
    assert runpy.run_path(str(ROOT / "deploy/healthy.py"))["main"]() == code
    assert asked == [("127.0.0.1", 8000, "/news/health/live", "desk.example.org")]


def test_who_is_told_to_end_has_the_time(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    seconds = {
        name: int(one.get("stop_grace_period", "10s").rstrip("s"))
        for name, one in compose()["services"].items()
    }
    conf = runpy.run_path(str(ROOT / "deploy/gunicorn.conf.py"))
    assert conf["graceful_timeout"] < seconds["web"]
    unit = (ROOT / "deploy/annotator@.service").read_text()
    assert conf["graceful_timeout"] < int(re.findall(r"TimeoutStopSec=(\d+)", unit)[0])
    assert seconds["worker"] > 60


NOT_HANDED_ON = {
    "HTTPS": "nginx speaks https and leads http there",
    "SCRIPT_NAME": "deploy/compose-nginx.conf gives the desk a host of its own",
    "DATA_FOLDER": "nothing is written but /tmp",
    "DEBUG": "of a developer's machine",
    "ANNOTATOR_DEMO": "of the demo",
}
"""Settings of the desk that a desk in containers is not given, and why."""


def test_every_setting_that_the_desk_reads_is_handed_on_and_no_other():
    read = {name for file in READERS for name in re.findall(READ, file.read_text())}
    assert NOT_HANDED_ON.keys() <= read
    for name in DESK:
        given = set(compose()["services"][name]["environment"])
        assert given <= read, given - read
        assert read - given == NOT_HANDED_ON.keys(), read ^ given
    page = (ROOT / "docs/deployment.md").read_text()
    section = page.partition("## In containers")[2].partition("\n## ")[0]
    for name in NOT_HANDED_ON:
        assert f"`{name}`" in section, name


def test_what_is_handed_on_bears_its_own_name():
    given = compose()["x-desk"]["environment"]
    for name, value in given.items():
        for inside in re.findall(r"\$\{([A-Z_]+)", str(value)):
            assert inside == name or (name, inside) in {
                ("DATABASE_URL", "POSTGRES_PASSWORD"), ("TRUSTED_PROXIES", "DESK_NETWORK"),
            }  # fmt: skip


@pytest.mark.slow
def test_what_is_handed_on_empty_is_as_if_it_were_not_set():
    given = compose()["x-desk"]["environment"]
    empty = {name: "" for name, value in given.items() if str(value).endswith(":-}")}
    assert len(empty) > 20
    known = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    subprocess.run(asked, cwd=ROOT, env=known | empty | GOOD, check=True)


def test_secrets_come_from_outside_and_none_has_a_value_here():
    told = (ROOT / "compose.yaml").read_text()
    found = re.findall(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}", told)
    assert {"SECRET_KEY", "POSTGRES_PASSWORD", "METRICS_TOKEN"} <= {name for name, *_ in found}
    for name, kind, value in found:
        if SECRET.search(name):
            assert (kind, value) == ("-", "") or kind == "?", name
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS", "CERTIFICATES"):
        assert {kind for one, kind, _ in found if one == name} == {"?"}, name
    for service in compose()["services"].values():
        for name, value in service.get("environment", {}).items():
            assert not SECRET.search(name) or str(value).startswith("${"), name
    kept = [line.words for line in instructions() if line.name in {"ENV", "ARG"}]
    assert not any(SECRET.search(words) for words in kept)


def test_nginx_is_believed_and_no_other_machine():
    told = compose()
    network = told["networks"]["default"]["ipam"]["config"][0]["subnet"]
    for name in DESK:
        assert told["services"][name]["environment"]["TRUSTED_PROXIES"] == network


def test_what_is_mounted_is_there():
    for service in compose()["services"].values():
        for volume in service.get("volumes", ()):
            if volume.startswith("./"):
                assert (ROOT / volume.partition(":")[0]).is_file(), volume


@pytest.mark.parametrize("name", ["nginx.conf", "compose-nginx.conf"])
def test_nginx_gives_health_and_measures_to_nobody_and_waits_for_who_is_slow(name):
    told = (ROOT / "deploy" / name).read_text()
    for place in ("location /health/ {", "location = /metrics {"):
        inside = told.partition(place)[2].partition("}")[0]
        assert "return 404;" in inside, place
    assert "proxy_buffering on;" in told


def docker(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker", *words], cwd=ROOT, env=os.environ | variables, capture_output=True, text=True
    )


def opened(address: str, trusting: ssl.SSLContext) -> str:
    return urllib.request.urlopen(address, context=trusting).read().decode()


@pytest.mark.slow
def test_a_whole_desk_in_containers_answers(tmp_path):
    if not (shutil.which("docker") and docker("info").returncode == 0):
        pytest.skip("no Docker answers here: the files were read")
    here = [docker("image", "inspect", one).returncode == 0 for one in {*images()}
            if one != "annotator:local"]  # fmt: skip
    if not all(here):
        pytest.skip("the base images are not here: the files were read")
    pair = ["-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"]
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*words, "-days", "2", *pair], check=True, capture_output=True)
    # nginx is nobody's root, either.
    tmp_path.chmod(0o755)
    (tmp_path / "privkey.pem").chmod(0o644)
    port = free_port()
    told = {
        "SECRET_KEY": "of-a-desk-in-containers-that-is-tried-and-thrown-away",
        "POSTGRES_PASSWORD": "triedandthrownaway",
        "ALLOWED_HOSTS": "localhost",
        "CSRF_TRUSTED_ORIGINS": f"https://localhost:{port}",
        "CERTIFICATES": str(tmp_path),
        "HTTP_PORT": str(free_port()),
        "HTTPS_PORT": str(port),
    }
    project = ["compose", "--project-name", f"annotator-tried-{port}"]
    try:
        started = docker(*project, "up", "--build", "--detach", **told)
        assert started.returncode == 0, started.stderr[-4000:]
        trusting = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        trusting.check_hostname = False
        page = ""
        while not page:
            with contextlib.suppress(OSError):
                page = opened(f"https://localhost:{port}/accounts/sign-in/", trusting)
        assert "Sign in" in page
        for styles in re.findall(r'<link rel="stylesheet" href="([^"]+)"', page):
            address = f"https://localhost:{port}{styles}"
            assert "{" in opened(address, trusting)
        who = docker(*project, "exec", "-T", "web", "id", "-u", **told)
        assert who.stdout.strip() == "10001"
        wrote = docker(*project, "exec", "-T", "web", "touch", "/app/x", **told)
        assert wrote.returncode != 0
    finally:
        docker(*project, "down", "--volumes", **told)
