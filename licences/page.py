"""The licences as a page for people: docs/licences.md."""

from collections import Counter
from collections.abc import Sequence

from licences.shipped import ROOT, RUN, Package

PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of what is shipped

Annotator itself is under the [Apache License 2.0](../LICENSE). Beside it a desk has the packages
that its locks name: those of `requirements/run.txt` always, those of an extra where it is
installed. None is under the GPL or the AGPL alone; of the packages under the LGPL nothing is
changed. htmx, which pages load, comes within django-htmx (0BSD). What a wheel brings compiled with
it, as libpq or OpenBLAS, is told in that wheel's own licence files.

`make sbom` writes this page, and the same for programs, as CycloneDX, to `dist/annotator.cdx.json`.

| Package | Version | Licence | In |
|---|---|---|---|
"""


def drawn(packages: Sequence[Package]) -> str:
    """The whole page."""
    rows = "".join(
        f"| {one.name} | {one.version} | {one.licence} | {_where(one)} |\n" for one in packages
    )
    counts = Counter(one.licence for one in packages)
    told = [f"{licence} ({number})" for licence, number in sorted(counts.items())]
    return f"{HEAD}{rows}\n{len(packages)} packages: {', '.join(told)}.\n"


def _where(one: Package) -> str:
    among = "every desk" if RUN in one.locks else ", ".join(f"`{lock}`" for lock in one.locks)
    return f"{among}, where `{one.where}`" if one.where else among
