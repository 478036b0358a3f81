"""Bytes to characters: said, declared, guessed where it is sure; a broken byte is told."""

import pytest

from articles.intake.decoding import MOST_BROKEN, Undecodable, decode
from articles.intake.encodings import SAYABLE, codec_of

GERMAN = "Der Bürgermeister sagte, die Brücke über die Förde müsse gesperrt bleiben. "
RUSSIAN = "Мэр сообщил, что мост будет закрыт на две недели. "
PLAIN = "The ferry left the harbour at noon with its usual load of cars, they said.\n"


@pytest.mark.parametrize(
    "codec, said, prose",
    [
        ("cp1252", "windows-1252", GERMAN), ("cp1252", "latin1", GERMAN),
        ("cp1251", "Windows-1251", RUSSIAN), ("koi8-r", "koi8-r", RUSSIAN),
        ("shift_jis", "shift_jis", "市長は橋を閉鎖すると述べた。"), ("utf-16", "utf-16", GERMAN),
        ("utf-8", "utf-8", GERMAN),
    ],
)  # fmt: skip
def test_what_is_said_is_believed(codec, said, prose):
    assert decode(prose.encode(codec), said=said).text == prose


def test_what_is_said_goes_before_what_a_page_declares_but_not_before_a_mark():
    raw = RUSSIAN.encode("cp1251")
    assert decode(raw, declared="koi8-r", said="windows-1251").text == RUSSIAN
    assert decode(RUSSIAN.encode("utf-8-sig"), said="windows-1251").text == RUSSIAN


def test_what_is_said_of_a_text_in_utf_8_is_told_to_look_odd():
    decoded = decode(GERMAN.encode(), said="windows-1252")
    assert decoded.text != GERMAN
    assert "is UTF-8 as well" in decoded.notes[0]


@pytest.mark.parametrize("said", ["rot13", "hex", "windows-9999", "unicode_escape", "a\0b", "idna"])
def test_what_is_no_encoding_is_refused_by_name(said):
    with pytest.raises(Undecodable, match="no encoding that can be read"):
        decode(b"plain", said=said)


@pytest.mark.parametrize("name", SAYABLE)
def test_each_encoding_that_can_be_chosen_is_one(name):
    assert decode(PLAIN.encode(codec_of(name)), said=name).text == PLAIN


@pytest.mark.parametrize("declared", ["", "utf-8"])
@pytest.mark.parametrize("broken", [1, 2])
def test_a_few_broken_bytes_are_told_with_their_place(declared, broken):
    raw = ("“We lost”. " + PLAIN * 30).encode() + b"A caf\xe9 on the quay\n" * broken
    decoded = decode(raw, declared)
    assert decoded.encoding == ""
    assert decoded.text.count("\ufffd") == broken
    assert len(decoded.notes) == broken
    assert decoded.notes[0].startswith("Line 31: a byte there is not UTF-8")
    assert "“A caf\ufffd on the quay”" in decoded.notes[0]


def test_one_broken_byte_among_plain_letters_is_told_too():
    decoded = decode((PLAIN * 400).encode() + b"caf\xe9 on the quay")
    assert (decoded.text.count("\ufffd"), len(decoded.notes)) == (1, 1)


@pytest.mark.parametrize("declared", ["", "utf-8", "shift_jis"])
def test_many_broken_bytes_are_another_encoding_and_refused_with_what_to_do(declared):
    raw = (PLAIN * 50).encode() + GERMAN.encode("cp1252") * MOST_BROKEN
    with pytest.raises(Undecodable, match="Say its encoding"):
        decode(raw, declared)
    assert GERMAN in decode(raw, declared, "windows-1252").text


def test_a_refusal_shows_how_the_doubtful_words_would_read():
    with pytest.raises(Undecodable, match=r"“Der Bürgermeister[^”]*” in Windows-1252"):
        decode((GERMAN * 6).encode("cp1252"))


def test_a_sign_of_the_text_itself_is_no_broken_byte():
    assert decode("a \ufffd b".encode()).notes == ()
