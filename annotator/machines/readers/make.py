"""The make of a reader, and its hash, by which two readers are one or not (pure: no Django)."""

import hashlib
import json

from annotator.machines.engines.protocol import ReaderMake


def make_hash(make: ReaderMake) -> str:
    """Return the SHA-256 of engine, model, version, options and prompt, as canonical JSON: sorted
    keys, no blanks, UTF-8."""
    told = {
        "engine": make.engine,
        "model": make.model,
        "version": make.version,
        "options": dict(make.options),
        "prompt": make.prompt,
    }
    written = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()
