"""Check a copy of an edition's JSON: whether it is what this desk published."""

import json
from typing import NamedTuple

from annotator.comparison.editions.documents.document import canonical_json, hash_of
from annotator.comparison.editions.stored import withdrawal_of
from annotator.comparison.models import Edition, Withdrawal


class NoEdition(ValueError):
    """A file is no JSON of an edition, or not as it was published; the message says why."""


class CheckedCopy(NamedTuple):
    """A copy that holds what an edition holds; `as_it_is`: byte by byte. `withdrawal`: why the
    edition no longer stands, if so."""

    edition: Edition
    withdrawal: Withdrawal | None
    as_it_is: bool


def check_copy(content: bytes) -> CheckedCopy:
    """Return the edition of which the content is a copy, however it is laid out.

    Raises NoEdition where it is no JSON, and where no edition of this desk has its hash.
    """
    try:
        text = content.decode()
        document = json.loads(text)
        written = canonical_json(document)
        sha256 = hash_of(written)
    except (ValueError, RecursionError) as error:
        raise NoEdition(f"This is no JSON in UTF-8: {error}.") from error
    found = Edition.objects.select_related("story").filter(sha256=sha256).first()
    if found is None:
        raise NoEdition(f"SHA-256 {sha256}: {_not_ours(document)}")
    return CheckedCopy(found, withdrawal_of(found), written == text)


def _not_ours(document: object) -> str:
    """Return what is known of a document that is no copy."""
    if not isinstance(document, dict):
        return "this is no edition."
    story, number = document.get("story"), document.get("edition")
    slug = story.get("slug") if isinstance(story, dict) else None
    if not isinstance(slug, str) or not isinstance(number, int) or "\0" in slug:
        return "this is no edition."
    named = Edition.objects.filter(story__slug=slug, number=number).only("sha256").first()
    if named is None:
        return f"this desk has published no edition {number} of a story “{slug}”."
    return (
        f"edition {number} of “{slug}” was published with SHA-256 {named.sha256}: it was changed."
    )
