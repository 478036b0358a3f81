"""The vocabulary as tables: labels, entities with their aliases, questions.

A row is known by its key, so a changed key is a new row. An import adds and changes, all or
nothing, and never deletes: what a table does not name stays as it is.
"""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export.formats.base_formats import CSV
from import_export.resources import ModelResource
from tablib import Dataset

from annotator.cells import lines
from annotator.vocabulary.cell_formats import (
    Aliases,
    CellFormat,
    MeaningText,
    NumberFormat,
    ShortcutKey,
    StorySlug,
    YesNo,
)
from annotator.vocabulary.models import Alias, Entity, Label, Question
from articles.intake.sheets.rows import NoTable, SheetRow, sheet_encoding, sheet_rows


class SheetCSV(CSV):  # type: ignore[misc]
    """CSV as spreadsheets write it: commas, semicolons or tabs, with or without a mark."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_title(self) -> str:
        return "csv"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> Dataset:
        """Return the rows that are not blank; `numbers` says which row of the sheet each one is.

        Raises ValidationError, in words, for a file that is no table.
        """
        try:
            text = in_stream.decode(sheet_encoding(in_stream))
            rows = list(sheet_rows(io.StringIO(text, newline="")))
        except UnicodeError as error:
            words = "The file is not in UTF-8. In the spreadsheet, save it as “CSV UTF-8”."
            raise ValidationError(words) from error
        except NoTable as error:
            raise ValidationError(f"Line {error.line}: {error}") from error
        if "\0" in text:
            raise ValidationError("The file holds NUL characters: it is not a text file.")
        return _dataset(rows)

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        return "".join(lines(dataset.headers, dataset))


def _dataset(rows: list[SheetRow]) -> Dataset:
    header = rows[0].cells if rows else []
    dataset = Dataset(headers=header)
    dataset.numbers = []
    wrong = []
    for row in rows[1:]:
        if len(row.cells) != len(header):
            wrong.append(
                f"Row {row.number} has {len(row.cells)} cells and the header {len(header)}."
            )
            continue
        dataset.append(row.cells)
        dataset.numbers.append(row.number)
    if wrong:
        raise ValidationError(wrong)
    return dataset


class Changes:
    """What a row changes: (column, before, after) for each cell that differs."""

    def __init__(self, resource: "VocabularyTable", instance: Model, new: bool) -> None:
        self.before = self._cells(resource, instance)
        self.after = self.before

    def compare_with(self, resource: "VocabularyTable", instance: Model) -> None:
        self.after = self._cells(resource, instance)

    def as_html(self) -> list[tuple[str, str, str]]:
        """Return the changes as plain text all the same: the template escapes it."""
        return [
            (name, before, self.after[name])
            for name, before in self.before.items()
            if before != self.after[name]
        ]

    @staticmethod
    def _cells(resource: "VocabularyTable", instance: Model) -> dict[str, str]:
        return {field.column_name: field.export(instance) for field in resource.fields.values()}


class VocabularyTable(ModelResource):  # type: ignore[misc]
    """What the three tables have in common; the user comes with `import_data(user=…)`."""

    class Meta:
        abstract = True

    @classmethod
    def get_diff_class(cls) -> type[Changes]:
        return Changes

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Refuse a header that is not this table's, before any row is looked at."""
        self.user, self.numbers = kwargs["user"], dataset.numbers
        self.seen: dict[tuple[str, ...], int] = {}
        wrong = []
        for name in dict.fromkeys(dataset.headers):
            if name not in self.fields:
                known = ", ".join(self.fields)
                wrong.append(f"There is no column “{name}” here. The columns are: {known}.")
            elif dataset.headers.count(name) > 1:
                wrong.append(f"The column “{name}” stands there twice.")
        for name in self.get_import_id_fields():
            if name not in dataset.headers:
                wrong.append(f"The column “{name}” is missing: it says which row is which.")
        if wrong:
            raise ValidationError(wrong)

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:
        number = self.numbers[kwargs["row_number"] - 1]
        names = self.get_import_id_fields()
        key = tuple(row.get(name, "").strip() for name in names)
        for name, cell in zip(names, key, strict=True):
            if not cell:
                raise ValidationError({name: "This cell must not be empty."})
        first = self.seen.setdefault(key, number)
        if first != number:
            raise ValidationError({names[-1]: f"Row {first} has this {names[-1]} already."})

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        self._signed(instance)
        instance.save(force_insert=is_create)

    def _signed(self, instance: Any) -> None:
        """Note in the history row who imported the table."""
        instance._history_user, instance._change_reason = self.user, "from a table"

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """Number the rows that have errors as the spreadsheet numbers them."""
        for row in [*result.invalid_rows, *result.error_rows]:
            row.number = self.numbers[row.number - 1]
        super().after_import(dataset, result, **kwargs)

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return queryset.order_by(*self.get_import_id_fields())


