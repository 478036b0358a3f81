"""Whether marked words say what will be, what is denied or what may be (pure: no Django).

Only words count that govern what is marked: in it, or before it in its own clause, or right after
it where it is the subject. A figure that only names its thing, as in “will build the 1,100 km
pipeline”, is asserted whatever governs the sentence.
"""

import re
from typing import NamedTuple

from annotator.annotations.proposals.passage import Passage

PREDICTED, DENIED, HEDGED = "predicted", "denied", "hedged"


class ModalityCue(NamedTuple):
    """A modality, and the words that say it."""

    value: str
    words: str


_BE = r"(?:is|are|’s|’re|'s|'re)"
# “Due to” gives a cause more often than a date: it foretells behind “is”, and before a verb.
_CAUSE = (
    r"(?= to [a-z])(?! to (?:the|an?|its?|his|her|their|this|that|these|those|which|what|more|"
    r"heavy|bad|rain|fog|snow|fire|fear|lack|\w+(?:ing|s|tion|sion|ment|ness|ity|age|ance|ence|ed|er|th)"
    r"|\w+ (?:of|in the|and))\b)"
)
_PREDICTS = (
    r"(?<!the )(?<!of )(?<!\ba )(?<!good )(?<!political )(?<!his )(?<!her )(?<!their )"
    r"\b(?:will|shall)\b(?! of\b)(?! (?:still |also )?(?:remain|stay|continue|keep)\b)|"
    r"(?<=\w)['’]ll\b|\bwo(?=n['’]t\b)n['’]t\b|\bgoing to (?=[a-z])|"
    r"\bwould\b(?! (?:have|love|like|rather|prefer|not have)\b)|"
    rf"\b{_BE} (?:also |now |still |widely )?(?:expected|set|due{_CAUSE}|likely|scheduled|slated|"
    r"poised|planned|projected|forecast|predicted|anticipated|about|bound|to be|supposed)"
    r"(?: to\b|(?= by\b)|(?<=to be))|"
    r"\b(?:it is|is) (?:expected|hoped|anticipated) that\b|"
    r"\b(?:plan|intend|expect|hope|aim)s? to\b|\b(?:plans|intention) (?:to|for)\b|"
    r"\b(?:expected|scheduled|slated|projected) (?:to|by)\b|\bdue by\b|"
    r"\b(?:has|have) plans to\b|\bplans have been made to\b"
)
_DENIES = (
    r"\bden(?:y|ies|ied|ying)\b|\breject(?:s|ed|ing)? (?:the |this |these |those |any |all )?"
    r"(?:claims?|reports?|allegations?|accusations?|suggestions?|idea|notion|rumou?rs?)\b|"
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could) ?(?:not|n['’]t)\b|"
    r"\bcannot\b|\bnever\b|"
    r"\bthere (?:is|was|are|were|has been|have been) no\b|\bno (?:evidence|truth|plans?)\b|"
    r"\b(?:dismiss|refut|disput)(?:es|ed|ing)\b|\buntrue\b|\bfalse(?:ly)?\b"
)
_HEDGES = (
    r"\b(?:may|might)\b(?! (?:\d|be the case))|\bcould\b(?! not\b)(?!n['’]t)|"
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|possibly|perhaps|presumably|maybe)\b|"
    r"\b(?:is|are|was|were) (?:said|believed|thought|rumou?red|alleged|reported|understood) to\b|"
    r"\b(?:appear|seem)(?:s|ed)? (?:to|that)\b|\b(?:is|are) likely\b|"
    r"\bthere (?:are|were) (?:unconfirmed )?reports that\b"
)
_FOREIGN = {
    PREDICTED: r"سوف|من المتوقع|يتوقع أن|(?:ہو|جائے|کرے|ہوں) ?(?:گا|گی|گے)\b|قرار است|خواهد|خواهند|"
    r"\bбуд(?:ет|ут|е|уть)\b|\bпланиру(?:ет|ют)\b|\bожида(?:ется|ются)\b|\bпланує\b|होगा|होगी|होंगे|"
    r"जाएगा|\bser[áã]n?\b|\bse espera que\b|\bva a\b|\bplanea\b|\bsera\b|\bseront\b|\bprévoit\b|"
    r"\bwird voraussichtlich\b|\bsollen?\b(?= )|\bdeverá\b|\bsarà\b|\bsaranno\b|\bbekleniyor\b|"
    r"\bplanlanıyor\b|\bzal\b|将|預計|预计|予定|見込み",
    DENIED: r"نفى|نفت|ينفي|تردید|تکذیب|опроверг\w*|\bотрица\w*|заперечу\w*|\bdementi\w*\b|"
    r"\bdesmint\w*\b|\bnegó\b|\bdémenti?\w*\b|\bbestreitet\b|\bdementiert\w*\b|\byalanladı\b|否认|否認",
    HEDGED: r"يقال|ربما|يعتقد أن|مبینہ|شاید|\bвозможно\b|\bпо сообщениям\b|\bможливо\b|\bякобы\b|"
    r"\bquizás?\b|\bpresuntamente\b|\btalvez\b|\bsupostamente\b|\bpeut-être\b|\bangeblich\b|"
    r"\bmöglicherweise\b|\bforse\b|\bpresumibilmente\b|शायद|कथित|也许|可能|据称",
}
_CUES = {
    PREDICTED: re.compile(f"{_PREDICTS}|{_FOREIGN[PREDICTED]}"),
    DENIED: re.compile(f"{_DENIES}|{_FOREIGN[DENIED]}", re.IGNORECASE),
    HEDGED: re.compile(f"{_HEDGES}|{_FOREIGN[HEDGED]}"),
}
# What negates a limit and no claim: “not fewer than 40”.
_LIMITS = re.compile(
    r"\bnot (?:only|just|least|fewer|less|more|later)\b|\bno (?:doubt|fewer|less|more|later)\b",
    re.I,
)
_DETERMINER = re.compile(
    r"(?:^|\s)(?:the|this|that|these|those|an?|its|his|her|their|our)(?: [a-z]+ly)?\s*\Z", re.I
)
_OF_NOUN = re.compile(r"\s?\(?[-\w]+[)\s]*[A-Za-z]")
# Behind another verb of its own, what is marked is no longer governed by the one before.
_OTHER_VERB = re.compile(r"\b(?:is|are|was|were|has|had|said)\b")
# What was agreed or decided “that …” is a term that holds, not a forecast.
_SETTLED_THAT = re.compile(
    r"\b(?:agree(?:d|s|ment|ments)?|accords?|deals?|contracts?|treat(?:y|ies)|terms|deci(?:ded|sion)|"
    r"ruled|ruling|stipulate[sd]?|law|resolution)\b[^.;:]*\Z",
    re.I,
)
LABELS = {"claim-forecast": PREDICTED}
"""The modality that a label's own definition asks for."""


