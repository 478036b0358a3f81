"""Keep from which mark of a machine an annotation was accepted, and whether it still says the same.

An annotation is made by its annotator's own hand: nothing here makes one. A mark that was taken
back since it was shown (the machine has read again, a change waited offline) is kept like any
other, and so is one that a reading should not have seen: it was seen, and `arms.py` leaves that
reading out. Only what is no machine's mark of this article is refused: no page has ever shown it.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.models.choices import Proposed
from annotator.machines.models import AcceptedMark

_COMPARED = ("label_id", *(detail.attname for detail in SAID_DETAILS))


def judge(annotation: Annotation, mark: UUID | None) -> None:
    """Set `proposed`: taken while label and details are the machine's, else changed.

    `mark` is accepted just now; None asks for the kept one, and changes nothing where none is.
    Raises ValidationError where it is no machine's mark of this article.
    """
    proposed = Annotation.every_layer.filter(layer=Layer.MACHINE, article=annotation.article_id)
    if mark is None:
        found = proposed.filter(machine_mark__accepted__annotation=annotation.pk).first()
        if found is None:
            return
    else:
        found = proposed.filter(pk=mark, machine_mark__isnull=False).first()
        if found is None:
            told = "This suggestion is not there. Reload the page, or mark the words yourself."
            raise ValidationError({"from_machine": told})
    same = all(getattr(annotation, name) == getattr(found, name) for name in _COMPARED)
    annotation.proposed = Proposed.TAKEN if same else Proposed.CHANGED


def keep(annotation: Annotation, mark: UUID) -> None:
    """Keep that the annotation was accepted from the mark."""
    AcceptedMark.objects.create(annotation=annotation, mark_id=mark)


def makers(annotations: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names of the machines from whose marks these were accepted, in one statement."""
    kept = AcceptedMark.objects.filter(annotation__in=annotations)
    return dict(kept.values_list("annotation", "mark__reading__reader__name"))