class TableOptions:
    """The settings of every table: unchanged rows are told, not stored; models are checked."""

    skip_unchanged = True
    report_skipped = True
    store_instance = True
    clean_model_instances = True
    use_transactions = True
    exclude = ("id", "created_at", "asked_at", "first_edition")


class LabelTable(VocabularyTable):
    slug = CellFormat("slug", "The key: kind, hyphen, name. Another slug is another label.")
    kind = CellFormat("kind", "claim, entity or stance; may be left out, the slug tells it.")
    name = CellFormat("name", "As it stands in the palette.")
    definition = MeaningText("definition", "Of a new label: when to use it, and when not.")
    example = MeaningText("example", "Of a new label: words to which it belongs.")
    counterexample = MeaningText("counterexample", "Of a new label: words that only look like it.")
    polarity = NumberFormat("polarity", "Of a stance: 1, 0 or -1. Else empty.", whole=True)
    key = ShortcutKey("key", "The key that chooses it in the palette, or empty.")
    position = NumberFormat("position", "Its place in the palette.", whole=True)
    of_articles = YesNo("of_articles", "yes or no: may it be given to a whole article")
    active = YesNo("active", "yes or no")

    class Meta(TableOptions):
        model = Label
        import_id_fields = ("slug",)

    def init_instance(self, row: dict[str, str] | None = None) -> Label:
        return Label(kind=(row or {}).get("slug", "").strip().partition("-")[0])


class EntityTable(VocabularyTable):
    slug = CellFormat("slug", "The key. Another slug is another entity.")
    name = CellFormat("name")
    aliases = Aliases("aliases", "Other names, as: Khan | A. Khan. They are added, never removed.")
    wikidata = CellFormat("wikidata", "A Wikidata number, as Q843, or empty.")
    description = CellFormat("description")
    active = YesNo("active", "yes or no")

    class Meta(TableOptions):
        model = Entity
        export_order = ("slug", "name", "aliases")
        import_id_fields = ("slug",)

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return super().filter_export(queryset).prefetch_related("aliases")

    def after_save_instance(self, instance: Any, row: dict[str, str], **kwargs: Any) -> None:
        there = {alias.name for alias in instance.aliases.all()}
        for name in getattr(instance, "named", ()):
            if name not in there:
                alias = Alias(entity=instance, name=name)
                self._signed(alias)
                alias.save()


class QuestionTable(VocabularyTable):
    story = StorySlug("story", "The slug of its story. With the slug it is the key.")
    slug = CellFormat("slug", "Another slug is another question.")
    wording = CellFormat("wording")
    type = CellFormat("type", "quantity, date, yes-no, choice or text")
    scope = CellFormat("scope", "Of whom or what it asks.")
    options = CellFormat("options", "Of a choice: one option a line of the cell.")
    together = CellFormat("together", "Options that can hold together: a | b, a set a line.")
    asks = CellFormat("asks", "Of a date: day, began, ended or period.")
    unit = CellFormat("unit", "Of a quantity: the unit to compare in.")
    tolerance = NumberFormat("tolerance", "As a share: 0.02")
    about = NumberFormat("about", "How far “about” reaches, as a share: 0.1")
    whole = NumberFormat("whole", "Of shares: what two scopes add up to, or empty.")
    many = YesNo("many", "yes or no: can several answers hold at once?")
    can_change = YesNo("can_change", "yes or no: can the true value change?")
    settling_days = NumberFormat("settling_days", "How many days it takes to settle.", whole=True)
    active = YesNo("active", "yes or no")

    class Meta(TableOptions):
        model = Question
        import_id_fields = ("story", "slug")

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return queryset.select_related("story").order_by("story__slug", "slug")
