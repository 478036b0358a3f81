"""What is known to be wrong with the packages that are locked: `make audit`.

Exit status 1 where a locked version has a known vulnerability. Where the service that knows of
them cannot be reached, that is said, and nothing else fails for it.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("run", "dev")
NOT_REACHED = "The service that knows of vulnerabilities cannot be reached"


def ask(lock: str) -> tuple[list[dict[str, Any]], str]:
    """What pip-audit tells of each package of a lock file, and what it said beside."""
    program = Path(sys.executable).parent / "pip-audit"
    options = ["--format=json", "--progress-spinner=off", "--disable-pip", "--require-hashes"]
    try:
        done = subprocess.run(
            [program, *options, "-r", ROOT / "requirements" / f"{lock}.txt"],
            capture_output=True,
            text=True,
            timeout=300,
        )
    except subprocess.TimeoutExpired:
        return [], "pip-audit had no answer within five minutes"
    try:
        return json.loads(done.stdout)["dependencies"], done.stderr
    except ValueError:
        return [], done.stderr


def verdict(packages: list[dict[str, Any]], said: str = "") -> tuple[bool, str]:
    """Whether nothing is known to be wrong, and the words for it."""
    skipped = [one for one in packages if "skip_reason" in one]
    found = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for one in packages
        for known in one.get("vulns", [])
    ]
    if found:
        return False, "\n".join(found)
    if len(skipped) == len(packages):
        reasons = [one["skip_reason"] for one in skipped] or said.strip().splitlines()[-1:]
        why = (reasons or ["pip-audit said nothing"])[0]
        return True, f"{NOT_REACHED}: nothing was audited.\n  {why}"
    audited = f"{len(packages) - len(skipped)} packages audited, no known vulnerability"
    if not skipped:
        return True, audited
    names = ", ".join(one["name"] for one in skipped)
    return True, f"{audited}; not known to the service, and not audited: {names}"


def main() -> int:
    clean = True
    for lock in LOCKS:
        passed, words = verdict(*ask(lock))
        print(f"requirements/{lock}.txt: {words}")
        clean &= passed
    return int(not clean)


if __name__ == "__main__":
    sys.exit(main())
