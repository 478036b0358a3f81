"""Which readings see no suggestions: drawn by a seed, so that anybody can draw it again (pure)."""

from hashlib import sha256


def is_unaided(seed: str, percent: int, reader: int, article: int) -> bool:
    """Tell whether this person reads this article without suggestions.

    `percent` of all pairs of `reader` and `article`, the keys of a person and of an article, do:
    those whose first eight bytes of SHA-256 of “seed:reader:article”, read as a big-endian number,
    lie below that share of 2**64.
    """
    drawn = sha256(f"{seed}:{reader}:{article}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") < percent * 2**64 // 100
