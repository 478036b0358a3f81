"""Read REFI-QDA projects: texts, and what is coded in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, unzipped
from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.qualitative.cases import is_ours
from annotator.exchange.formats.qualitative.codes import codes_read, definitions, guid_in
from annotator.exchange.formats.qualitative.codings import (
    CodingReader,
    ProjectNote,
    TextOfSource,
)
from annotator.exchange.formats.qualitative.positions import CountedText, usual_way
from annotator.exchange.formats.qualitative.variables import values_read, variable_names
from annotator.exchange.formats.strict_json import utf_8
from annotator.exchange.formats.xml_files import at_line, inner_text, local_name, parsed

PROJECT = "project.qde"
NAMESPACE = "urn:QDA-XML:project:1.0"
_TEXT = "TextSource"
_OTHERS = {
    "PictureSource": "Pictures",
    "PDFSource": "PDF files without a text beside them",
    "AudioSource": "Sound",
    "VideoSource": "Film",
}
_BESIDE = {
    "Links/{*}Link": "links",
    "Sets/{*}Set": "sets",
    "Graphs/{*}Graph": "graphs",
}


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text source, and what of the project is not read."""
    files = unzipped(name, content) if is_zip(content) else {PROJECT: content}
    projects = [path for path in files if is_project(path)]
    if len(projects) != 1:
        told = f"It has {len(projects)} files that end in .qde, and needs one: {PROJECT}."
        raise FormatRefused(name, f"{told} Export the project again as .qdpx.")
    path = projects[0]
    place = f"{name}, {path}" if is_zip(content) else name
    root = parsed(place, files[path])
    if local_name(root) != "Project" or not _is_project(root):
        told = f"It begins with <{local_name(root)}>, not with <Project> of {NAMESPACE}."
        raise FormatRefused(place, told)
    yield from _Project(name, place, root, files).items()


def is_project(path: str) -> bool:
    """Return whether a file of an archive is its project; ATLAS.ti calls it by the project."""
    return path.lower().endswith(".qde")


def _is_project(root: Any) -> bool:
    return bool(root.tag.startswith("{urn:QDA-XML:project:"))


