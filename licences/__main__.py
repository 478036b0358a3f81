"""make sbom: write docs/licences.md and dist/annotator.cdx.json anew, from the locks.

Exit status 1, with nothing written, where a licence cannot be told, or is the GPL or the AGPL.
"""

import sys

from licences.bill import FILE, bill_of, write
from licences.page import PAGE, drawn
from licences.shipped import ROOT, Unknown, is_copyleft, shipped


def main() -> int:
    try:
        packages = shipped()
    except Unknown as unknown:
        print(f"make sbom: {unknown}", file=sys.stderr)
        return 1
    if strong := [one for one in packages if is_copyleft(one.licence)]:
        told = ", ".join(f"{one.name} ({one.licence})" for one in strong)
        print(f"make sbom: not to be shipped with a desk: {told}", file=sys.stderr)
        return 1
    PAGE.write_text(drawn(packages), encoding="utf-8")
    write(bill_of(packages))
    print(f"{len(packages)} packages: {PAGE.relative_to(ROOT)}, {FILE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
