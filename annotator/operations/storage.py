"""Serve static files under names that carry their hash, compressed once, cached for ever."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

from annotator.operations.bundle import bundled

BUNDLED = frozenset({"workbench/workbench.js"})
"""Scripts that import so many others that one file serves them all. What such a page loads beside
it must share no state with it: both would have their own."""
# Comments that have lines to themselves; what begins a line and goes on behind is left.
_OWN_LINES = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL
)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites `import … from "./x.js"`, so that our modules find each other, and leaves their
    comments at home: the types in these are a quarter of what would travel."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Yield what became of each file that was collected."""
        if not dry_run:
            for name in _our_scripts(paths):
                collected = Path(self.path(name))
                told = uncommented(collected.read_text(encoding="utf-8"))
                collected.write_text(told, encoding="utf-8")
                paths[name] = (self, name)  # what is hashed is what was collected
            for name in BUNDLED & paths.keys():
                whole = bundled(name, lambda one: Path(self.path(one)).read_text(encoding="utf-8"))
                Path(self.path(name)).write_text(whole, encoding="utf-8")
        yield from super().post_process(paths, dry_run, **options)

    def url_converter(
        self, name: str, hashed_files: dict[str, Any], template: str | None = None
    ) -> Callable[[re.Match[str]], str]:
        """Rewrite what a file refers to, but for htmx's extensions: they import what the package
        lacks."""
        if name.startswith("django_htmx/"):
            return lambda found: found[0]
        convert: Callable[[re.Match[str]], str] = super().url_converter(
            name, hashed_files, template
        )
        return convert


def uncommented(script: str) -> str:
    """Return one of our scripts without the comments that have lines to themselves."""
    return _OWN_LINES.sub("", script)


def _our_scripts(paths: dict[str, Any]) -> Iterator[str]:
    ours = {str(folder) for folder in settings.STATICFILES_DIRS}
    for name, (storage, _) in paths.items():
        if name.endswith(".js") and str(getattr(storage, "location", "")) in ours:
            yield name
