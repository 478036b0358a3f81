"""Find dates as they are written, and the days they cover."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan январь января جنوری يناير",
            "february feb февраль февраля فروری فبراير",
            "march mar март марта مارچ مارس",
            "april apr апрель апреля اپریل أبريل ابريل",
            "may май мая مئی مايو",
            "june jun июнь июня جون يونيو",
            "july jul июль июля جولائی يوليو",
            "august aug август августа اگست أغسطس",
            "september sept sep сентябрь сентября ستمبر سبتمبر",
            "october oct октябрь октября اکتوبر أكتوبر",
            "november nov ноябрь ноября نومبر نوفمبر",
            "december dec декабрь декабря دسمبر ديسمبر",
        ),
        1,
    )
    for word in words.split()
}
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"[12]\d{3}(?!\d)"
_GAP = r"[\s,]{1,2}"
_DATE = re.compile(
    rf"(?<![\w/])(?:"
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-\d{{2}})?(?![\w-]))"
    rf"|(?P<cut>\d{{1,2}}(?P<mark>[/.-])\d{{1,2}}(?P=mark){_YEAR})"
    rf"|(?P<d1>{_DAY})(?:\s?[-–]\s?(?P<until>{_DAY}))?\s(?:of\s)?(?P<m1>{_MONTH}){_GAP}(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>{_DAY}){_GAP}(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})(?:\sof)?{_GAP}(?P<y3>{_YEAR})"
    rf"|(?P<decade>[12]\d{{2}}0)['’]?s\b"
    rf"|(?P<year>(?:1[5-9]|20)\d\d|2100)(?:\s?(?:годах|году|года|год|г\.)|年|(?![\w/%])(?![.,]\d))"
    rf")",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: where it stands, its first and last day, and whether it is a bare year."""

    start: int
    end: int
    first: date
    last: date
    bare_year: bool = False


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12 or year < 1:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _named(word: str) -> int:
    return MONTHS[word.rstrip(".").lower()]


def _cut(words: str) -> tuple[date, date] | None:
    """Read 24/02/2022 where only one reading is possible; with points the day comes first."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", words))
    if "." in words or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _covered(match: re.Match[str]) -> tuple[date, date] | None:
    if iso := match["iso"]:
        year, month, *day = (int(part) for part in iso.split("-"))
        return _day(year, month, day[0]) if day else _month(year, month)
    if match["cut"]:
        return _cut(match["cut"])
    if match["d1"]:
        found = _day(_number(match["y1"]), _named(match["m1"]), _number(match["d1"]))
        if found and match["until"]:
            last = _day(found[0].year, found[0].month, _number(match["until"]))
            return (found[0], last[0]) if last and last > found else None
        return found
    if match["m2"]:
        return _day(_number(match["y2"]), _named(match["m2"]), _number(match["d2"]))
    if match["m3"]:
        return _month(_number(match["y3"]), _named(match["m3"]))
    if match["decade"]:
        year = int(match["decade"])
        return date(year, 1, 1), date(year + 9, 12, 31)
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def find_dates(text: str) -> list[WrittenDate]:
    """Return every date in a text whose digits are ASCII already; one without a year is left
    out."""
    return [
        WrittenDate(match.start(), match.end(), *covered, bare_year=bool(match["year"]))
        for match in _DATE.finditer(text)
        if (covered := _covered(match))
    ]


def tidy_partial_date(text: str) -> str:
    """Return a date that a person typed, as 1999, 1999-04 or 1999-04-12.

    Raises ValueError with a message for the person.
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", typed):
        year, month, day = (*map(int, typed.split("-")), 1, 1)[:3]
        if year and _day(year, month, day):
            return typed
    raise ValueError(f"“{typed[:40]}” is not a date: write 1999, 1999-04 or 1999-04-12.")


def tidy_day(text: str, last: bool) -> str:
    """Return the first, or the last, ISO day of a date a person typed: 1999-04 is 1999-04-01 or
    -30.

    Raises ValueError with a message for the person.
    """
    parts = tidy_partial_date(text).split("-")
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    day = int(parts[2]) if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day).isoformat()
