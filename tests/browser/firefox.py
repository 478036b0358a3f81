"""Firefox, driven by puppeteer-core over WebDriver BiDi: what a person's hands do, and no more."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.browser.hands import EDGES

ROOT = Path(__file__).resolve().parents[2]
BRIDGE = Path(__file__).with_suffix(".js")
ADVICE = (
    "no Firefox to drive: it needs Firefox (`apt-get install firefox-esr`), Node, and "
    "puppeteer-core (`npm install`)"
)
PATIENCE = 90_000


def find() -> str | None:
    """The path of Firefox, where node and what drives it are there, too."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    driver = ROOT / "node_modules" / "puppeteer-core" / "package.json"
    return path if path and shutil.which("node") and driver.is_file() else None


class Firefox:
    """One window of a fresh profile. What it is told, it has done when the call returns."""

    def __init__(self, path: str) -> None:
        # A home of its own: Firefox writes into it, and a root's browser refuses another's.
        self.process = subprocess.Popen(
            ["node", str(BRIDGE), path], cwd=ROOT, env=os.environ | {"MOZ_HEADLESS": "1"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.version = self._answer()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "Firefox or its driver ended."
        told = json.loads(line)
        assert "error" not in told, told["error"]
        return told["answer"]

    def tell(self, command: str, **given: Any) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def sign_in(self, user: Any, url: str) -> None:
        from django.test import Client

        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        value = client.cookies["sessionid"].value
        self.tell("cookie", cookie={"name": "sessionid", "value": value, "domain": url})

    def goto(self, url: str) -> None:
        self.tell("goto", url=url)

    def evaluate(self, code: str) -> Any:
        return self.tell("evaluate", code=code)

    def wait(self, code: str) -> None:
        """Wait until an expression is true."""
        self.tell("wait", code=code, timeout=PATIENCE)

    def press(self, *chords: str) -> None:
        for chord in chords:
            self.tell("press", keys=chord.split("+"))

    def drag(self, quote: str, nth: int = 0) -> None:
        """Drag the mouse over the nth occurrence of some words."""
        at = self.evaluate(f"({EDGES})({json.dumps([quote, nth])})")
        assert at, f"the page does not show {quote!r}"
        self.tell("drag", **{"from": [at["x1"], at["y1"]], "to": [at["x2"], at["y2"]]})

    def click(self, selector: str) -> None:
        box = self.evaluate(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            " one.scrollIntoView({block: 'nearest'}); const box = one.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        self.tell("click", at=box)

    def text(self, selector: str) -> list[str]:
        return list(
            self.evaluate(
                f"[...document.querySelectorAll({json.dumps(selector)})]"
                ".filter((one) => one.checkVisibility()).map((one) => one.textContent)"
            )
        )
