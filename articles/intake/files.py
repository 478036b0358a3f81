"""Read files or pasted text as article drafts, storing nothing and guessing nothing.

Every reader yields drafts and problems in the order in which they stand, so that a caller can show
its progress; `gather` makes a batch of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from articles.intake.came_as import came_as_file, came_as_text
from articles.intake.decoding import Decoded, Undecodable, decode
from articles.intake.documents.contents import Unreadable
from articles.intake.documents.reading import DOCUMENT_LIMIT, is_document, read_document
from articles.intake.drafts import (
    TEXT_LIMIT,
    AsRead,
    Batch,
    Draft,
    DraftNote,
    DraftProblem,
    Incoming,
    draft,
    gather,
    in_megabytes,
)
from articles.intake.fields import Refused
from articles.intake.manifests import Fault, UnreadColumns, jsonl_rows, manifest_rows
from articles.intake.webpages import NoArticle, read_page
from articles.text import TextRefused, canonical

__all__ = [
    "Batch",
    "Draft",
    "DraftNote",
    "DraftProblem",
    "Incoming",
    "gather",
    "read_pasted",
    "read_paths",
    "read_uploads",
]

MANIFESTS = {".csv": manifest_rows, ".jsonl": jsonl_rows}
PAGES = {".html", ".htm"}
TEXTS = {".txt"}
PAGE_LIMIT = 5_000_000  # bytes: most of a web page is not its text
Fetch = Callable[[str], bytes]


def suffix(name: str) -> str:
    """Return the ending of a file's name in small letters, with its stop."""
    return PurePosixPath(name).suffix.lower()


def is_manifest(name: str) -> bool:
    """Return whether a file of this name is a manifest."""
    return suffix(name) in MANIFESTS


def read_pasted(raw: str, values: Mapping[str, str]) -> Iterator[Incoming]:
    """Yield the draft of one text from a form, or its problems. `values` as in `drafts.draft`."""
    return draft("The pasted text", values, raw, came=came_as_text(raw))


def read_paths(paths: Iterable[Path], source: str = "", encoding: str = "") -> Iterator[Incoming]:
    """Yield drafts and problems of manifests and single files on disk.

    `source` is the source of the files that name none, `encoding` how those are read that do not
    say it.
    """
    values = {"source": source, "encoding": encoding}
    for path in paths:
        name = str(path)
        try:
            if is_manifest(name):
                yield from _manifest(name, _on_disk(name), _beside(path), values)
            else:
                yield from _single(name, name, _on_disk, values)
        except Refused as refusal:
            yield DraftProblem(name, str(refusal))


def read_uploads(
    files: Iterable[tuple[str, bytes]], values: Mapping[str, str]
) -> Iterator[Incoming]:
    """Yield drafts and problems of files that came together, each given as its name and bytes.

    A file that a manifest names is read through the manifest alone. `values` fill in what a file
    does not say of itself.
    """
    uploads: dict[str, bytes] = {}
    for name, raw in files:
        if name in uploads:
            yield DraftProblem(name, "Two files have this name. Rename one, in the manifest too.")
        uploads[name] = raw
    named: set[str] = set()

    def fetch(wanted: str) -> bytes:
        path = PurePosixPath(wanted)
        if path.is_absolute() or ".." in path.parts or "\\" in wanted or ":" in wanted:
            raise Refused("It leaves the manifest's folder. Write its bare name.")
        name = wanted if wanted in uploads else path.name
        if name not in uploads:
            raise Refused("It did not come along. Choose it together with the manifest.")
        named.add(name)
        return uploads[name]

    for name, raw in uploads.items():
        if is_manifest(name):
            yield from _manifest(name, raw, fetch, values)
    for name in uploads:
        if not is_manifest(name) and name not in named:
            yield from _single(name, name, uploads.__getitem__, values)


