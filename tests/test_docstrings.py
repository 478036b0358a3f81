"""Docstrings of functions and methods begin with a verb; the files that they name exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Folders, with all that is below them, and single files, whose docstrings are held to the rule.
PLACES = ["articles", "annotator"]
# What a docstring may begin with: extend the list by verbs in the imperative, and by nothing else.
WORDS = """
    Accept Add Answer Ask Assign Average Become Bring Build Change Check Choose Close Collect
    Compare Compute Confirm Copy Count Cut Decide Delete Divide Do Draw Drop End Erase Escape Fetch Fill Finish Follow
    Give Group Hand Hold Invite Join Keep Lay Leave Let Link List Load Lock Look Make Mark Match Merge
    Name Note Number Offer Open Pair Preview Print Publish Put Raise Read Redirect Refuse Remember Reopen Restore Return
    Revoke Rewrite Rule Run Save Say Seal Send Set Settle Show Sign Sort Stop Store Submit Take Tell Undo Unlink
    Withdraw Write Yield
"""
VERBS = frozenset(re.findall(r"\w+", WORDS))
ATTRIBUTES = {"property", "cached_property"}  # they may be noun phrases, as classes may
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files() -> list[Path]:
    found = [
        path
        for place in PLACES
        for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    assert len(found) > 100
    return found


def wrong_beginnings(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and first word of every function's docstring that begins with no known verb."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, Function):
            continue
        if {ast.unparse(each).split(".")[-1] for each in node.decorator_list} & ATTRIBUTES:
            continue
        words = re.findall(r"\S+?(?=[\s,.:;]|$)", ast.get_docstring(node) or "")
        if words and words[0] not in VERBS:
            yield node.lineno, words[0]


def test_docstrings_of_functions_begin_with_a_verb():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} begins with “{word}”"
        for path in files()
        for line, word in wrong_beginnings(path.read_text())
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source, found",
    [
        ('def f():\n    """The articles that differ."""', ["The"]),
        ('def f():\n    """Return the articles that differ."""', []),
        ('class A:\n    def f(self):\n        """Whether it differs."""', ["Whether"]),
        ('class A:\n    @property\n    def f(self):\n        """Whether it differs."""', []),
        ('def f():\n    def g():\n        """Those inside."""', ["Those"]),
        ("def f():\n    pass", []),
    ],
)
def test_a_wrong_beginning_is_found(source, found):
    assert [word for _, word in wrong_beginnings(source)] == found


def test_every_public_function_says_what_it_does():
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in files()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, Function)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def test_files_that_docstrings_name_exist():
    """Hold stale names of modules out of docstrings: files are renamed, and prose is forgotten."""
    tops = ("articles", "annotator", "tests")
    names = {path.name for top in tops for path in (ROOT / top).rglob("*.py")}
    names.add("manage.py")
    gone = [
        f"{path.relative_to(ROOT)} names {name}"
        for path in files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, Function | ast.ClassDef | ast.Module)
        for name in re.findall(r"\b(\w+\.py)\b", ast.get_docstring(node) or "")
        if name not in names
    ]
    assert not gone, "\n".join(gone)
