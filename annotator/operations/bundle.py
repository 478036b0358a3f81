"""Write modules that import each other into one file, so that a page asks once and not 70 times.

It knows the forms that our scripts have, and refuses any other: at the beginning of a line,
`import { a, b as c } from "./x.js"`, and `export` before a function, a class or a const.
"""

import posixpath
import re
from collections.abc import Callable

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_WAITING = re.compile(r"^await\b.*", re.MULTILINE)


class BundleRefused(ValueError):
    """A script that cannot be written into one file with others; the message says where and why."""


def bundled(entry: str, read: Callable[[str], str]) -> str:
    """Return a module with all that it imports, each once, before whatever imports it.

    `entry` is its name, as `workbench/workbench.js`; `read` returns the text of a name. Each module
    that is imported becomes a function that is called at once and returns what it exports. Raises
    BundleRefused for a form that is not known, for an imported module that waits, and where
    modules import each other in a circle.
    """
    written: dict[str, str] = {}
    taken, body, _ = _parts(entry, read, written, ())
    return "".join([*written.values(), taken, body])


def _write(
    name: str, read: Callable[[str], str], written: dict[str, str], within: tuple[str, ...]
) -> None:
    if name in within:
        raise BundleRefused(f"{' imports '.join((*within, name))}: a circle.")
    if name in written:
        return
    taken, body, given = _parts(name, read, written, within)
    if waiting := _WAITING.search(body):
        raise BundleRefused(f"{name}: “{waiting[0]}” stands in no function: only the entry may.")
    inside = f"{taken}{body}return {{ {', '.join(given)} }};\n"
    written[name] = f"const {_called(name)} = (() => {{\n{inside}}})();\n"


def _parts(
    name: str, read: Callable[[str], str], written: dict[str, str], within: tuple[str, ...]
) -> tuple[str, str, list[str]]:
    """Return what a module takes from others, which are written first, its body, what it gives."""
    text = read(name)
    taken = []
    for wanted, path in _IMPORT.findall(text):
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        _write(other, read, written, (*within, name))
        names = [one.strip().replace(" as ", ": ") for one in wanted.split(",") if one.strip()]
        taken.append(f"const {{ {', '.join(names)} }} = {_called(other)};\n")
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text))
    if other_form := _OTHER.search(body):
        raise BundleRefused(f"{name}: “{other_form[0]}” is a form that cannot be bundled.")
    return "".join(taken), body, [exported for _, exported in _EXPORT.findall(text)]


def _called(name: str) -> str:
    """Return the name of a module's exports, which no script of ours uses itself."""
    return "$" + re.sub(r"\W", "_", name)
