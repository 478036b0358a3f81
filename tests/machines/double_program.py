"""What the double says of an article, honestly or not; as a program it says it on standard output.

    python double_program.py WAY

It knows nothing of the desk: another interpreter, anywhere, can run it.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable

Spans = list[dict]
SLOW = 1_000
HUGE = 100_000_000
"""Bytes that a huge answer would have."""


def honest(text: str, labels: list[str], questions: list[str]) -> Spans:
    """The capitalised words of the text, each where it stands, with the first label there is."""
    return [
        {
            "quote": found[0],
            "label": labels[0],
            "start": found.start(),
            "end": found.end(),
            "confidence": 0.5,
            "details": {},
        }
        for found in re.finditer(r"\b[A-Z][a-z]+\b", text)
    ]


def lying(text: str, labels: list[str], questions: list[str]) -> Spans:
    """Words that are not there, offsets that are not theirs, details of no registry and no story."""
    return [
        {"quote": "a sentence that nobody wrote", "label": labels[0], "start": 0, "end": 10},
        {"quote": text[:20], "label": "claim-of-mine", "start": 0, "end": 20},
        {"quote": text[:20], "label": labels[0], "start": 10**12, "end": -5},
        {
            "quote": text[:20],
            "label": labels[0],
            "details": {"question": "who-asked", "entity": "nobody", "value": "42 million"},
        },
        *honest(text, labels, questions)[:1],
    ]


def repeating(text: str, labels: list[str], questions: list[str]) -> Spans:
    """The same span a thousand times."""
    return honest(text, labels, questions)[:1] * 1_000


def overlapping(text: str, labels: list[str], questions: list[str]) -> Spans:
    """Spans that all begin at one place."""
    return [
        {"quote": text[:end], "label": labels[0], "start": 0, "end": end} for end in (4, 8, 12, 16)
    ]


def instructed(text: str, labels: list[str], questions: list[str]) -> Spans:
    """What an article that gives orders might make of a model: scripts, links, what nobody asked."""
    hook = "<script>alert(1)</script> https://evil.example/?q=1"
    return [
        {"quote": hook, "label": labels[0]},
        {
            "quote": honest(text, labels, questions)[0]["quote"],
            "label": labels[0],
            "start": honest(text, labels, questions)[0]["start"],
            "note": hook,
            "run": ["rm", "-rf", "/"],
            "details": {"note": hook, "flag": hook, "scope": hook, "entity": hook, "layer": "gold"},
        },
    ]


def strange(text: str, labels: list[str], questions: list[str]) -> Spans:
    """Parts of every other type."""
    right = honest(text, labels, questions)[0]
    return [
        {**right, "start": "0"},
        {**right, "confidence": "sure"},
        {**right, "details": {"value": 7}},
        {**right, "quote": None},
        {"quote": "\x00", "label": labels[0]},
        {"quote": "\ud800", "label": labels[0]},
        {**right, "start": True},
        "a span",
        None,
        [[[]]],
        right,
    ]


WAYS: dict[str, Callable[[str, list[str], list[str]], Spans]] = {
    "honest": honest,
    "lie": lying,
    "repeat": repeating,
    "overlap": overlapping,
    "instruct": instructed,
    "strange": strange,
}


def said(way: str, text: str, labels: list[str], questions: list[str]) -> str:
    """What a model writes: the words in which its JSON stands, or does not."""
    right = json.dumps({"spans": honest(text, labels, questions)})

    def one(quote: str) -> str:
        return f'{{"quote": "{quote}", "label": "{labels[0]}"'

    written = {
        "prose": "I am sorry, I cannot find anything to mark in this article.",
        "around": f"Here is what I found:\n\n{right}\n\nLet me know if that helps {{or not}}.",
        "fence": f"Sure!\n```json\n{right}\n```",
        "thoughts": f'<think>Maybe {{"spans": []}}?</think>\n{right}',
        "cut off": right[: int(len(right) * 0.7)],
        "nothing": "",
        "deep": "[" * 100_000,
        "deep inside": '{"spans": [' + '{"details": ' * 50_000,
        "braces": "{[" * 50_000,
        "blank": f'```json\n{{"spans": {chr(10) * 500_000}',
        "no numbers": f'{{"spans": [{one("Karachi")}, "confidence": NaN}}, '
        f'{one("Kasur")}, "confidence": Infinity}}]}}',
        "twice": f'{{"spans": [{one("Karachi")}, "quote": "Kasur"}}]}}',
        "digits": f'{{"spans": [{one("Karachi")}, "start": {"9" * 10_000}}}]}}',
    }
    if way in written:
        return written[way]
    return json.dumps({"spans": WAYS[way](text, labels, questions)})


def main(way: str) -> int:
    """Answer the article that comes on standard input in this way."""
    if way == "deaf":
        print(json.dumps({"spans": []}))
        return 0
    asked = json.load(sys.stdin)
    article, own = asked["article"], asked["reader"]["options"]
    labels = [label["slug"] for label in article["labels"]]
    questions = [question["slug"] for question in article["questions"]]
    if way == "stall":
        time.sleep(SLOW)
    if way == "child":  # holds standard output open after its parent has ended
        child = subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({SLOW})"])
        with open(own["pid"], "w") as file:
            file.write(str(child.pid))
    if way == "drip":
        for _ in range(SLOW):
            print(" ", end="", flush=True)
            time.sleep(0.05)
    if way == "huge":
        for _ in range(HUGE // 65_536):
            sys.stdout.write(" " * 65_536)
    if way == "complain":
        print(
            "Traceback (most recent call last):\n  secret\nno model\x1b[31m here", file=sys.stderr
        )
        return 3
    if way == "noise":
        print("x" * 1_000_000, file=sys.stderr)
    if way == "environment":
        told = {"version": " ".join(sorted(os.environ)), "spans": []}
        print(json.dumps(told))
        return 0
    usual = way in {"noise", "child"}
    words = said("honest" if usual else way, article["text"], labels, questions)
    if way in {"honest", "noise"}:
        words = json.dumps(
            {**json.loads(words), "usage": {"tokens_in": 11, "tokens_out": 7}, "cost": 0.25,
             "version": "double 1"}
        )  # fmt: skip
    sys.stdout.write(words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
