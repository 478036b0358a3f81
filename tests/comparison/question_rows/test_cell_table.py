"""The statements that write many cells name every column of the model."""

import re

from annotator.comparison.models import QuestionCell
from annotator.comparison.question_rows.cell_table import KEEP, TAKE_IN


def test_every_column_is_written():
    named = set(re.findall(r"\w+", TAKE_IN.partition("(")[2].partition(")")[0]))
    named |= set(re.findall(r"(\w+) = %s", KEEP))
    assert named == {field.column for field in QuestionCell._meta.concrete_fields} - {"id"}
    table = QuestionCell._meta.db_table
    assert f"INTO {table} " in TAKE_IN
    assert f"UPDATE {table} " in KEEP
