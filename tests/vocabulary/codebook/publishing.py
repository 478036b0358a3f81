"""Editions for tests: published in one step."""

from annotator.vocabulary.codebook import actions
from annotator.vocabulary.codebook.editions import (
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
)
from annotator.vocabulary.codebook.texts import LabelText
from annotator.vocabulary.models import CodebookEdition


def new_edition(
    definitions: dict[str, str], by=None, note="So.", guidelines=None, reworded=frozenset()
) -> CodebookEdition:
    """Publish an edition in which labels, new ones too, are defined so."""
    labels = []
    for slug, definition in definitions.items():
        name = slug.split("-")[1].capitalize()
        labels.append(LabelText(slug, name, None, definition))
    actions.write_draft(labels, guidelines, reworded=reworded)
    shown = codebook_stamp(drafted(codebook_of_today(), draft()))
    return actions.publish(note, by, shown=shown)
