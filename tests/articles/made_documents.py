"""PDF and DOCX files of our own making: as small as they can be, with what a test asks for."""

import zlib
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def streamed(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), extra)
    return head + b"\nstream\n" + packed + b"\nendstream"


def page_of_lines(lines: Sequence[str]) -> bytes:
    """A page's drawing: each line below the one before."""
    drawn = [b"BT /F1 11 Tf 14 TL 60 760 Td"]
    for line in lines:
        letters = (
            line.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        drawn.append(b"(" + letters + b") Tj T*")
    return b"\n".join([*drawn, b"ET"])


def make_pdf(
    pages: Sequence[Sequence[str] | bytes], info: bytes = b"", picture: bool = False
) -> bytes:
    """A PDF with a page for each list of lines, or of drawing operators; `picture` on each."""
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    things.append(b"<< " + info + b" >>")
    things.append(
        streamed(
            b"\x00" * 12,
            b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
        )
    )
    kids = []
    shown = b"/XObject << /I 5 0 R >>" if picture else b""
    for page in pages:
        drawing = page if isinstance(page, bytes) else page_of_lines(page)
        things.append(streamed(drawing))
        things.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> %s >> >>" % (len(things), shown)
        )
        kids.append(b"%d 0 R" % len(things))
    things[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    out, places = BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, thing in enumerate(things, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + thing + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(things) + 1, start)
    )
    return out.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a run that begins with `<` is XML already."""
    told = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{told}</w:p>"


def make_docx(
    *body: str, core: str = "", main: str = "word/document.xml", kind: str = KIND
) -> bytes:
    """A DOCX with these elements as its body, and these as its core properties."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{kind}" Target="{main}"/></Relationships>',
        )
        packed.writestr(
            main, f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
        )
        if core:
            packed.writestr(
                "docProps/core.xml",
                '<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
                f"{core}</p>",
            )
    return out.getvalue()