def modality_of(passage: Passage, type: str = "", label: str = "") -> ModalityCue | None:
    """Return the modality of the marked words as an answer of the type, or None for asserted."""
    quote, (before, after) = passage.quote, passage.clause
    governing = [quote]
    if not _only_names(passage):
        governing = [before, quote, _right_after(after)]
    settled = bool(_SETTLED_THAT.search(passage.lead))
    for value in (HEDGED,) if settled else (PREDICTED, HEDGED):
        for place, words in enumerate(governing):
            found = _last(_CUES[value], words) if place == 0 else _CUES[value].search(words)
            if found and not (
                place == 0 < len(governing) - 1 and _OTHER_VERB.search(words, found.end())
            ):
                return ModalityCue(value, " ".join(found[0].split()))
        if leading := _leads(value, passage):
            return leading
    if label in LABELS:
        return ModalityCue(LABELS[label], label)
    # What a yes/no question or a text is told by a negation is in the answer already.
    if type in {"quantity", "date", "choice"}:
        for words in governing:
            if found := _CUES[DENIED].search(_LIMITS.sub(" ", words)):
                return ModalityCue(DENIED, " ".join(found[0].split()))
        return _leads(DENIED, passage)
    return None


def _leads(value: str, passage: Passage) -> ModalityCue | None:
    """Return the cue that ends with the “that” of the span's clause: “she denied that …”."""
    lead = f"{passage.lead} that"
    found = _last(_CUES[value], lead) if passage.lead else None
    if found is None or found.end() < len(lead) - len(" that"):
        return None
    return ModalityCue(value, " ".join(found[0].split()))


def _last(cues: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return the cue that stands nearest before the span."""
    found = None
    for found in cues.finditer(words):  # noqa: B007
        pass
    return found


def _only_names(passage: Passage) -> bool:
    """Return whether the span stands before its noun, after an article: “the $3 billion line”."""
    return bool(
        _DETERMINER.search(passage.before)
        and _OF_NOUN.match(passage.after)
        and len(passage.quote.split()) <= 5
    )


def _right_after(after: str) -> str:
    """Return the first words after the span, among which the verb of its subject stands."""
    return " ".join(after.split()[:3])
