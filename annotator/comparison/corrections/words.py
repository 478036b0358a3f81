"""Say in a cell, and beside a quote, that it was corrected: from what, and when."""

from collections.abc import Collection, Mapping

from django.utils.dateformat import format as format_date

from annotator.comparison.corrections.finding import BecameOf, corrected_answers
from articles.models import Story

CorrectedCells = Mapping[tuple[int, int], str]
"""By question and article, what was corrected there, in words."""


def corrected_cells(story: Story, articles: Collection[int]) -> CorrectedCells:
    """Return what was corrected in these articles; one statement where nothing was."""
    found = corrected_answers(story, articles)
    return {
        place: "; ".join(
            f"{'taken out' if one.became == BecameOf.TAKEN_OUT else 'corrected from'} "
            f"{one.was_value} on {format_date(day, 'j F Y')}"
            for one, day in answers
        )
        for place, answers in found.items()
    }
