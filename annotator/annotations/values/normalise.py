"""Make the parts of an answer canonical for the question's type."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from annotator.annotations.detail import PlainForm
from annotator.annotations.details import BY_NAME, COMES_TO, DETAILS
from annotator.annotations.values.dates import tidy_day, tidy_partial_date
from annotator.annotations.values.extract import extract
from annotator.annotations.values.numbers import tidy_number
from annotator.annotations.values.units import unit_named
from annotator.text import fold
from annotator.vocabulary.models import Question

PARTIAL_DATES = tuple(d.name for d in DETAILS if d.plain == PlainForm.PARTIAL_DATE)


def normalise_answer(
    given: Mapping[str, str], question: Question | None, published: date | None = None
) -> dict[str, str]:
    """Return the answer's text details, canonical: plain decimals or ISO days, a unit, bounds, a
    key.

    What the annotator left empty is read off the value's own wording, and off the article's date
    (`published`) where that makes a day certain: “yesterday”, not “Thursday”.
    Raises ValidationError by field, in words for the annotator.
    """
    answer = {name: text.strip() for name, text in given.items()}
    kind = question.type if question else _kind_of(answer)
    if kind in {Question.Type.QUANTITY, Question.Type.DATE}:
        _read_off(answer, kind, question.unit if question else "", published)
        _bound(answer, kind)
    elif question and kind in {Question.Type.YES_NO, Question.Type.CHOICE}:
        _choose(answer, question)
    for name in PARTIAL_DATES:
        if answer.get(name):
            with _naming(name):
                answer[name] = tidy_partial_date(answer[name])
    return answer


def _kind_of(answer: Mapping[str, str]) -> str:
    """Return the type of an answer without a question: a date or quantity by its bounds, else a
    text."""
    ends = [answer[name] for name in ("value_low", "value_high") if answer.get(name)]
    if not ends:
        found = extract(answer.get("value", ""))
        return found.type if found else Question.Type.TEXT
    return Question.Type.DATE if any("-" in end[1:] for end in ends) else Question.Type.QUANTITY


def _read_off(answer: dict[str, str], kind: str, unit: str, published: date | None) -> None:
    """Fill the parts that are empty from the value's wording, if no bound was given."""
    if answer.get("value_low") or answer.get("value_high") or not answer.get("value"):
        return
    found = extract(answer["value"], kind, unit, published=published)
    if found is None or found.type != kind or not found.certain:
        return
    for name in COMES_TO:
        if part := BY_NAME[name].read_off:
            answer[name] = answer.get(name) or getattr(found, part)


def _bound(answer: dict[str, str], kind: str) -> None:
    """Make both ends canonical and give the interval its bounds."""
    low, high = answer.get("value_low", ""), answer.get("value_high", "")
    if kind == Question.Type.DATE:
        with _naming("value_low"):
            low = tidy_day(low, last=False) if low else ""
        with _naming("value_high"):
            high = tidy_day(high, last=True) if high else ""
        upside_down = bool(low and high and low > high)
    else:
        with _naming("value_low"):
            low = tidy_number(low) if low else ""
        with _naming("value_high"):
            high = tidy_number(high) if high else ""
        if answer.get("unit"):
            answer["unit"] = unit_named(answer["unit"]) or answer["unit"]
        upside_down = bool(low and high and float(low) > float(high))
    if upside_down:
        raise ValidationError({"value_high": f"The high end, {high}, lies below the low, {low}."})
    approximator = answer.get("approximator", "")
    open_end = {"more than": "low", "at least": "low", "less than": "high", "up to": "high"}
    side = open_end.get(approximator)
    if side and low == high:
        low, high = (low, "") if side == "low" else ("", high)
    elif not side and bool(low) != bool(high) and approximator:
        low = high = low or high
    answer["value_low"], answer["value_high"] = low, high
    if low or high:
        left = "[" if low and approximator != "more than" else "("
        right = "]" if high and approximator != "less than" else ")"
        answer["value_bounds"] = answer.get("value_bounds") or left + right
        if not (low and high):
            answer["value_bounds"] = left + right
    else:
        answer["value_bounds"] = ""


def _choose(answer: dict[str, str], question: Question) -> None:
    """Write the option in its own spelling. Raises ValidationError for what is no option."""
    wanted = answer.get("answer_key") or answer.get("value", "")
    if not wanted:
        return
    options = {fold(option): option for option in question.choices()}
    if fold(wanted) not in options:
        if not answer.get("answer_key"):
            return  # the wording of a source; the option has not been chosen yet
        listed = ", ".join(options.values())
        raise ValidationError(
            {"answer_key": f"“{wanted}” is no option of this question: {listed}."}
        )
    answer["answer_key"] = options[fold(wanted)]


class _naming:
    """Turns a ValueError into a ValidationError that names the field in which it arose."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError):
            raise ValidationError({self.field: str(error)}) from error
