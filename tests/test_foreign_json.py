"""JSON of others is read in one place, which refuses what no database, page or file keeps."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.foreign_json import DEEPEST, JsonRefused, read_json

ROOT = Path(__file__).parents[1]
READERS = {"loads", "load", "raw_decode", "JSONDecoder"}
OUR_OWN = "written by the desk itself"
JUDGED = "what a model wrote, which is judged span by span"
MAY_READ_BESIDE = {
    "annotator/comparison/editions/stored.py": OUR_OWN,
    "annotator/desk/demo/load.py": "comes with the demo",
    "annotator/exchange/formats/lines/json_objects.py": "looks at the head of a file, stores none",
    "annotator/exchange/formats/xml/cas_types.py": OUR_OWN,
    "annotator/machines/engines/endpoint/asking.py": JUDGED,
    "annotator/machines/engines/wire/loose_json.py": JUDGED,
    "annotator/reconciliation/agreement/article_figures.py": OUR_OWN,
    "annotator/reconciliation/agreement/keeping/parts.py": OUR_OWN,
    "annotator/reconciliation/machine_figures/comparison.py": OUR_OWN,
    "annotator/reconciliation/machine_figures/figures.py": OUR_OWN,
    "annotator/webhooks/page.py": OUR_OWN,
    "articles/intake/documents/apart.py": "said by a process of the desk's own",
    "articles/intake/pages/apart.py": "said by a process of the desk's own",
}


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "not JSON at line 1, column 1"),
        ('{"a":\n 1,}', "line 2, column"),
        ('{"a": NaN}', "NaN is no number"),
        ("[-Infinity]", "-Infinity is no number"),
        ('{"a": [1, 1e999]}', "number at /a/1 is too large"),
        ("9" * 5000, "too long"),
        ('{"a": 9223372036854775808}', "number at /a is too large"),
        ('{"a": {"b": "\\ud800"}}', "text at /a/b holds half of a character"),
        ('{"\\udfff": 1}', "text at /… holds half of a character"),
        ('{"a": "x\\u0000"}', "text at /a holds a NUL"),
        ("[" * 100_000, "deep"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "deep"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(text, told):
    with pytest.raises(JsonRefused, match=told):
        read_json(text)


def test_what_lies_as_deep_as_may_be_is_read():
    assert read_json("[" * DEEPEST + "]" * DEEPEST)
    assert read_json('{"a": "\\ud83c\\udf89", "b": 9223372036854775807}') == {
        "a": "🎉",
        "b": 2**63 - 1,
    }


KEPT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), inner),
    max_leaves=12,
)  # fmt: skip


@given(KEPT)
def test_what_can_be_kept_is_read_as_it_is(value):
    assert read_json(json.dumps(value)) == value


def _reads_json(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in READERS:
            if isinstance(node.value, ast.Name) and node.value.id == "json":
                return True
        elif isinstance(node, ast.ImportFrom) and node.module == "json":
            return True
    return False


def test_nobody_else_reads_json_that_comes_in():
    folders = [ROOT / "annotator", ROOT / "articles"]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in files if _reads_json(path)}
    assert found == {"annotator/foreign_json.py", *MAY_READ_BESIDE}
