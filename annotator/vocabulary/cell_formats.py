"""The columns of the vocabulary's tables: how a value stands in a cell, and what a cell says.

A cell that says what is stored already, but for outer spaces or line ends, changes nothing.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from import_export.fields import Field

from annotator.cells import defused, figure, restored
from annotator.vocabulary.models import Alias
from articles.models import Story

YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


class CellFormat(Field):  # type: ignore[misc]
    """Free text. `from_cell` raises ValueError, in words, for a cell that cannot be meant."""

    def __init__(self, name: str, help: str = "") -> None:
        super().__init__(attribute=name, column_name=name)
        self.help = help

    def to_cell(self, value: Any) -> str:
        """Return the value as it stands in a cell."""
        return defused(str(value))

    def from_cell(self, cell: str) -> Any:
        """Return the value that the cell gives, once its apostrophe against formulas is taken
        off."""
        return cell

    def clean(self, row: dict[str, str], **kwargs: Any) -> Any:
        return self.from_cell(restored(row[self.column_name]).strip())

    def export(self, instance: Model, **kwargs: Any) -> str:
        value = self.get_value(instance)
        return "" if value is None else self.to_cell(value)

    def save(self, instance: Model, row: dict[str, str], is_m2m: bool = False, **rest: Any) -> None:
        """Set the instance's value; an empty cell gives the value that a new thing has."""
        cell = restored(row[self.column_name])
        if _trimmed(cell) == _trimmed(restored(self.export(instance))):
            return
        if cell.strip():
            value = self.clean(row)
        else:
            value = instance._meta.get_field(self.attribute).get_default()  # type: ignore[union-attr]
        setattr(instance, self.attribute, value)


class MeaningText(CellFormat):
    """What a label means: given to a new label, and changed by an edition of the codebook alone."""

    def save(self, instance: Model, row: dict[str, str], is_m2m: bool = False, **rest: Any) -> None:
        """Set the text of a new label. Raises ValueError for another one of a label that is
        there."""
        before = self.get_value(instance)
        super().save(instance, row, is_m2m, **rest)
        if not instance._state.adding and self.get_value(instance) != before:
            raise ValueError(
                "What a label means changes with an edition of the codebook: change it on the page "
                "Codebook, or import codebook.csv there."
            )


class ShortcutKey(CellFormat):
    """One key of the keyboard, in either case."""

    def from_cell(self, cell: str) -> str:
        return cell.lower()


class YesNo(CellFormat):
    """A yes or a no."""

    def to_cell(self, value: Any) -> str:
        return "yes" if value else "no"

    def from_cell(self, cell: str) -> bool:
        word = cell.casefold()
        if word not in YES | NO:
            raise ValueError(f"“{cell}” is neither yes nor no.")
        return word in YES


class NumberFormat(CellFormat):
    """A number, whole if asked; a decimal comma is understood."""

    def __init__(self, name: str, help: str = "", *, whole: bool = False) -> None:
        super().__init__(name, help)
        self.whole = whole

    def to_cell(self, value: Any) -> str:
        return figure(repr(value).removesuffix(".0"))

    def from_cell(self, cell: str) -> float | int:
        asked = r"[+-]?\d+" if self.whole else r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?"
        if not re.fullmatch(asked, cell, re.ASCII) or len(cell) > 40:
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(f"“{cell}” is not {kind}.")
        return int(cell) if self.whole else float(cell.replace(",", "."))


class StorySlug(CellFormat):
    """The story, by its slug. It is half of a question's key."""

    def __init__(self, name: str, help: str = "") -> None:
        super().__init__(name, help)
        self.known: dict[str, Story] = {}

    def to_cell(self, value: Any) -> str:
        return defused(value.slug)

    def from_cell(self, cell: str) -> Story:
        if not self.known:
            self.known = {story.slug: story for story in Story.objects.defer("guidelines")}
        if cell not in self.known:
            raise ValidationError({self.column_name: f"There is no story “{cell}”."})
        return self.known[cell]


class Aliases(CellFormat):
    """Other names with bars between; a bar within a name has a backslash before it."""

    def get_value(self, instance: Any) -> tuple[str, ...] | None:
        if hasattr(instance, "named"):
            return tuple(instance.named)
        if instance.pk is None:
            return ()
        return tuple(sorted(alias.name for alias in instance.aliases.all()))

    def to_cell(self, value: Iterable[str]) -> str:
        return defused(" | ".join(re.sub(r"([\\|])", r"\\\1", name) for name in value))

    def from_cell(self, cell: str) -> tuple[str, ...]:
        parts = [""]
        for piece in re.findall(r"\\[\\|]|\||[^\\|]+|\\", cell):
            if piece == "|":
                parts.append("")
            else:
                parts[-1] += piece[1] if len(piece) == 2 and piece[0] == "\\" else piece
        names = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        longest = Alias._meta.get_field("name").max_length or 0
        for name in names:
            if len(name) > longest:
                raise ValueError(f"An alias has at most {longest} characters: “{name[:40]}…”.")
        return names

    def save(self, instance: Any, row: dict[str, str], is_m2m: bool = False, **rest: Any) -> None:
        """Add the cell's names to the stored ones; a name that the cell does not have stays."""
        stored = self.get_value(instance) or ()
        instance.named = tuple(sorted({*stored, *self.clean(row)}))


def _trimmed(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
