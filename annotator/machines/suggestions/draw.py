"""Draw which readings never see a machine's suggestions (pure: no Django).

Nothing is stored of a draw: whoever has the seed can draw it again.
"""

from hashlib import sha256


def is_unaided(seed: str, percent: int, reader: int, article: int) -> bool:
    """Return whether this reader's reading of this article sees no suggestions.

    The first 8 bytes of SHA-256 of “seed:reader:article”, as a big-endian integer, lie below the
    share of all there are.
    """
    drawn = sha256(f"{seed}:{reader}:{article}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") < percent * 2**64 // 100
