"""What has changed between two states of an edition's rows, on plain data."""

from annotator.comparison.editions.documents.changes import SinceKind, edition_changes


def row(key: int, state: str = "conflict", reason: str = "So.", **values: list[str]) -> dict:
    """A row whose values are given by these sources."""
    return {
        "question": {"id": key, "slug": f"q{key}", "text": f"No. {key}?", "unit": "km"},
        "state": state, "reason": reason, "ruling": None, "findings": [], "attribution_lost": [],
        "sources": 2, "voices": 2, "others": [], "more_others": 0,
        "values": [
            {"value": value, "more": 0, "answers": [answer(one, value) for one in sources]}
            for value, sources in values.items()
        ],
    }  # fmt: skip


def answer(source: str, value: str, **more) -> dict:
    return {
        "article": source, "source": source, "value": value, "derived": "", "modality": "",
        "said_by": "", "via": "", "as_of": "", "scope": "", "quote": "words",
    } | more  # fmt: skip


def texts(*versions: int) -> list[dict]:
    return [
        {"id": n, "title": f"T{n}", "source": "Post", "text_version": version}
        for n, version in enumerate(versions)
    ]


def test_what_is_the_same_is_no_change_however_much_of_it_is_printed():
    was, now = row(1, a=["Post"], b=["Mail"]), row(1, a=["Post"], b=["Mail"])
    now["values"][0]["answers"][0]["quote"] = "words that are longer"
    assert edition_changes([was], [now], texts(1), {0: 1}).count == 0


def test_rows_come_go_and_change():
    before = [row(1, a=["Post"]), row(2, a=["Post"], b=["Mail"]), row(3, a=["Post"]), row(5)]
    after = [
        row(2, "agree", a=["Post", "Mail"]), row(3, a=["Post"], c=["Mail"]), row(4),
        row(5, reason="Otherwise."),
    ]  # fmt: skip
    changes = edition_changes(before, after, [], {})
    assert [(one.kind, one.slug, one.was, one.now) for one in changes.rows] == [
        (SinceKind.NEW, "q4", "", "conflict"),
        (SinceKind.GONE, "q1", "conflict", ""),
        (SinceKind.STATE, "q2", "conflict", "agree"),
        (SinceKind.VALUES, "q3", "conflict", "conflict"),
        (SinceKind.TOLD, "q5", "conflict", "conflict"),
    ]
    state, values = changes.rows[2:4]
    assert [tuple(value) for value in state.values] == [
        ("a", ("Mail",), (), False, False), ("b", (), ("Mail",), False, True),
    ]  # fmt: skip
    assert [tuple(value) for value in values.values] == [("c", ("Mail",), (), True, False)]
    assert changes.count == 5


def test_who_says_it_is_part_of_what_is_said():
    was, now = row(1, a=["Post"]), row(1, a=["Post"])
    now["values"][0]["answers"] = [answer("Post", "a", said_by="Omar Reza")]
    [found] = edition_changes([was], [now], [], {}).rows
    assert (found.kind, found.values) == (SinceKind.VALUES, ())
    now = row(1, a=["Post"])
    now["others"] = [answer("Mail", "a", modality="denied")]
    assert edition_changes([was], [now], [], {}).rows[0].kind == SinceKind.VALUES


def test_corrected_texts_are_told_with_both_versions():
    found = edition_changes([], [], texts(1, 1, 2), {0: 1, 1: 3}).texts
    assert [(one.article, one.was, one.now) for one in found] == [(1, 1, 3)]
