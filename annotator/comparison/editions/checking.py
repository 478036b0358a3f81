"""Check a copy of an edition's JSON: whether it is what this desk published."""

from typing import NamedTuple

from annotator.comparison.editions.documents.document import canonical_json, hash_of
from annotator.comparison.editions.documents.erasing import earlier_hashes
from annotator.comparison.editions.stored import document_of, withdrawal_of
from annotator.comparison.models import Edition, Withdrawal
from annotator.foreign_json import read_json


class NoEdition(ValueError):
    """A file is no JSON of an edition, or not as it was published; the message says why."""


class CheckedCopy(NamedTuple):
    """A copy that holds what an edition holds; `as_it_is`: byte by byte. `withdrawal`: why the
    edition no longer stands, if so; `erased_since`: something of it was erased, and stands in the
    copy alone. `sha256`: the hash of the copy."""

    edition: Edition
    withdrawal: Withdrawal | None
    as_it_is: bool
    sha256: str
    erased_since: bool = False


def check_copy(content: bytes) -> CheckedCopy:
    """Return the edition of which the content is a copy, however it is laid out.

    Raises NoEdition where it is no JSON, and where no edition of this desk has its hash.
    """
    try:
        text = content.decode()
        document = read_json(text)
        written = canonical_json(document)
        sha256 = hash_of(written)
    except ValueError as error:
        raise NoEdition(f"This cannot be read as JSON in UTF-8. {error}") from error
    found = Edition.objects.select_related("story").filter(sha256=sha256).first()
    earlier = found is None
    found = found or _had_once(document, sha256)
    if found is None:
        raise NoEdition(f"SHA-256 {sha256}: {_not_ours(document)}")
    return CheckedCopy(found, withdrawal_of(found), written == text, sha256, earlier)


def _had_once(document: object, sha256: str) -> Edition | None:
    """Return the edition that the document names, if it had this hash before an erasure."""
    named = _named(document)
    return named if named and sha256 in earlier_hashes(document_of(named)) else None


def _not_ours(document: object) -> str:
    """Return what is known of a document that is no copy."""
    found = _slug_and_number(document)
    if found is None:
        return "this is no edition."
    slug, number = found
    named = _named(document)
    if named is None:
        return f"this desk has published no edition {number} of a story “{slug}”."
    return (
        f"edition {number} of “{slug}” was published with SHA-256 {named.sha256}: it was changed."
    )


def _named(document: object) -> Edition | None:
    """Return the edition of this desk that the document says it is."""
    found = _slug_and_number(document)
    if found is None:
        return None
    slug, number = found
    return Edition.objects.select_related("story").filter(story__slug=slug, number=number).first()


def _slug_and_number(document: object) -> tuple[str, int] | None:
    if not isinstance(document, dict):
        return None
    story, number = document.get("story"), document.get("edition")
    slug = story.get("slug") if isinstance(story, dict) else None
    if not isinstance(slug, str) or not isinstance(number, int) or "\0" in slug:
        return None
    return slug, number
