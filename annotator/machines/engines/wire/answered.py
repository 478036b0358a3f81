"""What an engine answered as JSON, read as spans: strict about types, forgiving about all that was
not asked for (pure: no Django)."""

from collections.abc import Mapping
from typing import Any

from annotator.machines.engines.protocol import EngineAnswer, EngineFailed, ProposedSpan
from annotator.machines.engines.wire.loose_json import LooseAnswer, found_in
from annotator.text import shortened

MOST_TOKENS = 10_000_000
MOST_COST = 1_000_000.0
"""What one answer may be said to have used: more is counted as this."""
MOST_SPANS = 20_000
"""Of one answer: how many more it says is counted, and they are not looked at."""
LONGEST_VERSION = 100
_TEXTS = ("before", "after")
_OFFSETS = ("start", "end")


def read_answer(words: str, *, usage: bool = True, most: int = MOST_SPANS) -> EngineAnswer:
    """Return what the words say, at most so many spans; `usage`: whether they may say what it took.
    Raises EngineFailed where no JSON with spans is in them."""
    found = found_in(words)
    if found is None:
        what = "it answered nothing" if not words.strip() else "there is no JSON with spans in it"
        raise EngineFailed(f"Its answer cannot be read: {what}.")
    return answer_of(found, usage=usage, most=most)


def answer_of(found: LooseAnswer, *, usage: bool = True, most: int = MOST_SPANS) -> EngineAnswer:
    """Return the first spans of what was found; what is none is counted, and so is a broken end."""
    read = [_span(one) for one in found.spans[:most]]
    spans = tuple(one for one in read if one is not None)
    unreadable = len(read) - len(spans) + found.cut_off
    told: Mapping[str, Any] = (found.whole or {}) if usage else {}
    took = told.get("usage")
    took = took if isinstance(took, dict) else {}
    return EngineAnswer(
        spans,
        unreadable,
        tokens(took.get("tokens_in")),
        tokens(took.get("tokens_out")),
        _cost(told.get("cost")),
        version_told(told.get("version")),
        len(found.spans) - len(read),
    )


def tokens(told: Any) -> int:
    """Return how many tokens are said to have been used; 0 where that is no number of them."""
    return min(told, MOST_TOKENS) if _is_whole(told) and told > 0 else 0


def version_told(told: Any) -> str:
    """Return a model's version as it is told, without what cannot be printed."""
    return one_line(told, LONGEST_VERSION) if isinstance(told, str) else ""


def one_line(words: str, longest: int) -> str:
    """Return words of others as a line to be shown: short, and of what can be printed."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words[: 20 * longest])
    return shortened(" ".join(plain.split()), longest)


def _cost(told: Any) -> float | None:
    return float(min(told, MOST_COST)) if _is_number(told) and told >= 0 else None


def _span(told: Any) -> ProposedSpan | None:
    """Return a span, or None where one of its parts is of another type than it has to be."""
    if not isinstance(told, dict):
        return None
    quote, label = told.get("quote"), told.get("label")
    offsets = [told.get(name) for name in _OFFSETS]
    texts = ["" if (said := told.get(name)) is None else said for name in _TEXTS]
    details = _details(told.get("details"))
    confidence = told.get("confidence")
    is_typed = (
        isinstance(quote, str)
        and isinstance(label, str)
        and all(one is None or _is_whole(one) for one in offsets)
        and all(isinstance(one, str) for one in texts)
        and details is not None
        and (confidence is None or _is_number(confidence))
    )
    if not is_typed or not quote or details is None:
        return None
    share = float(confidence) if confidence is not None and 0 <= confidence <= 1 else None
    return ProposedSpan(
        quote, str(label), offsets[0], offsets[1], details, share, texts[0], texts[1]
    )


def _details(told: Any) -> dict[str, str] | None:
    """Return the details that are said; None where one of them is no text."""
    if told is None:
        return {}
    if not isinstance(told, dict):
        return None
    said = {name: value for name, value in told.items() if value is not None}
    return said if all(isinstance(value, str) for value in said.values()) else None


def _is_whole(told: Any) -> bool:
    return isinstance(told, int) and not isinstance(told, bool)


def _is_number(told: Any) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool)
