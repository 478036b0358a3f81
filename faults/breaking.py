"""The faults themselves: each breaks one thing, and puts it right again."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import psycopg

from faults.processes import ROLE, Host, Pooler, Postgres, wait
from faults.readers import Ledger

AWAY = 3.0


@dataclass
class Desk:
    """All that runs."""

    postgres: Postgres
    pooler: Pooler | None
    hosts: list[Host]
    ledger: Ledger


def kill_a_worker(desk: Desk) -> str:
    killed = [(host, host.kill_worker()) for host in desk.hosts]
    for host, pid in killed:
        wait("another worker", partial(host.has_replaced, pid))
    return f"SIGKILL to {len(killed)} workers, one a host"


def restart_postgres(desk: Desk) -> str:
    desk.postgres.restart("fast")
    return "fast: every connection ended"


def crash_postgres(desk: Desk) -> str:
    desk.postgres.restart("immediate")
    return "immediate: recovered from its log"


def stop_postgres(desk: Desk) -> str:
    """Away for some seconds, in which health must say so."""
    desk.postgres._control("-m", "fast", "stop")
    try:
        time.sleep(AWAY)
        told = {(host.health("live"), host.health("ready")) for host in desk.hosts}
    finally:
        desk.postgres.start()
    require(told == {(200, 503)}, f"health said {told} while PostgreSQL was away")
    return f"{AWAY:.0f} s away; live said 200, ready 503"


def drop_pgbouncer(desk: Desk) -> str:
    assert desk.pooler
    desk.pooler.kill()
    time.sleep(AWAY)
    desk.pooler.start()
    return f"SIGKILL, {AWAY:.0f} s away"


def fill_the_limit(desk: Desk) -> str:
    """Take every connection that PostgreSQL has, the desk's own too, and hold them."""
    before = desk.ledger.answers["503"]
    with every_connection(desk.postgres) as held:
        time.sleep(AWAY)
        told = {host.health("ready") for host in desk.hosts}
    require(told == {503}, f"ready said {told} while no connection was free")
    refused = desk.ledger.answers["503"] - before
    require(refused > 0, "nobody was refused: the limit was not reached")
    return f"{held} held for {AWAY:.0f} s, {refused} answers of 503"


@contextmanager
def every_connection(postgres: Postgres) -> Iterator[int]:
    with ExitStack() as stack:
        admin = stack.enter_context(postgres.connect())
        held: list[psycopg.Connection] = []
        for _ in range(5):
            while True:
                try:
                    held.append(stack.enter_context(psycopg.connect(postgres.url())))
                except psycopg.OperationalError:
                    break
            ours = [one.info.backend_pid for one in held]
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            admin.execute(f"{others} WHERE usename = %s AND NOT pid = ANY(%s)", [ROLE, ours])
        yield len(held)


def roll(desk: Desk) -> str:
    longest = 0.0
    for host in desk.hosts:
        longest = max(longest, host.end())
        require(host.process.returncode == 0, f"host {host.name} ended {host.process.returncode}")
        host.start()
    return (
        "SIGTERM to one host after the other, each back before the next; "
        f"the longest took {longest:.1f} s to end"
    )


class Failed(Exception):
    """A fault did not go as it must."""


def require(so: bool, otherwise: str) -> None:
    if not so:
        raise Failed(otherwise)
