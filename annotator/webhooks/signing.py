"""Secrets of webhooks, and signatures as Standard Webhooks has them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from django.utils.crypto import get_random_string, salted_hmac

SEED_LENGTH = 43
"""Of 62 letters and digits: 256 bits."""


def new_seed() -> str:
    """Return a seed that nobody can guess."""
    return get_random_string(SEED_LENGTH)


def secret_of(seed: str) -> bytes:
    """Return the 32 bytes that follow from a seed and the desk's key: a copy of the database alone
    tells nobody a secret."""
    return salted_hmac("annotator.webhooks", seed, algorithm="sha256").digest()


def written(secret: bytes) -> str:
    """Return a secret as receivers take it: `whsec_` and base64."""
    return f"whsec_{b64encode(secret).decode()}"


def signature(secret: bytes, message: str, timestamp: int, body: bytes) -> str:
    """Return what proves that the body is ours: `v1,` and base64. `timestamp` in seconds."""
    signed = f"{message}.{timestamp}.".encode() + body
    return f"v1,{b64encode(hmac.digest(secret, signed, sha256)).decode()}"


def headers_of(message: str, timestamp: int, body: bytes, seeds: Iterable[str]) -> dict[str, str]:
    """Return the headers of a message: its id, when it is sent, a signature for each seed."""
    signatures = (signature(secret_of(seed), message, timestamp, body) for seed in seeds)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
