"""The packages that the locks name, and the licence that each says it has."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
RUN = "run"
NOT_SHIPPED = "dev"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)
ELSEWHERE = {"colorama": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause", "pywin32": "PSF-2.0"}
"""What is locked for other systems alone, and so is not here to be asked."""
BY_CLASS = {"MIT License": "MIT", "Apache Software License": "Apache-2.0"}
"""Classifiers that mean one licence of SPDX; “BSD License” may be any of several."""
SAID = {"qrcode": "BSD-3-Clause AND MIT"}
"""What stands in a package's licence, where its classifiers say less."""
SHORT = 40


class Unknown(Exception):
    """A package whose licence cannot be told; the message names it, and the remedy."""


@dataclass(frozen=True)
class Package:
    """One locked package: `locks` name it; `where` says on which systems, if not on all."""

    name: str
    version: str
    licence: str
    locks: tuple[str, ...]
    where: str = ""
    needs: tuple[str, ...] = ()


def locks() -> list[str]:
    """The names of the locks of what is shipped, that of every desk first."""
    found = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
    return sorted(set(found) - {NOT_SHIPPED}, key=lambda name: (name != RUN, name))


def shipped() -> list[Package]:
    """All packages that a desk may be installed with, by name. Raises Unknown."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for lock in locks():
        text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        for one in LOCKED.findall(text):
            named.setdefault(one, []).append(lock)
    names = {name for name, _, _ in named}
    found = []
    for (name, version, where), among in sorted(named.items()):
        told = _told(name, version, where)
        licence = licence_of(told) if told else ELSEWHERE[name]
        needs = tuple(sorted(_needs(told) & names)) if told else ()
        found.append(Package(name, version, licence, tuple(among), where, needs))
    return found


def _told(name: str, version: str, where: str) -> PackageMetadata | None:
    """What an installed package says of itself; None for one of another system.

    One that is locked for another Python in another version speaks for both.
    """
    is_here = not where or Marker(where).evaluate()
    try:
        told = metadata(name)
    except PackageNotFoundError:
        if name in ELSEWHERE and not is_here:
            return None
        raise Unknown(f"{name} is not installed: make .venv/dev") from None
    if is_here and told["Version"] != version:
        raise Unknown(f"{name} is here as {told['Version']}, not as {version}: make .venv/dev")
    return told


def licence_of(told: PackageMetadata) -> str:
    """The licence that a package names: by an expression, in a word, or by its classifiers."""
    if expression := SAID.get(one_name(_first(told, "Name"))) or _first(told, "License-Expression"):
        return expression
    words = _first(told, "License")
    classes = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    names = [one.rpartition(" :: ")[2] for one in classes]
    if re.fullmatch(r"[A-Z][A-Za-z.]*-\d[\w.-]*|MIT", words):  # a name of SPDX
        return words
    if classes:
        return " AND ".join(sorted(BY_CLASS.get(name, name) for name in names))
    if words and len(words) <= SHORT and "\n" not in words:
        return words
    raise Unknown(f"{told['Name']} names no licence: look at it, and say here what it is")


def _first(told: PackageMetadata, name: str) -> str:
    return str((told.get_all(name) or [""])[0]).strip()


def _needs(told: PackageMetadata) -> set[str]:
    found = set()
    for line in told.get_all("Requires-Dist") or []:
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            found.add(one_name(wanted.name))
    return found


def one_name(name: str) -> str:
    """A package's name as locks spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def is_copyleft(licence: str) -> bool:
    """Whether a licence is the GPL or the AGPL, with no other to choose beside it.

    The LGPL is none: a library under it is used as it is.
    """
    choices = re.split(r"\s+OR\s+", licence)
    strong = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)
    return all(strong.search(one) for one in choices)
