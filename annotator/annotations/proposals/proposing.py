"""All that is proposed for one claim, as the claim's card takes it (pure: no Django)."""

from collections.abc import Sequence
from typing import Any

from annotator.annotations.proposals.asked import AskedQuestion
from annotator.annotations.proposals.circumstances import as_of, scope_of
from annotator.annotations.proposals.modality import PREDICTED, modality_of
from annotator.annotations.proposals.ranking import LikelyQuestion, MarkedSpan, begins_new, ranked
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.proposals.speech.speakers import Speaker, speakers_of

Voices = tuple[Speaker | None, Speaker | None]
"""Who says it, and who reports that."""


def proposals_for(
    marked: MarkedSpan, questions: Sequence[AskedQuestion], registry: Registry
) -> dict[str, Any]:
    """Return the likeliest questions with their values, and the claim's other details."""
    found = ranked(marked, questions)
    type, unit = begins_new(marked.passage.quote, marked.label, marked.published)
    voices = speakers_of(marked.passage, registry)
    told = [_question(marked, one, registry, voices) for one in found]
    return {
        "questions": told,
        "details": told[0]["details"] if told else _details(marked, None, registry, voices),
        "new_question": {"type": type, "unit": unit},
    }


def answered_by(marked: MarkedSpan, question: AskedQuestion, registry: Registry) -> dict[str, Any]:
    """Return the same for one question that the reader has chosen, whether it fits or not."""
    type, unit = begins_new(marked.passage.quote, marked.label, marked.published)
    chosen = LikelyQuestion(question, 0.0, "", marked.read_for(question))
    told = _question(marked, chosen, registry, speakers_of(marked.passage, registry))
    return {
        "questions": [told],
        "details": told["details"],
        "new_question": {"type": type, "unit": unit},
    }


def _question(
    marked: MarkedSpan, one: LikelyQuestion, registry: Registry, voices: Voices
) -> dict[str, Any]:
    question = one.question
    return {
        "slug": question.slug,
        "wording": question.wording,
        "type": question.type,
        "unit": question.unit,
        "why": one.why,
        "values": one.read.values,
        "reads_back": one.read.reads_back,
        "relative": one.read.relative,
        "details": _details(marked, question, registry, voices),
    }


def _details(
    marked: MarkedSpan, question: AskedQuestion | None, registry: Registry, voices: Voices
) -> dict[str, dict[str, str]]:
    """Return each detail that is likely right for the question, by name, with what says so."""
    passage = marked.passage
    type = question.type if question else ""
    found: dict[str, dict[str, str]] = {}
    mode = modality_of(passage, type, marked.label)
    if mode:
        found["modality"] = _said(mode.value, mode.words)
    for name, speaker in zip(("said_by", "via"), voices, strict=True):
        if speaker:
            found[name] = _speaker(speaker)
    if question is None:
        return found
    if type != "date":
        dated = as_of(
            passage,
            marked.published,
            changes=question.changes and type == "quantity",
            predicted=type == "quantity" and mode is not None and mode.value == PREDICTED,
        )
        if dated:
            found["as_of"] = _said(dated.value, dated.words)
    known = [answer.scope for answer in question.answers if answer.scope]
    scope = scope_of(passage, question.scope, known, shares=question.shares)
    if scope:
        slug = "" if scope.value in known else registry.one(scope.value)
        found["scope"] = _said(registry.called[slug] if slug else scope.value, scope.words)
    return found


def _said(value: str, words: str) -> dict[str, str]:
    return {"value": value, "why": f"“{words}”"}


def _speaker(speaker: Speaker) -> dict[str, str]:
    return {
        "value": speaker.named.slug,
        "name": speaker.named.name,
        "why": f"“{speaker.words}”",
    }
