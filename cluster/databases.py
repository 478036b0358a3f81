"""Three machines with etcd, Patroni and PostgreSQL each, as Debian packages them."""

import contextlib
import json
import os
import pwd
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from cluster.missing import PATH, ROLE, postgres_binaries, program
from cluster.network import NETWORK, Network
from faults.processes import wait

DESK = "desk"
TTL, LOOP, RETRY = 20, 2, 8
"""Seconds: how long a primary that is gone keeps its place; how often each looks; how long it
tries again. 20 is the least that Patroni takes, and 30 what it has if it is not told."""


class DatabaseHost:
    """One machine: its etcd, its Patroni, and the PostgreSQL that Patroni starts."""

    def __init__(self, name: str, folder: Path, network: Network, peers: Mapping[str, str]) -> None:
        self.name, self.network, self.peers = name, network, peers
        self.at, self.folder = peers[name], folder / name
        self.folder.mkdir(mode=0o700)
        account = pwd.getpwnam(ROLE)
        self.settings = self.folder / "patroni.json"  # which is YAML as well
        self.settings.write_text(json.dumps(self._patroni(), indent=1))
        for path in (self.folder, self.settings):
            os.chown(path, account.pw_uid, account.pw_gid)
        self.log = (folder / f"{name}.log").open("ab")
        self.etcd: subprocess.Popen[bytes] | None = None
        self.patroni: subprocess.Popen[bytes] | None = None

    def _patroni(self) -> dict[str, Any]:
        known = {"username": "postgres"}
        return {
            "scope": DESK,
            "name": self.name,
            "restapi": {"listen": f"{self.at}:8008", "connect_address": f"{self.at}:8008"},
            "etcd3": {"hosts": [f"{at}:2379" for at in self.peers.values()]},
            "bootstrap": {
                "dcs": {
                    "ttl": TTL,
                    "loop_wait": LOOP,
                    "retry_timeout": RETRY,
                    "synchronous_mode": True,
                    "primary_start_timeout": 10,
                    "postgresql": {
                        "use_pg_rewind": True,
                        "parameters": {"wal_log_hints": "on", "hot_standby_feedback": "on"},
                    },
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
            },
            "postgresql": {
                "listen": f"{self.at}:5432",
                "connect_address": f"{self.at}:5432",
                "data_dir": str(self.folder / "data"),
                "bin_dir": str(postgres_binaries()),
                "authentication": {"superuser": known, "replication": known, "rewind": known},
                "parameters": {"unix_socket_directories": str(self.folder)},
                "pg_hba": [
                    "local all all trust",
                    f"host all all {NETWORK}.0/24 trust",
                    f"host replication all {NETWORK}.0/24 trust",
                ],
            },
        }

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        drop = [program("setpriv"), f"--reuid={ROLE}", f"--regid={ROLE}", "--clear-groups"]
        return subprocess.Popen(
            [*self.network.on(self.name), *drop, *words],
            stdout=self.log, stderr=self.log, cwd=self.folder,
            env={"PATH": PATH, "LANG": "C.UTF-8", "HOME": str(self.folder)},
        )  # fmt: skip

    def start_etcd(self) -> None:
        peers = ",".join(f"{name}=http://{at}:2380" for name, at in self.peers.items())
        words = ["--name", self.name, "--data-dir", str(self.folder / "etcd")]
        for kind, port in (("peer", 2380), ("client", 2379)):
            words += [f"--listen-{kind}-urls", f"http://{self.at}:{port}"]
            said = "initial-advertise-peer" if kind == "peer" else "advertise-client"
            words += [f"--{said}-urls", f"http://{self.at}:{port}"]
        words += ["--initial-cluster", peers, "--initial-cluster-token", DESK]
        # A machine that is busy is not gone.
        words += ["--heartbeat-interval", "250", "--election-timeout", "2500"]
        self.etcd = self._run(program("etcd"), *words, "--log-level", "warn")

    def start_patroni(self) -> None:
        self.patroni = self._run(program("patroni"), str(self.settings))

    def role(self) -> str:
        """What Patroni says it is: master, replica, sync_standby; "" where nobody answers."""
        told = self.ask()
        if told.get("state") != "running":
            return ""
        return str("sync_standby" if told.get("sync_standby") else told.get("role", ""))

    def ask(self) -> dict[str, Any]:
        try:
            url = f"http://{self.at}:8008/patroni"
            return dict(json.load(urllib.request.urlopen(url, timeout=5)))
        except urllib.error.HTTPError as refused:
            with contextlib.suppress(ValueError):
                return dict(json.load(refused))
        except (OSError, ValueError):
            pass
        return {}

    def timeline(self) -> int:
        """How often a primary was made; one that steps down and comes back counts too."""
        return int(self.ask().get("timeline") or 0)

    def switch_over(self, to: str) -> None:
        """Ask Patroni, on the primary, to hand its place to another."""
        self._tell("POST", "switchover", {"leader": self.name, "candidate": to})

    def _tell(self, method: str, what: str, words: dict[str, Any]) -> None:
        address, kind = f"http://{self.at}:8008/{what}", {"Content-Type": "application/json"}
        body = json.dumps(words).encode()
        request = urllib.request.Request(address, body, kind, method=method)
        urllib.request.urlopen(request, timeout=120)

    def delay(self, how_long: str | None) -> None:
        """Let every standby show what it has so much later; None: at once."""
        there = {"recovery_min_apply_delay": how_long} if how_long else None
        self._tell("PATCH", "config", {"postgresql": {"recovery_conf": there}})

    def kill(self) -> None:
        """End Patroni and PostgreSQL as a power cut does; its etcd lives on."""
        kill(self.patroni, signal.SIGKILL)
        kill_postgres(self.folder / "data", signal.SIGKILL)

    def end(self) -> None:
        """Stop Patroni in order, and with it PostgreSQL."""
        kill(self.patroni, signal.SIGTERM)

    def kill_etcd(self, how: int = signal.SIGKILL) -> None:
        kill(self.etcd, how)

    def stop(self) -> None:
        """Leave nothing running."""
        self.kill()
        self.kill_etcd()
        self.log.close()


def kill(process: subprocess.Popen[bytes] | None, how: int) -> None:
    if process and process.poll() is None:
        process.send_signal(how)
        process.wait(300)


def kill_postgres(data: Path, how: int) -> None:
    """Signal the server of a data folder, by the number that it wrote there."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, how)
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return
    wait("PostgreSQL is gone", lambda: not Path(f"/proc/{pid}").exists())


class Databases:
    """The three of them."""

    def __init__(self, folder: Path, network: Network, peers: Mapping[str, str]) -> None:
        self.hosts = [DatabaseHost(name, folder, network, peers) for name in peers]

    def start(self) -> None:
        for host in self.hosts:
            host.start_etcd()
        for host in self.hosts:
            host.start_patroni()
        self.settle()

    def primary(self) -> DatabaseHost | None:
        found = [host for host in self.hosts if host.role() in {"master", "primary"}]
        return found[0] if len(found) == 1 else None

    def the_primary(self) -> DatabaseHost:
        """Wait until there is one, and only one."""
        wait("one primary", lambda: self.primary() is not None)
        return self.primary() or self.the_primary()

    def settle(self) -> None:
        """Wait until one is primary, two follow, and one of these is waited for by commits."""
        wanted = [["master", "replica", "sync_standby"], ["primary", "replica", "sync_standby"]]
        wait("three hosts in their roles", lambda: sorted(h.role() for h in self.hosts) in wanted)

    def standbys(self) -> list[DatabaseHost]:
        return [host for host in self.hosts if host is not self.primary()]

    def sync_standby(self) -> DatabaseHost:
        return next(host for host in self.hosts if host.role() == "sync_standby")

    def delay(self, how_long: str | None) -> None:
        """Hold the standbys back. By Patroni: what is set beneath it, it sets right again."""
        self.the_primary().delay(how_long)
        for host in self.standbys():
            wait("the delay", partial(self._delays, host, how_long or "0"))

    def _delays(self, host: DatabaseHost, how_long: str) -> bool:
        with self.connect(host) as connection:
            found = connection.execute("SELECT current_setting('recovery_min_apply_delay')")
            return found.fetchone() == (how_long,)

    @contextmanager
    def connect(self, host: DatabaseHost, database: str = DESK) -> Iterator[psycopg.Connection]:
        place = f"host={host.at} user=postgres dbname={database} connect_timeout=10"
        with psycopg.connect(place, autocommit=True) as connection:
            yield connection

    def url(self, order: int = 1) -> str:
        hosts = ",".join(f"{host.at}:5432" for host in self.hosts[::order])
        return f"postgres://{DESK}@{hosts}/{DESK}"

    def stop(self) -> None:
        for host in self.hosts:
            host.stop()
