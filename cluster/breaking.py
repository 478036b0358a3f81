"""The faults: each breaks one thing of the cluster, and puts it right again."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial

from cluster.databases import DatabaseHost
from cluster.desk import Cluster
from faults.breaking import require
from faults.processes import wait

AWAY = 5.0
LONGER_THAN_TOLD = 35.0
"""Seconds: longer than a replica may be behind and still be asked."""


def kill_the_primary(cluster: Cluster) -> str:
    old = cluster.databases.the_primary()
    old.kill()
    new = _another_than(cluster, old)
    old.start_patroni()
    return f"{old.name} killed, {new.name} took its place"


def cut_off_the_primary(cluster: Cluster) -> str:
    """It lives, the desk reaches it, and it takes nothing more: nobody confirms its commits."""
    old = cluster.databases.the_primary()
    peers = [host.name for host in cluster.databases.hosts if host is not old]
    cluster.network.cut(old.name, peers)
    try:
        new = _another_than(cluster, old)
        wait("the old one gives up", lambda: old.role() not in {"master", "primary"})
    finally:
        cluster.network.mend(old.name, peers)
    return f"{old.name} cut off from the others, {new.name} took its place"


def kill_an_etcd(cluster: Cluster) -> str:
    primary = cluster.databases.the_primary()
    before = primary.timeline()
    primary.kill_etcd()
    time.sleep(AWAY)
    primary.start_etcd()
    cluster.databases.settle()
    stayed = cluster.databases.the_primary().timeline() == before
    after = "it stayed the primary" if stayed else "it stepped down for it"
    return f"that of {primary.name}, the primary, {AWAY:.0f} s away; {after}"


def kill_a_web_host(cluster: Cluster) -> str:
    web = cluster.webs[0]
    for pid in [web.process.pid, *web.workers()]:
        os.kill(pid, signal.SIGKILL)
    web.process.wait(60)
    time.sleep(AWAY)
    web.start()
    return f"{web.name} killed, {AWAY:.0f} s away"


def kill_the_worker(cluster: Cluster) -> str:
    cluster.worker.kill()
    time.sleep(AWAY)
    cluster.worker.start()
    return f"the worker killed, {AWAY:.0f} s away"


def hold_the_replicas_back(cluster: Cluster) -> str:
    """Both receive what the primary does and show nothing of it."""
    cluster.databases.delay("1h")
    before = cluster.tables.answers.copy()
    try:
        time.sleep(LONGER_THAN_TOLD)
        between = cluster.tables.answers.copy()
        wait("the primary answers", lambda: cluster.tables.answers["primary"] > before["primary"])
        told = {web.said("ready") for web in cluster.webs}
    finally:
        cluster.databases.delay(None)
    require(all("the primary answers" in said for said in told), f"health said {told}")
    there = between["replica"] - before["replica"]
    now = cluster.tables.answers["replica"]
    wait("the replica answers again", lambda: cluster.tables.answers["replica"] > now)
    return f"{there} tables more from the replica, then the primary's; health said so"


def roll(cluster: Cluster) -> str:
    """Restart everything in turn: each etcd, each standby, the primary after its successor."""
    databases = cluster.databases
    for host in databases.hosts:
        host.kill_etcd(signal.SIGTERM)
        host.start_etcd()
        databases.settle()
    first = databases.the_primary()
    for host in databases.standbys():
        _restart(cluster, host)
    first.switch_over(databases.sync_standby().name)
    _another_than(cluster, first)
    _restart(cluster, first)
    longest = 0.0
    for web in cluster.webs:
        longest = max(longest, web.end())
        require(web.process.returncode == 0, f"{web.name} ended {web.process.returncode}")
        web.start()
    cluster.worker.end()
    cluster.worker.start()
    told = "etcd, standbys, primary, web hosts and worker, one after the other"
    return f"{told}; the longest web host took {longest:.1f} s to end"


FAULTS: dict[str, Callable[[Cluster], str]] = {
    "primary killed": kill_the_primary,
    "primary cut off": cut_off_the_primary,
    "etcd node gone": kill_an_etcd,
    "web host gone": kill_a_web_host,
    "worker host gone": kill_the_worker,
    "replicas far behind": hold_the_replicas_back,
    "rolling restart": roll,
}
"""All faults, in the order in which they are inflicted, by the names that --only takes."""


def _another_than(cluster: Cluster, old: DatabaseHost) -> DatabaseHost:
    others = [host for host in cluster.databases.hosts if host is not old]
    leads = partial(_primary_of, others)
    wait("another primary", lambda: leads() is not None)
    return leads() or _another_than(cluster, old)


def _primary_of(hosts: list[DatabaseHost]) -> DatabaseHost | None:
    return next((host for host in hosts if host.role() in {"master", "primary"}), None)


def _restart(cluster: Cluster, host: DatabaseHost) -> None:
    host.end()
    host.start_patroni()
    cluster.databases.settle()
