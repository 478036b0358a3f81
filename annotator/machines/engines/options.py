"""Options of a reader, checked one by one, in words that name them (pure: no Django)."""

from collections.abc import Mapping
from typing import Any

MOST_ENTRIES = 200
"""Of an option that holds several things by name."""


class OptionsRefused(ValueError):
    """An option, or the model or prompt, is none that the engine takes; the message says why."""


class OptionReader:
    """Takes options out of what was typed; at last `done` refuses what nobody took."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._left = dict(given)
        self.taken: dict[str, Any] = {}

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """Take a whole number. Raises OptionsRefused."""
        told = self._take(name, default)
        if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
            raise OptionsRefused(f"{name} must be a whole number from {least:,} to {most:,}.")
        self.taken[name] = told
        return told

    def whole_or_none(self, name: str, default: int, least: int, most: int) -> int | None:
        """Take a whole number, or null where none is wanted. Raises OptionsRefused."""
        return None if self._is_none(name) else self.whole(name, default, least, most)

    def number(self, name: str, default: float, most: float = 1.0) -> float:
        """Take a number from 0 on. Raises OptionsRefused."""
        told = self._take(name, default)
        is_number = isinstance(told, int | float) and not isinstance(told, bool)
        if not is_number or not 0 <= told <= most:
            raise OptionsRefused(f"{name} must be a number from 0 to {most:g}.")
        self.taken[name] = float(told)
        return float(told)

    def number_or_none(self, name: str, default: float, most: float = 1.0) -> float | None:
        """Take a number from 0 on, or null where none is wanted. Raises OptionsRefused."""
        return None if self._is_none(name) else self.number(name, default, most)

    def switch(self, name: str, default: bool) -> bool:
        """Take yes or no. Raises OptionsRefused."""
        told = self._take(name, default)
        if not isinstance(told, bool):
            raise OptionsRefused(f"{name} must be true or false.")
        self.taken[name] = told
        return told

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Take one of the words that are known; the only one where none is told. Raises
        OptionsRefused."""
        told = self._take(name, known[0] if len(known) == 1 else None)
        if not isinstance(told, str) or told not in known:
            listed = ", ".join(known) or "none here"
            raise OptionsRefused(f"{name} must be one of: {listed}.")
        self.taken[name] = told
        return told

    def labels(self, name: str) -> dict[str, str]:
        """Take what calls things as the model does, each with the slug of our label. Raises
        OptionsRefused."""
        told = self._take(name, {})
        if not isinstance(told, dict) or not 0 < len(told) <= MOST_ENTRIES:
            raise OptionsRefused(
                f'{name} must say which label is whose: {{"PERSON": "entity-person"}}.'
            )
        for theirs, ours in told.items():
            if not isinstance(ours, str) or not theirs.strip() or not ours.strip():
                raise OptionsRefused(f"{name}: “{theirs[:60]}” needs the slug of a label of ours.")
        self.taken[name] = dict(told)
        return dict(told)

    def anything(self, name: str) -> Any:
        """Take what is passed on as it is; an empty object where nothing is told."""
        self.taken[name] = self._take(name, {})
        return self.taken[name]

    def done(self) -> dict[str, Any]:
        """Return all that was taken. Raises OptionsRefused where something is left."""
        if self._left:
            listed = ", ".join(self.taken) or "none"
            raise OptionsRefused(
                f"{sorted(self._left)[0][:60]} is no option of this engine; known are: {listed}."
            )
        return self.taken

    def _is_none(self, name: str) -> bool:
        """Take a null, and return whether one is told."""
        is_none = name in self._left and self._left[name] is None
        if is_none:
            self.taken[name] = self._left.pop(name)
        return is_none

    def _take(self, name: str, default: Any) -> Any:
        return self._left.pop(name, default)


def no_model(model: str) -> None:
    """Refuse a model where the engine has none. Raises OptionsRefused."""
    if model.strip():
        raise OptionsRefused("This engine has no model: leave it empty.")


def no_prompt(prompt: str) -> None:
    """Refuse a prompt where nobody reads it. Raises OptionsRefused."""
    if prompt.strip():
        raise OptionsRefused("This engine reads no prompt: leave it empty.")
