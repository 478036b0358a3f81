"""The wheel, in an environment that has nothing else: the demo from it, with its pages and styles."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from faults.processes import free_port

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"

pytestmark = pytest.mark.slow


def uv(*words: str | Path) -> None:
    """Run uv; where no package can be had, the tests of this file are skipped."""
    done = subprocess.run([UV, *words], cwd=ROOT, capture_output=True, text=True, timeout=900)
    if re.search("client error|dns error|network", done.stderr) and not os.environ.get("CI"):
        pytest.skip(f"no package can be had here: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The programs of an environment into which the wheel was installed, with what it asks for."""
    if not UV.exists():
        pytest.skip("uv builds the wheel, and is not here")
    folder = tmp_path_factory.mktemp("installed")
    uv("build", "--wheel", "--no-build-isolation", "--python", sys.executable, "-o", folder)
    (wheel,) = folder.glob("*.whl")
    python = folder / "env" / "bin" / "python"
    uv("venv", "--quiet", "--python", sys.executable, folder / "env")
    uv("pip", "install", "--quiet", "--python", python, wheel, "-c", "requirements/run.txt")
    return python.parent


def answer(url: str) -> str:
    """What an address answers; "" while nobody does."""
    try:
        return str(urllib.request.urlopen(url, timeout=90).read().decode())
    except urllib.error.HTTPError:
        raise
    except OSError:
        return ""


def beside_the_package(programs: Path) -> set[str]:
    found = programs.parent.glob("lib/*/site-packages/*")
    return {path.name for path in found if path.name != "__pycache__"}


def test_the_demo_is_served_from_it_with_its_styles_and_a_worker(installed, tmp_path):
    port = free_port()
    at = f"http://127.0.0.1:{port}"
    # Settings of its own stand in its folder.
    (tmp_path / "annotator-data").mkdir()
    (tmp_path / "annotator-data" / ".env").write_text("SCRIPT_NAME=/news\n")
    # Another program's settings lie in the folder that it is started in.
    (tmp_path / ".env").write_text("DATABASE_URL=postgres://another@127.0.0.1:1/another\n")
    before = beside_the_package(installed)
    demo = subprocess.Popen(
        [installed / "annotator", "demo", "--port", str(port)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )
    try:
        while not (page := answer(f"{at}/news/accounts/sign-in/")):
            assert demo.poll() is None, "the demo ended by itself"
            time.sleep(0.2)
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        assert styles
        for address in styles:
            assert address.startswith("/news/static/")
            assert "{" in answer(at + address)
        while answer(f"{at}/news/health/ready") != "ready\n":
            time.sleep(0.2)
    finally:
        demo.terminate()
        demo.wait(60)
    assert {"annotator.sqlite3", "secret_key", "static"} <= {
        path.name for path in (tmp_path / "annotator-data").iterdir()
    }
    assert beside_the_package(installed) == before


def test_it_says_its_release_and_refuses_a_folder_that_cannot_be_made(installed, tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    said = "from annotator.operations.release import release; print(release())"
    told = subprocess.check_output(
        [installed / "python", "-c", said], cwd=tmp_path, env=environment, text=True
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", told)
    done = subprocess.run(
        [installed / "annotator", "demo"],
        cwd=tmp_path,
        env=environment | {"DATA_FOLDER": str(tmp_path / "none" / "there")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Name a folder that can by DATA_FOLDER" in done.stderr
    assert list(tmp_path.iterdir()) == []
