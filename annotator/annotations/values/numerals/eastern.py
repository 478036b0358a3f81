"""Read numbers in Chinese characters, alone or behind digits: 三千, 12万亿, 2億5000万, 四分之三."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.numerals.digits import decimal_of, last_digit
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.words.tokens import TextToken

DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
MORE = {"多", "余", "餘"}
MOST_SIGNS = 24


def read_eastern(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Return the number that begins here, or None."""
    found = _whole(tokens, at)
    if found is None or found.value is None:
        return found
    behind = found.next
    if [token.text for token in tokens[behind : behind + 2]] == ["分", "之"]:
        over = _whole(tokens, behind + 2) if behind + 2 < len(tokens) else None
        if over is None or not over.value or not found.value or over.value >= found.value:
            return replace(found, value=None)
        return replace(
            over.at(tokens, at), value=over.value / found.value, step=None, share=True, weak=False
        )
    return found


def _whole(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    total = section = Decimal(0)
    digit: Decimal | None = None
    step, scale, factor, more, begin, signs, run = Decimal(1), 0, 1, False, at, 0, ""
    while at < len(tokens) and at - begin < MOST_SIGNS:
        token = tokens[at]
        sign = token.text
        if token.spaced and at > begin:
            break
        if token.kind == "number" and digit is None and not section and (at == begin or scale):
            digit, run = decimal_of(sign), sign
            if digit is None:
                return None
            step, factor = last_digit(digit), 1
        elif sign in DIGITS and not (run and not run.startswith("=")):
            run = (run or "=") + str(DIGITS[sign])
            digit, step, factor = Decimal(run[1:]), Decimal(1), 1
        elif sign in UNITS:
            if digit is None and not (sign == "十" and (at == begin or section or scale)):
                break
            section += (1 if digit is None else digit) * UNITS[sign]
            step = (step if run and not run.startswith("=") else Decimal(1)) * (
                UNITS[sign] if run and not run.startswith("=") else 1
            )
            digit, run = None, ""
        elif sign in SCALES:
            waiting = section + (digit or 0)
            if not waiting and not total:
                break
            size = SCALES[sign]
            if waiting and scale and size > scale:
                break
            total = total + waiting * size if waiting else total * size
            step, factor, scale = step * size, factor * size if not waiting else size, size
            section, digit, run = Decimal(0), None, ""
        elif sign in MORE and at > begin and at + 1 < len(tokens) and tokens[at + 1].text in SCALES:
            more = True
        elif sign == "点" and run.startswith("=") and _tenths(tokens, at + 1):
            tenths, at = _tenths(tokens, at + 1), at + len(_tenths(tokens, at + 1))
            digit = Decimal(f"{digit}.{tenths}")
            step = last_digit(digit)
        else:
            break
        at, signs = at + 1, signs + 1
    if not signs or (signs == 1 and tokens[begin].kind == "number"):
        return None
    found = Numeral.of(tokens, begin, at, total + section + (digit or 0), step=step, factor=factor)
    weak = signs == 1 and tokens[begin].text in DIGITS
    return replace(found, weak=weak, words=True, limit="more than" if more else "")


def _tenths(tokens: Sequence[TextToken], at: int) -> str:
    found = ""
    while (
        at < len(tokens) and not tokens[at].spaced and tokens[at].text in DIGITS and len(found) < 6
    ):
        found += str(DIGITS[tokens[at].text])
        at += 1
    return found
