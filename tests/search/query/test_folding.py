"""One rule of folding, here and in the workbench; words as both databases index them."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.search.query.folding import MOST_SIGNS, fold_character, indexed, words_of

SCRIPT = Path(__file__).resolve().parents[3] / "static/workbench/search_folding.js"
# Latin to Hangul: scripts whose characters have stood in Unicode for long, so that no version of
# node or Python differs about them.
POINTS = [
    *range(0x3200),
    *range(0x4E00, 0x4F00),
    *range(0xAC00, 0xAC80),
    *range(0xFB00, 0xFE00),
    0x1F389,
]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to run the script with")
def test_the_workbench_folds_each_character_alike(tmp_path):
    known = [point for point in POINTS if unicodedata.category(chr(point)) not in {"Cn", "Cs"}]
    assert len(known) > 9000
    ask = tmp_path / "ask.mjs"
    ask.write_text(
        f'import {{ fold }} from "{SCRIPT.as_uri()}";\n'
        f"console.log(JSON.stringify({json.dumps(known)}.map((point) => fold(String.fromCodePoint(point)))));"
    )
    said = subprocess.run(["node", ask], capture_output=True, text=True, check=True).stdout
    differing = {
        hex(point): (there, fold_character(chr(point)))
        for point, there in zip(known, json.loads(said), strict=True)
        if there != fold_character(chr(point))
    }
    assert differing == {}


@pytest.mark.parametrize(
    "one, other",
    [
        ("Café", "CAFE\u0301"), ("Straße", "STRASSE"), ("Σίσυφος", "ΣΙΣΥΦΟΣ"), ("كِتَاب", "کتاب"),
        ("پاکستانی", "پاكستاني"), ("۱۱۰۰", "1100"), ("١٢", "12"), ("أحمد", "احمد"), ("ﬁsh", "fish"),
        ("می\u200cخواهم", "میخواهم"), ("ـمحمدـ", "محمد"),
    ],
)  # fmt: skip
def test_what_is_written_differently_is_one_word(one, other):
    assert words_of(one) == words_of(other) != []


@pytest.mark.parametrize(
    "one, other", [("का", "की"), ("dam", "damn"), ("کتاب", "کتب"), ("3", "30")]
)
def test_what_differs_stays_two(one, other):
    assert words_of(one) != words_of(other)


def test_words_are_cut_as_they_are_looked_for():
    text = "The minister’s 1,100 km—foo_bar. 🎉 管道很长 $3 https://x.example/a?b"
    expected = "the minister s 1 100 km foo bar 🎉 管 道 很 长 $ 3 https x example a b"
    assert words_of(text) == expected.split()
    assert indexed([]) == ""
    assert indexed(["the", "dam"]) == " the dam "


@given(st.text())
def test_words_need_no_quoting_in_either_database(text):
    for word in words_of(text):
        assert 0 < len(word) <= MOST_SIGNS
        assert not set(word) & set(" '\"\\*=¶\0\t\n:()&|!<>{}-")
