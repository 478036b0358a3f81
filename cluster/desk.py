"""The desk's own machines: two for the web, one of them behind HAProxy, and all that runs."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cluster.background import Asker
from cluster.databases import DESK, Databases
from cluster.load import TableReader
from cluster.missing import program
from cluster.network import Network
from faults.person import Ledger
from faults.processes import Host, WorkerHost

FRONT = 5000
# Whoever is no primary any more loses every connection: none waits on a machine that is cut off.
HAPROXY = """
defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
listen primary
  bind 127.0.0.1:{front}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{servers}
"""


class HAProxy:
    """Leads one web host to the primary, whom Patroni names."""

    def __init__(self, folder: Path, network: Network, peers: Mapping[str, str]) -> None:
        servers = "\n".join(f"  server {n} {at}:5432 check port 8008" for n, at in peers.items())
        file = folder / "haproxy.cfg"
        file.write_text(HAPROXY.format(front=FRONT, servers=servers))
        self.log = (folder / "haproxy.log").open("wb")
        command = [*network.on("web2"), program("haproxy"), "-db", "-f", str(file)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        self.log.close()


@dataclass
class Cluster:
    """All that runs."""

    network: Network
    databases: Databases
    webs: list[Host]
    worker: WorkerHost
    ledger: Ledger
    tables: TableReader
    asker: Asker


def addresses(databases: Databases) -> dict[str, dict[str, str]]:
    """The settings of each web host: one by libpq's list of hosts, one through HAProxy.

    Both read what only reads from a standby.
    """
    replica = {"DATABASE_REPLICA_URL": databases.url(-1)}
    return {
        "web1": {"DATABASE_URL": databases.url(), **replica},
        "web2": {"DATABASE_URL": f"postgres://{DESK}@127.0.0.1:{FRONT}/{DESK}", **replica},
    }
