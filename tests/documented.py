"""Which commands the README and the docs name: in fences, in indented lines, between backticks."""

import re
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# The changelog and the decisions tell of what was, too: a command may have gone since.
PAGES = [ROOT / "README.md", *ROOT.glob("CONTRIBUTING.md"), *sorted((ROOT / "docs").glob("*.md"))]
PYTHON = re.compile(r"(?:\S*/)?python3?")


class Command(NamedTuple):
    """What is run (a make target, a command of manage.py, a module), and the words after it."""

    program: str
    name: str
    words: tuple[str, ...] = ()


def snippets(text: str) -> Iterator[str]:
    """Yield the code of a page of Markdown, line by line."""
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line.strip()
        yield from re.findall(r"`([^`]+)`", line)


def commands(text: str, known: frozenset[str] = frozenset()) -> Iterator[Command]:
    """Yield the commands that a page names; one of `known` is one of manage.py's by its bare name."""
    for snippet in snippets(text):
        for part in re.split(r"&&|\s\|\s|[;'\"#>]", snippet):
            words = list(dropwhile(re.compile(r"[A-Z_]+=").match, part.split()))  # its environment
            if len(words) > 1 and PYTHON.fullmatch(words[0]):
                words = words[1:]
                if words[0] == "-m" and len(words) > 1:
                    yield Command("python -m", words[1], tuple(words[2:]))
            match words:
                case ["make", target, *more]:
                    yield Command("make", target, tuple(more))
                case ["manage.py", name, *more] if re.fullmatch(r"[a-z_]+", name):
                    yield Command("manage.py", name, tuple(more))
                case [name, *more] if name in known:
                    yield Command("manage.py", name, tuple(more))


def named(known: frozenset[str]) -> set[Command]:
    """Return every command that any page names."""
    return {found for page in PAGES for found in commands(page.read_text(), known)}
