"""A file or pasted text to article drafts. Nothing is stored here, and nothing is guessed.

Everything yields drafts and problems in the order in which they stand, so that a caller can
show its progress; `gather` makes a batch of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from articles.decoding import Undecodable, decode
from articles.drafts import TEXT_LIMIT, Batch, Draft, Problem, Refused, draft, gather, in_megabytes
from articles.manifests import Fault, csv_rows, jsonl_rows
from articles.webpages import NoArticle, read_page

__all__ = ["Batch", "Draft", "Problem", "gather", "read_pasted", "read_paths", "read_uploads"]

MANIFESTS = {".csv": csv_rows, ".jsonl": jsonl_rows}
PAGES = {".html", ".htm"}
TEXTS = {".txt"}
PAGE_LIMIT = 5_000_000  # bytes: most of a web page is not its text
Fetch = Callable[[str], bytes]


def suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def is_manifest(name: str) -> bool:
    return suffix(name) in MANIFESTS


def read_pasted(raw: str, values: Mapping[str, str]) -> Iterator[Draft | Problem]:
    """One text from a form. `values` as in `drafts.draft`."""
    return draft("The pasted text", values, raw)


def read_paths(paths: Iterable[Path], source: str = "") -> Iterator[Draft | Problem]:
    """Manifests and single files on disk; `source` is that of files that name none."""
    for path in paths:
        name = str(path)
        try:
            if is_manifest(name):
                # Several manifests may be large; a text is not.
                yield from _manifest(name, _on_disk(path), _beside(path), {"source": source})
            else:
                yield from _single(name, name, _on_disk(path, _limit(name)), {"source": source})
        except Refused as refusal:
            yield Problem(name, str(refusal))


def read_uploads(
    files: Iterable[tuple[str, bytes]], values: Mapping[str, str]
) -> Iterator[Draft | Problem]:
    """Files that came together, each its name and bytes. What a manifest names it brings along.

    `values` fill in what a file does not say of itself.
    """
    uploads: dict[str, bytes] = {}
    for name, raw in files:
        if name in uploads:
            yield Problem(name, "Two files have this name. Rename one, in the manifest too.")
        uploads[name] = raw
    named: set[str] = set()

    def fetch(wanted: str) -> bytes:
        path = PurePosixPath(wanted)
        if path.is_absolute() or ".." in path.parts or "\\" in wanted or ":" in wanted:
            raise Refused(f"file “{wanted}” leaves the manifest's folder. Write its bare name.")
        name = wanted if wanted in uploads else path.name
        if name not in uploads:
            raise Refused(
                f"file “{wanted}” did not come along. Choose it together with the manifest."
            )
        named.add(name)
        return uploads[name]

    for name, raw in uploads.items():
        if is_manifest(name):
            yield from _manifest(name, raw, fetch, values)
    for name, raw in uploads.items():
        if not is_manifest(name) and name not in named:
            yield from _single(name, name, raw, values)


def _manifest(
    name: str, raw: bytes, fetch: Fetch, defaults: Mapping[str, str]
) -> Iterator[Draft | Problem]:
    try:
        text, encoding = decode(raw)
    except Undecodable as error:
        yield Problem(name, str(error))
        return
    empty = True
    for row in MANIFESTS[suffix(name)](text):
        empty = False
        place = f"{name}, line {row.line}"
        if isinstance(row, Fault):
            yield Problem(place, row.message)
            continue
        given = {key: value for key, value in row.values.items() if value.strip()}
        values = {**defaults, **given}
        if ("file" in given) == ("text" in given):
            remedy = "not both" if "file" in given else "this row has neither"
            yield Problem(place, f"Give a file or a text: {remedy}.")
        elif "text" in given:
            yield from draft(place, values, row.values["text"], encoding)
        else:
            yield from _named_file(place, given["file"].strip(), fetch, values)
    if empty:
        yield Problem(name, "It holds no articles. Write a header row, then one row an article.")


def _named_file(
    place: str, file: str, fetch: Fetch, values: Mapping[str, str]
) -> Iterator[Draft | Problem]:
    try:
        raw = fetch(file)
    except Refused as refusal:
        yield Problem(place, str(refusal))
        return
    for item in _single(place, file, raw, values):
        # The row is where to look; the file is what to mend.
        yield item if isinstance(item, Draft) else Problem(place, f"{file}: {item.message}")


def _single(
    place: str, name: str, raw: bytes, values: Mapping[str, str]
) -> Iterator[Draft | Problem]:
    """One .txt or .html file. What `values` say stands before what a page says."""
    try:
        if len(raw) > _limit(name):
            raise Refused(_too_large(len(raw), _limit(name)))
        if suffix(name) in TEXTS:
            text, encoding = decode(raw)
            yield from draft(place, values, text, encoding)
        elif suffix(name) in PAGES:
            page = read_page(raw)
            said = {key: value for key, value in values.items() if value}
            yield from draft(place, {**_found(page._asdict()), **said}, page.text, page.encoding)
        else:
            raise Refused("Only .txt, .html, .csv and .jsonl can be read. Save it as plain text.")
    except (Refused, Undecodable, NoArticle) as refusal:
        yield Problem(place, str(refusal))


def _found(page: Mapping[str, str]) -> dict[str, str]:
    """What a page says of itself, without what could not be stored: nobody typed it."""
    kept = {}
    for name in ("title", "byline", "url", "language", "published_on"):
        value = page[name][:500] if name == "title" else page[name]
        if not any(isinstance(i, Problem) for i in draft("", {"source": "-", name: value}, "-")):
            kept[name] = value
    return kept


def _limit(name: str) -> int:
    return PAGE_LIMIT if suffix(name) in PAGES else TEXT_LIMIT


def _too_large(size: int, limit: int) -> str:
    return f"The file has {in_megabytes(size)}; {in_megabytes(limit)} are read. Split it."


def _on_disk(path: Path, limit: int | None = None) -> bytes:
    try:
        if not path.is_file():
            raise Refused("There is no such file. Correct its name.")
        size = path.stat().st_size
        if limit is not None and size > limit:
            raise Refused(_too_large(size, limit))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"The file cannot be read ({error}).") from error


def _beside(manifest: Path) -> Fetch:
    def fetch(file: str) -> bytes:
        try:
            return _on_disk(manifest.parent / file, _limit(file))
        except Refused as refusal:
            raise Refused(f"file “{file}”: {refusal}") from refusal

    return fetch
