"""Days as manifests and spreadsheets write them; which number is the month is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.sheets.days import NoDay, read_day

LAST = date(2021, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "2021-12-31", "2021-12-31T00:00:00", "2021-12-31 00:00:00", "2021-12-31T10:00:00Z",
        "2021-12-31T23:59:59.123+05:30", "2021-12-31 10:00", "2021/12/31", "31.12.2021",
        "31. 12. 2021", "31/12/2021", "12/31/2021", "12-31-2021", "31-12-2021", "31/12/2021 10:30",
        "12/31/2021 1:05:09 PM",
    ],
)  # fmt: skip
def test_one_day_in_every_way(written):
    assert read_day(written) == LAST


def test_between_stops_the_day_comes_first():
    assert read_day("03.02.2022") == date(2022, 2, 3)


@pytest.mark.parametrize(
    "written", ["", "soon", "31.12.21", "20211231", "44561", "2021-02-30", "31/31/2021", "٣١/١٢/٢٠٢١",
                "0000-01-01", "2021-12-31x", "2021-12/31"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_the_form_to_write(written):
    with pytest.raises(NoDay, match="is not a day"):
        read_day(written)


@given(st.dates(date(1, 1, 1)))
def test_a_day_is_never_read_as_another(day):
    ways = [f"{day.day}/{day.month}/{day.year:04}", f"{day.month}/{day.day}/{day.year:04}"]
    for written in ways:
        if day.day > 12 or day.day == day.month:
            assert read_day(written) == day
        else:
            with pytest.raises(NoDay, match=f"{day.isoformat()}"):
                read_day(written)
