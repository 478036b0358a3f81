"""What an annotation was accepted from: a higher floor knows, and is asked while it is stored."""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation


class Origins(Protocol):
    """Keeps which annotations were accepted from what somebody else had marked."""

    def judge(self, annotation: Annotation, mark: UUID | None) -> None:
        """Set `proposed` by whether the annotation still says what it was accepted from.

        `mark` is what it is accepted from just now; None asks for what is kept. Raises
        ValidationError where there is no such mark of its article.
        """

    def keep(self, annotation: Annotation, mark: UUID) -> None:
        """Keep that the annotation, which is stored by now, was accepted from the mark."""

    def makers(self, annotations: Collection[UUID]) -> Mapping[UUID, str]:
        """Return who had marked what these were accepted from, by name; without the others."""


class _Unknown:
    """Knows of nothing: where no higher floor has joined."""

    def judge(self, annotation: Annotation, mark: UUID | None) -> None:
        if mark is not None:
            raise ValidationError({"from_machine": "This desk has no machines that mark."})

    def keep(self, annotation: Annotation, mark: UUID) -> None:
        """Keep nothing: `judge` has refused it."""

    def makers(self, annotations: Collection[UUID]) -> Mapping[UUID, str]:
        """Return nobody."""
        return {}


_joined: list[Origins] = [_Unknown()]


def join(origins: Origins) -> None:
    """Let these be asked from now on."""
    _joined[:] = [origins]


def judge(annotation: Annotation, mark: UUID | None) -> None:
    """Set `proposed` of an annotation that is about to be stored. Raises ValidationError."""
    _joined[0].judge(annotation, mark)


def keep(annotation: Annotation, mark: UUID) -> None:
    """Keep what an annotation that was just stored was accepted from."""
    _joined[0].keep(annotation, mark)


def makers(annotations: Collection[UUID]) -> Mapping[UUID, str]:
    """Return who had marked what these annotations were accepted from, by name: one statement, none
    where there are none."""
    return _joined[0].makers(annotations) if annotations else {}


def suggestion_of(maker: str) -> str:
    """Return whose suggestion it was: “Cues’ suggestion”, “Reader’s suggestion”."""
    return f"{maker}{'’' if maker.endswith('s') else '’s'} suggestion"
