"""Ask one checked machine one thing; what goes wrong is told in words, whatever it is."""

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse

from annotator.fetching.addresses import PORTS, Target, is_public, resolve_name
from annotator.fetching.connection import CheckedConnection, Deadline


class FetchFailed(ValueError):
    """An address could not be fetched, or not be told something; the message says why."""


@dataclass(frozen=True)
class AllowedWeb:
    """What may be asked, and how names are looked up: as the public web, where none says else."""

    resolve: Callable[[str, int], Sequence[str]] = resolve_name
    ports: frozenset[int] = PORTS
    admits: Callable[[str], bool] = is_public
    context: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Limits:
    """How much is taken: bytes after unpacking, seconds for all of it, and for a single wait."""

    size: int = 5_000_000
    total: float = 30.0
    single: float = 10.0


PUBLIC = AllowedWeb()


@contextmanager
def asked(
    target: Target,
    method: str,
    headers: Mapping[str, str],
    deadline: Deadline,
    reach: AllowedWeb,
    body: bytes | None = None,
) -> Iterator[HTTPResponse]:
    """Ask the target, and yield its answer to be read; the connection ends with the block.

    Raises FetchFailed, also for what goes wrong while the answer is read.
    """
    connection = CheckedConnection(target, deadline, reach.context)
    told = {"Host": target.host_header, **headers, "Connection": "close"}
    try:
        connection.request(method, target.path, body=body, headers=told)
        yield connection.getresponse()
    except ssl.SSLCertVerificationError as error:
        raise FetchFailed(f"{target.host} has no valid certificate for its name.") from error
    except TimeoutError as error:
        raise FetchFailed("It took too long to answer. Try again later.") from error
    except (OSError, HTTPException, zlib.error) as error:
        words = "It could not be reached, or could not be read to its end. Try again later."
        raise FetchFailed(words) from error
    finally:
        connection.end()
