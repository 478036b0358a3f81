"""Who says something in a sentence, by the verbs of saying (pure: no Django)."""

import re
from collections.abc import Collection
from typing import NamedTuple

from annotator.annotations.proposals.speech.names import NAME
from annotator.annotations.proposals.words.word_forms import listed

_VERBS = listed(
    "expects "
    "said says say saying told tells telling added adds adding stated states stating "
    "noted notes noting announced announces announcing claimed claims claiming wrote "
    "writes writing tweeted tweets posted declared declares declaring explained explains "
    "insisted insists insisting argued argues arguing stressed stresses stressing "
    "remarked remarks continued continues reported reports confirmed confirms confirming "
    "warned warns warning replied replies commented comments admitted admits acknowledged "
    "acknowledges maintained maintains asserted asserts alleged alleges predicted "
    "predicts estimated estimates revealed reveals mentioned mentions recalled recalls "
    "observed observes concluded concludes concluding denied denies suggested suggests "
    "informed informs emphasised emphasized emphasises emphasizes reiterated reiterates "
    "believes termed"
)
_ELSEWHERE = (
    "dijo afirmó declaró aseguró señaló disse afirmou declarou sagte erklärte betonte zei "
    "заявил заявила сказал сказала сообщил сообщила отметил отметила заявив сказав повідомив "
    "déclaré affirmé annoncé dichiarato detto affermato"
)
_VERBS |= listed(_ELSEWHERE)
FREELY = listed("said says say saying told tells added adds stated states claimed claims expects")
"""Verbs that report also without “that” or a mark after them."""
_ADVERBS = (
    r"(?:(?:also|then|later|further|repeatedly|previously|earlier|recently|himself|herself) )?"
)
_VERB = re.compile(
    rf"(?<![\w-])(?:(?:has|have|had|a|ha) )?{_ADVERBS}(?P<verb>{'|'.join(sorted(_VERBS))})(?![\w-])"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|as|to|which|not|n['’]t)\s\Z")
ROLE = (
    r"spokes(?:person|man|woman)|official|minister|ministry|president|government|police|army|"
    r"mayor|governor|ambassador|envoy|company|captain|general|analyst|agency|kremlin|chancellor|"
    r"premier|king|chief|secretary"
)
PRONOUN = r"[Hh]e|[Ss]he"
_SUBJECT = (
    rf"\b(?P<pronoun>{PRONOUN})\b|"
    rf"(?P<the>\b[Tt]he (?:{NAME}(?:[’']s)? )?(?:[a-z-]+ ){{0,2}}(?:{ROLE}))|"
    rf"(?:\b[Tt]he )?(?P<name>{NAME})(?P<office>[’']s? (?:[a-z]+ )?(?:statement|report|spokes\w+))?"
)
_ADJACENT = re.compile(rf"(?:{_SUBJECT})(?: \([^)]{{1,30}}\))?\s\Z")
_FIRST = re.compile(rf"(?<![\w’'])(?:{_SUBJECT})(?: \([^)]{{1,30}}\))?,")
_INVERTED = re.compile(rf"\s(?:{_SUBJECT})")
_STATEMENT = re.compile(
    rf"\b(?:statement|release|report)\b[^.;]{{0,40}}?\b(?:by|from|of) (?:the )?(?P<name>{NAME})"
    r"[^.;]{0,40}\s\Z"
)
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording to|[Ii]n the words of|[Cc]iting|quoted by) (?:the )?(?P<name>{NAME})"
)
_NO_NAME = listed(
    "The This That These It In On At But And Or As If When While After During However "
    "Meanwhile Additionally Thus Some Many Experts Critics Officials Others Reports Media "
    "Analysts Sources Observers Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "January February March April May June July August September October November "
    "December I We You Taking Although"
)
SUBJECT_REACH = 250
"""Code points before a verb in which its subject stands."""


_CASELESS = re.compile(
    r"(?<!\w)(?:و?(?:قال|قالت|صرح|صرحت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|ذكر|ذكرت)|گفت|کہا|بتایا|कहा|बताया|"
    r"表示|称|說|说|述べた|語った)(?!\w)"
)
"""Verbs of scripts without capitals: their subject is a name of the registry."""
_AROUND = 40


