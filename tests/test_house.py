"""The house: one meaning a name, files that are found where they are looked for, none too long."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
MOST_FILES, MOST_LINES = 16, 250
# Django asks each app and each command for a class of this name.
ONE_IN_EACH = {"Command"}
# Views that no page has: of the machine's health, and the one that each table is downloaded by.
FRAME_VIEWS = {"annotator.operations.health", "annotator.annotations.visibility.portions"}


def modules() -> Iterator[Path]:
    for package in ("annotator", "articles"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    for path in modules():
        yield path.relative_to(ROOT), ast.parse(path.read_text())


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The modules of our own views, by what the addresses lead to."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            module = view.__module__
            if module.startswith(("annotator.", "articles.")) and "admin" not in module:
                yield module


def test_no_two_public_classes_share_a_name():
    found = defaultdict(list)
    for path, tree in parsed():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path))
    assert len(found) > 150
    twice = {name: paths for name, paths in found.items() if len(paths) > 1}
    assert {name: paths for name, paths in twice.items() if name not in ONE_IN_EACH} == {}


def test_views_are_in_modules_that_say_so():
    found = set(views(get_resolver().url_patterns))
    assert "annotator.annotations.workbench.views" in found
    elsewhere = {
        module for module in found - FRAME_VIEWS if not module.rpartition(".")[2].endswith("views")
    }
    assert elsewhere == set()


def test_no_two_view_modules_share_a_name():
    """A view module is called by its folder (`names/views.py`), or by its page beside it."""
    found = defaultdict(set)
    for module in set(views(get_resolver().url_patterns)):
        *_, folder, name = module.split(".")
        found[f"{folder}.{name}" if name == "views" else name].add(module)
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_no_folder_holds_too_many_files_and_no_file_is_too_long():
    folders = defaultdict(list)
    for path in modules():
        folders[path.parent.relative_to(ROOT)].append(path.name)
    full = {str(folder): len(names) for folder, names in folders.items() if len(names) > MOST_FILES}
    assert full == {}
    lines = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in modules()}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def test_no_file_takes_the_private_name_of_another():
    taken = []
    for path, tree in parsed():
        ours = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("annotator", "articles")
            ):
                for name in node.names:
                    ours[name.asname or name.name] = node.module
                    if name.name.startswith("_"):
                        taken.append(f"{path}: {node.module}.{name.name}")
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in ours
                and node.value.id.islower()
                and node.attr.startswith("_")
            ):
                taken.append(f"{path}: {node.value.id}.{node.attr}")
    assert taken == []


def glossary() -> list[tuple[str, str]]:
    """The words of docs/glossary.md, each with the names that it has in code."""
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text(), re.M
    )
    return [(word, code) for word, code in rows if word not in {"Word", "---"}]


def test_the_glossary_says_each_word_once():
    words = [word.casefold() for word, _ in glossary()]
    assert len(words) > 50
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("word, code", glossary(), ids=lambda value: value)
def test_what_the_glossary_names_is_there(word, code):
    names = re.findall(r"`([^`]+)`", code)
    assert names, word
    for name in names:
        if "/" in name:
            assert (ROOT / name).is_file(), name
            continue
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            module, _, attribute = name.rpartition(".")
            assert hasattr(importlib.import_module(module), attribute), name


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_every_path_that_a_document_names_is_there():
    roots = "annotator|articles|benchmarks|cluster|deploy|docs|faults|requirements|static|templates|tests"
    named = [
        (document.name, path)
        for document in documents()
        for path in re.findall(rf"`((?:{roots})/[\w./-]*)`", document.read_text())
    ]
    assert len(named) > 60
    assert [one for one in named if not (ROOT / one[1]).exists()] == []


def test_every_file_that_a_comment_names_is_there():
    """Docstrings and comments say `pairing.py`: where it was renamed, so is its mention."""
    there = {path.name for path in ROOT.rglob("*.py") if ".venv" not in path.parts}
    named = [
        (str(path.relative_to(ROOT)), name)
        for path in modules()
        for name in re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", path.read_text())
    ]
    assert len(named) > 10
    assert [one for one in named if one[1] not in there] == []


def test_no_name_of_a_class_is_a_word_on_a_page():
    """A renamed class leaves the labels of forms and filters, and the templates, as they are."""
    names = {
        node.name
        for _, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.search("[a-z][A-Z]", node.name)
    }
    words = [
        (str(path), node.value)
        for path, tree in parsed()
        for keyword in ast.walk(tree)
        if isinstance(keyword, ast.keyword) and keyword.arg in {"label", "empty_label", "help_text"}
        for node in ast.walk(keyword.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    pages = sorted((ROOT / "templates").rglob("*.html"))
    words += [(page.name, page.read_text()) for page in pages]
    assert len(names) > 150
    assert len(words) > 200
    shown = re.compile(rf"\b({'|'.join(sorted(names))})\b")
    assert [(where, found[0]) for where, text in words if (found := shown.search(text))] == []