def _manifest(
    name: str, raw: bytes, fetch: Fetch, defaults: Mapping[str, str]
) -> Iterator[Incoming]:
    try:
        text, encoding, notes = _decoded_manifest(raw, defaults.get("encoding", ""))
    except Undecodable as error:
        yield DraftProblem(name, str(error))
        return
    yield from (DraftNote(name, note) for note in notes)
    empty = True
    for row in MANIFESTS[suffix(name)](text):
        if isinstance(row, UnreadColumns):
            yield DraftNote(name, str(row))
            continue
        empty = False
        place = f"{name}, line {row.line}"
        if isinstance(row, Fault):
            yield DraftProblem(place, row.message)
            continue
        given = {key: value for key, value in row.values.items() if value.strip()}
        values = {**defaults, **given}
        if ("file" in given) == ("text" in given):
            remedy = "not both" if "file" in given else "this row has neither"
            yield DraftProblem(place, f"Give a file or a text: {remedy}.")
        elif "text" in given:
            text = row.values["text"]
            came = came_as_text(text, place)
            yield from draft(place, values, text, AsRead(encoding), came)
        else:
            yield from _single(place, given["file"].strip(), fetch, values, row=True)
    if empty:
        yield DraftProblem(
            name, "It holds no articles. Write a header row, then one row an article."
        )


def _decoded_manifest(raw: bytes, said: str) -> Decoded:
    """Return the text of a manifest; what is said of the encoding is of files that are no UTF-8."""
    try:
        return Decoded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return decode(raw, said=said)


def _single(
    place: str, name: str, fetch: Fetch, values: Mapping[str, str], row: bool = False
) -> Iterator[Incoming]:
    """Yield the draft of one .txt, .html, .pdf or .docx file, or its problems.

    What `values` say stands before what a page says. For a manifest's row (`row`), `place` is where
    to look, and the file's name says what to mend.
    """
    said = {key: value for key, value in values.items() if value}
    try:
        raw = fetch(name)
        document = read_document(name, raw) if is_document(name) else None
        if document is None:
            text, found, read = _contents(name, raw, said.get("encoding", ""))
        else:
            text, found = document.text, {}
            canonical(text)  # a refusal names the file
            read = AsRead(notes=document.notes, markup=document.markup)
    except (Refused, Undecodable, NoArticle, TextRefused, Unreadable) as refusal:
        yield DraftProblem(place, f"file “{name}”: {refusal}" if row else str(refusal))
        # What else is wrong is told now, not on the next try.
        yield from (item for item in draft(place, said, "-") if isinstance(item, DraftProblem))
    else:
        pages, notes = (document.pages, document.notes) if document else ((), ())
        came = came_as_file(name, raw, read.encoding, pages, notes)
        yield from draft(place, {**found, **said}, text, read, came)


def _contents(name: str, raw: bytes, encoding: str) -> tuple[str, dict[str, str], AsRead]:
    """Return a file's text, what it says of itself, and how it was read.

    `encoding` is what somebody says of it, or empty.
    """
    if len(raw) > _limit(name):
        raise Refused(_too_large(len(raw), _limit(name)))
    if suffix(name) in TEXTS:
        text, read_as, notes = decode(raw, said=encoding)
        canonical(text)  # a refusal names the file
        return text, {}, AsRead(read_as, notes)
    if suffix(name) in PAGES:
        page = read_page(raw, encoding)
        return page.text, _found(page._asdict()), page.read
    raise Refused(
        "Only .txt, .html, .pdf, .docx, .csv and .jsonl can be read. Save it as plain text."
    )


def _found(page: Mapping[str, Any]) -> dict[str, str]:
    """Return what a page says of itself, without values that could not be stored: nobody typed
    them."""
    kept = {}
    for name in ("title", "byline", "url", "language", "published_on"):
        value = page[name][:500] if name == "title" else page[name]
        if not any(
            isinstance(i, DraftProblem) for i in draft("", {"source": "-", name: value}, "-")
        ):
            kept[name] = value
    return kept


def _limit(name: str) -> int:
    if is_document(name):
        return DOCUMENT_LIMIT
    return PAGE_LIMIT if suffix(name) in PAGES else TEXT_LIMIT


def _too_large(size: int, limit: int) -> str:
    return f"The file has {in_megabytes(size)}; {in_megabytes(limit)} are read. Split it."


def _on_disk(name: str) -> bytes:
    """Return a file's bytes. Raises Refused, for a text that is too large before it is read."""
    path = Path(name)
    try:
        if not path.is_file():
            raise Refused("There is no such file. Correct its name.")
        size = path.stat().st_size
        if not is_manifest(name) and size > _limit(name):
            raise Refused(_too_large(size, _limit(name)))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"The file cannot be read ({error}).") from error


def _beside(manifest: Path) -> Fetch:
    return lambda file: _on_disk(str(manifest.parent / file))