@dataclass
class _Project:
    name: str
    place: str
    root: Any
    files: Mapping[str, bytes]
    not_read: Counter[str] = field(default_factory=Counter)

    def items(self) -> Iterator[FromFile]:
        """Yield everything of the project, its texts first."""
        book = self.root.find("{*}CodeBook")
        codes = codes_read(self.place, book) if book is not None else {}
        texts, problems = self._texts()
        yield from problems
        usual = usual_way((one.counted, each) for one in texts for each, _ in one.selections)
        cases = {guid_in(one.get("guid", "")) for one in self.root.iterfind("{*}Cases/{*}Case")}
        reader = CodingReader(self.place, self._users(), codes, self._notes(), cases, usual)
        reader.learn_labels(texts)
        about = self._about_of_cases()
        names: Counter[str] = Counter()
        for text in texts:
            marks, wrong = reader.marks(text)
            yield from wrong
            yield self._document(text, marks, about.get(text.guid, {}), names)
        self.not_read += reader.not_read
        if book is not None and (told := definitions(book)):
            self.not_read["what codes mean"] = told
        described = inner_text(self.root.find("{*}Description")).strip()
        self.not_read["what the project is described by"] += bool(described)
        for path, what in _BESIDE.items():
            self.not_read[what] = len(self.root.findall("{*}" + path))
        yield from (
            NotTaken(self.name, f"Not read: {what} ({number:,}).")
            for what, number in self.not_read.items()
            if number
        )

    def _texts(self) -> tuple[list[TextOfSource], list[FormatProblem | NotTaken]]:
        found: list[TextOfSource] = []
        told: list[FormatProblem | NotTaken] = []
        for source in self.root.iterfind("{*}Sources/*"):
            kind = local_name(source)
            name = source.get("name", "") or guid_in(source.get("guid", ""))
            holder = source if kind == _TEXT else source.find("{*}Representation")
            place = f"{at_line(self.place, source)}, “{name}”"
            text = self._text(place, holder) if holder is not None else None
            if isinstance(text, FormatProblem):
                told.append(text)
            elif text is not None and not text.strip():
                told.append(NotTaken(place, "It has no text."))
            elif text is None:
                what = _OTHERS.get(kind, "a text without plain text" if kind == _TEXT else kind)
                told.append(NotTaken(place, f"It is not read: {what[:1].lower()}{what[1:]}."))
            else:
                found.append(TextOfSource(source, holder, name, place, CountedText(text)))
                if holder.get("richTextPath"):
                    self.not_read["what texts look like: their plain text is read"] += 1
                if kind != _TEXT:
                    areas = len(source.findall("{*}PDFSelection"))
                    self.not_read["areas that are coded on the pages of a PDF"] += areas
        return found, told

    def _text(self, place: str, holder: Any) -> str | FormatProblem | None:
        """Return the text of a source, why it cannot be had, or None where it has none."""
        inline = holder.find("{*}PlainTextContent")
        if inline is not None:
            return inner_text(inline)
        path = holder.get("plainTextPath", "")
        if not path:
            return None
        scheme, _, rest = path.partition("://")
        if scheme != "internal":
            told = f"Its text is not in the file, but at {path}. Export the project with its texts."
            return FormatProblem(place, told)
        wanted = PurePosixPath(rest.replace("\\", "/")).name.lower()
        for known, content in self.files.items():
            if PurePosixPath(known.replace("\\", "/")).name.lower() == wanted:
                try:
                    return utf_8(f"{self.name}, {known}", content)
                except FormatRefused as refused:
                    return refused.problem
        return FormatProblem(place, f"{rest} is not in the archive. Export the project again.")

    def _users(self) -> dict[str, str]:
        users = self.root.findall("{*}Users/{*}User")
        return {
            guid_in(one.get("guid", "")): one.get("name") or one.get("id") or "" for one in users
        }

    def _notes(self) -> dict[str, ProjectNote]:
        """Return the texts of the notes by guid; those in a file of their own, too."""
        found = {}
        for note in self.root.iterfind("{*}Notes/{*}Note"):
            text = self._text(self.place, note)
            if isinstance(text, str):
                told = ProjectNote(text or note.get("name", ""), note.get("modifiedDateTime", ""))
                found[guid_in(note.get("guid", ""))] = told
            else:
                self.not_read["notes without a plain text"] += 1
        return found

    def _about_of_cases(self) -> dict[str, dict[str, str]]:
        """Return what cases say of the sources that they are of, by the source's guid."""
        names = variable_names(self.root)
        about: dict[str, dict[str, str]] = {}
        for case in self.root.iterfind("{*}Cases/{*}Case"):
            if is_ours(case):
                continue
            known = {ours: value for ours, _, value in values_read(case, names) if ours}
            sources = case.findall("{*}SourceRef")
            for one in sources:
                about.setdefault(guid_in(one.get("targetGUID", "")), {}).update(known)
            if not (known and sources):
                self.not_read["cases"] += 1
        return about

    def _document(
        self, text: TextOfSource, marks: Any, about: Mapping[str, str], names: Counter[str]
    ) -> FormatDocument:
        said = dict(about)
        for ours, name, value in values_read(text.element, variable_names(self.root)):
            if ours:
                said[ours] = value
            else:
                self.not_read[f"the variable “{name[:60]}”"] += 1
        readers = said.pop("readers", "")
        said.setdefault("title", text.name.removesuffix(".txt"))
        names[text.name] += 1
        again = f" ({names[text.name]})" if names[text.name] > 1 else ""
        return FormatDocument(
            name=f"{text.name}{again}",
            text=text.counted.text,
            marks=marks,
            readers=tuple(readers.split(", ")) if readers else (),
            place=text.place,
            **said,
        )
