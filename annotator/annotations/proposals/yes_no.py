"""Whether marked words say yes or no to a question (pure: no Django).

They say yes where they assert what the question's own words ask, no where they negate it. Where a
word that matters is missing, where a condition stands before it or two negations, it is silent.
"""

import re
from collections.abc import Sequence

from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.words.stems import Stemmed, stemmed
from annotator.annotations.proposals.words.word_forms import COUNTS, ROLES, STOP_WORDS, listed

YES, NO = "yes", "no"
_NOT_OPPOSED = re.compile(
    r"\bnot (?:only|just|least|to mention|necessarily)\b|\bno (?:doubt|fewer|less|more|later|"
    r"sooner|matter|wonder)\b|\bnot (?:fewer|less|more|later) than\b",
    re.IGNORECASE,
)
_OPPOSED = re.compile(
    r"n['’]t\b|\b(?:not|never|no|neither|nor|none|nobody|nothing|cannot|without|fail(?:s|ed)? to|"
    r"failed|refus(?:es|ed|ing|al)|failure|lack(?:s|ed)?|absence of|"
    r"declin(?:es|ed|ing) to|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)|"
    r"rul(?:es|ed) out|unable to|no longer|yet to|hardly|opposed|cancel(?:s|led|ed)?)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"n['’]t\b|\b(?:not|never|no|without)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|whether|unless|in case|provided that)\b", re.IGNORECASE)
_PLAIN = re.compile(r"\W*(?:(y|yes)|(n|no))\W*", re.IGNORECASE)
_STAND_IN = listed("he she they it we i you his her their its our who this")
_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_ASIDE = listed("in on at for of from with about by")
_OPENERS = listed("did does do is are was were has have had will would can could should may might")


def yes_or_no(passage: Passage, wording: str, topics: frozenset[str] = frozenset()) -> str:
    """Return yes or no, or an empty string where the words do not say it clearly.

    `topics`: what the whole story is about, which its sentences need not say again.
    """
    quote = passage.quote
    if plain := _PLAIN.fullmatch(quote):
        return YES if plain[1] else NO
    asked = stemmed(wording)
    if not asked or asked[0].word not in _OPENERS or _NEGATED.search(wording):
        return ""
    needed = _needed(asked)
    before, after = passage.clause
    around = f"{before}{quote}"
    said = {one.stem for one in stemmed(quote)}
    near = said | {one.stem for one in stemmed(f"{passage.before}{quote}{after}")}
    if not needed or not _covered(needed, asked, said, _granted(needed, near, topics)):
        return ""
    if not _named(asked, passage):
        return ""
    if _CONDITION.search(around) and not _CONDITION.search(wording):
        return ""
    plain_words = _NOT_OPPOSED.sub(lambda match: " " * len(match[0]), around)
    needs = {one.stem for one in needed}
    negations = [
        match
        for match in _OPPOSED.finditer(plain_words)
        if not {one.stem for one in stemmed(match[0])} & needs
        and _negates(plain_words, match, needs)
    ]
    lead = passage.lead
    negations += [match for match in _OPPOSED.finditer(lead) if match.end() == len(lead)]
    if len(negations) > 1:
        return ""
    return NO if negations else YES


def _needed(asked: tuple[Stemmed, ...]) -> list[Stemmed]:
    """Return the words of the question that its answer must have: no names, roles or times."""
    return [
        one
        for at, one in enumerate(asked)
        if at
        and one.word not in STOP_WORDS
        and one.word.rstrip("s") not in ROLES
        and one.word not in COUNTS
        and not one.capital
        and not one.word.isdigit()
    ]


def _granted(needed: list[Stemmed], near: set[str], topics: frozenset[str]) -> set[str]:
    """Return the stems that need not be looked for: what is near, and what goes without saying."""
    return near | topics if any(one.stem not in topics for one in needed) else near


def _named(asked: Sequence[Stemmed], passage: Passage) -> bool:
    """Return whether whom the question names is named in the sentence too, or meant in it.

    Meant is who stands in the paragraph, where the sentence has a pronoun or a role.
    """
    names = [one for at, one in enumerate(asked) if at and one.capital]
    first, last = passage.sentence
    here = stemmed(passage.text[first:last])
    words = {one.word for one in here}
    stands_in = words & _STAND_IN or any(word.rstrip("s") in ROLES for word in words)
    for name in names:
        if not _among(name, here):
            begins, ends = passage.paragraph
            near = stemmed(passage.text[max(begins, first - 600) : ends])
            if not (stands_in and (_among(name, near) or name.word in _MONTHS)):
                return False
    return True


def _among(name: Stemmed, words: Sequence[Stemmed]) -> bool:
    """Return whether a name is among the words, be it as an adjective: Pakistan, Pakistani."""
    return any(one.stem == name.stem or one.word[:5] == name.word[:5] for one in words)


def _covered(
    needed: list[Stemmed], asked: Sequence[Stemmed], said: set[str], near: set[str]
) -> bool:
    """Return whether the sentence has what is needed, and the marked words some of it.

    Of three words or more one may be missing that follows a preposition, and so is no verb.
    """
    missing = [one for one in needed if one.stem not in near]
    if len(missing) > (1 if len({one.stem for one in needed}) >= 3 else 0):
        return False
    for one in missing:
        at = asked.index(one)
        if not any(before.word in _ASIDE for before in asked[max(0, at - 2) : at]):
            return False
    return bool(said & {one.stem for one in needed})


def _negates(text: str, negation: re.Match[str], needs: set[str]) -> bool:
    """Return whether what is needed follows the negation in its own part of the sentence."""
    rest = re.split(r"[;:]|, (?:but|and)\b|\bbut\b", text[negation.end() :], maxsplit=1)[0]
    words = [one.stem for one in stemmed(rest)][:8]
    before = [one.stem for one in stemmed(text[max(0, negation.start() - 40) : negation.start()])]
    if negation[0].lower() == "without":
        return bool(needs & set(words[:4]))
    if negation[0].lower() in {"no", "nothing", "none", "nobody"} and needs & set(before[-3:]):
        return True
    return bool(needs & set(words))