class Saying(NamedTuple):
    """One act of saying: who (a name, a title or a pronoun), and where its words stand.

    `start` is where subject or verb begins, whichever is first, `end` where the later one ends.
    """

    start: int
    end: int
    who: str
    pronoun: bool
    words: str
    according: bool
    inverted: bool
    follows: bool
    """Whether what is said follows the verb, by what stands right after it."""


def sayings(text: str, first: int, last: int) -> list[Saying]:
    """Return the acts of saying between two offsets of a text, in order."""
    found = [
        one for m in _VERB.finditer(text, first, last) if (one := _by_verb(text, first, last, m))
    ]
    for match in _ACCORDING.finditer(text, first, last):
        if _is_name(match["name"]):
            words = " ".join(match[0].split())
            found.append(
                Saying(match.start(), match.end(), match["name"], False, words, True, False, True)
            )
    return sorted(found)


def sayings_by(text: str, names: Collection[str]) -> list[Saying]:
    """Return the acts of saying of scripts without capitals, by one of the folded names each."""
    found = []
    for verb in _CASELESS.finditer(text):
        near = text[max(0, verb.start() - _AROUND) : verb.end() + _AROUND].casefold()
        told = [name for name in names if len(name) > 2 and name in near]
        if told:
            name = max(told, key=len)
            words = f"{verb[0]} {name}"
            found.append(Saying(verb.start(), verb.end(), name, False, words, False, False, True))
    return found


def _by_verb(text: str, first: int, last: int, verb: re.Match[str]) -> Saying | None:
    left = text[max(first, verb.start() - SUBJECT_REACH) : verb.start()]
    right = text[verb.end() : min(last, verb.end() + 120)]
    offset = verb.start() - len(left)
    if _PASSIVE.search(left):
        return None
    follows = _takes_what_follows(verb["verb"], right)
    if match := _STATEMENT.search(left) or _ADJACENT.search(left):
        return _saying(match, offset + match.start(), verb.end(), verb, False, follows)
    stripped = left.rstrip()
    if stripped.endswith(",") or verb["verb"].endswith("ing"):
        own = stripped[max(0, stripped.rfind(". ") + 1) :]
        base = offset + len(stripped) - len(own)
        for match in _FIRST.finditer(own) if stripped.endswith(",") else ():
            if _who(match) and not (
                verb["verb"].endswith("ing") and base + match.end() > offset + len(stripped)
            ):
                return _saying(match, base + match.start(), verb.end(), verb, False, follows)
        if verb["verb"].endswith("ing") and stripped.endswith(","):
            lead = re.match(rf"\W*(?:{_SUBJECT})", own)
            if lead and _who(lead):
                return _saying(lead, base + lead.start(), verb.end(), verb, False, follows)
    if stripped[-1:] in {",", "”", '"', "»", "•", "’", "'", "“"} and (
        match := _INVERTED.match(right)
    ):
        return _saying(match, verb.start(), verb.end() + match.end(), verb, True, False)
    return None


def _takes_what_follows(verb: str, right: str) -> bool:
    if re.match(r"\s*(?:,? ?[:“«„\"‘'•]|, [“\"«]|that\b)", right):
        return True
    if re.match(
        r"[^.;“\"«]{0,60}?(?:\b(?:that|que|qu|dass|daß|что|що|che|dat)\b|[:,]? ?[“\"«„])", right
    ):
        return True
    if verb.startswith("announc") and right.startswith(" to "):
        return True
    return verb in FREELY and not re.match(r"\s*(?:[.,;)]|in a statement[.,])", right)


def _saying(
    match: re.Match[str], start: int, end: int, verb: re.Match[str], inverted: bool, follows: bool
) -> Saying | None:
    who = _who(match)
    if not who:
        return None
    groups = match.groupdict()
    words = f"{verb['verb']} {who}" if inverted else f"{who} {verb['verb']}"
    return Saying(start, end, who, bool(groups.get("pronoun")), words, False, inverted, follows)


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("pronoun"):
        return str(groups["pronoun"])
    if groups.get("the"):
        return re.sub(r"^[Tt]he ", "", groups["the"])
    name = groups.get("name") or ""
    while name and (word := name.split()[0]) in _NO_NAME:
        name = name[len(word) :].strip()
    return name if _is_name(name) else ""


def _is_name(name: str) -> bool:
    return (bool(name) and len(name) > 1 and name not in _NO_NAME and not name.isupper()) or (
        name.isupper() and 2 <= len(name) <= 8 and name not in {"I", "A"}
    )
