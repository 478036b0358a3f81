"""What an answer says to whoever looks for something in it, packed or not."""

import io
import re
import zipfile

MADE_AT = "docProps/core.xml"
"""Of a workbook: it says when it was written, and nothing of the desk."""
_MOMENT = re.compile(r"<v>\d{5}\.\d{6,}</v>")
"""A time of today in a sheet: when it was written."""


def in_words(raw: bytes) -> str:
    """Return the text of an answer; of an archive, the names and texts of its files."""
    if not raw.startswith(b"PK\x03\x04"):
        return raw.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "\n".join(
            f"{name}\n{_MOMENT.sub('<v>…</v>', archive.read(name).decode(errors='replace'))}"
            for name in archive.namelist()
            if name != MADE_AT
        )
