"""Machines that are network namespaces, on one switch that nothing outside can see."""

import os
import subprocess
import sys
from collections.abc import Iterable

from cluster.missing import program

NETWORK = "10.77.0"
SWITCH_AT = f"{NETWORK}.1"
INSIDE = "ANNOTATOR_CLUSTER_SWITCH"
"""The variable that tells the second start that it is on the switch already."""


def ip(*words: str, inside: str = "") -> None:
    where = ["-n", inside] if inside else []
    done = subprocess.run(
        [program("ip"), *where, *words], capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        raise RuntimeError(f"ip {' '.join([*where, *words])}: {done.stderr.strip()}")


class Network:
    """A switch, and machines at it by name, each with one address."""

    def __init__(self, machines: dict[str, str]) -> None:
        """Name the machines and their addresses. Nothing is made yet."""
        self.machines = machines
        self.prefix = os.environ.get(INSIDE) or f"annotator-{os.getpid()}"

    def space(self, machine: str) -> str:
        return f"{self.prefix}-{machine}"

    def make(self) -> None:
        for name in ("switch", *self.machines):
            ip("netns", "add", self.space(name))
        switch = self.space("switch")
        ip("link", "set", "lo", "up", inside=switch)
        ip("link", "add", "switch", "type", "bridge", inside=switch)
        ip("address", "add", f"{SWITCH_AT}/24", "dev", "switch", inside=switch)
        ip("link", "set", "switch", "up", inside=switch)
        for name, address in self.machines.items():
            there = self.space(name)
            ends = ["type", "veth", "peer", "name", "net", "netns", there]
            ip("link", "add", name, *ends, inside=switch)
            ip("link", "set", name, "master", "switch", "up", inside=switch)
            ip("address", "add", f"{address}/24", "dev", "net", inside=there)
            ip("link", "set", "net", "up", inside=there)
            ip("link", "set", "lo", "up", inside=there)

    def remove(self) -> None:
        """Take it all away; whatever of it was never made is no matter."""
        for name in (*self.machines, "switch"):
            words = [program("ip"), "netns", "delete", self.space(name)]
            subprocess.run(words, capture_output=True, check=False, timeout=60)

    def at_switch(self, module: str, arguments: list[str]) -> int:
        """Run a module of ours again, standing at the switch; return its exit status."""
        command = [program("ip"), "netns", "exec", self.space("switch"), sys.executable, "-m"]
        known = os.environ | {INSIDE: self.prefix}
        return subprocess.run([*command, module, *arguments], env=known, check=False).returncode

    def on(self, machine: str) -> list[str]:
        """The words that run a command on the machine."""
        return [program("ip"), "netns", "exec", self.space(machine)]

    def cut(self, machine: str, others: Iterable[str]) -> None:
        """Let the machine reach the others no more; everybody else still reaches it."""
        for other in others:
            ip("route", "add", "blackhole", self.machines[other], inside=self.space(machine))

    def mend(self, machine: str, others: Iterable[str]) -> None:
        for other in others:
            ip("route", "delete", "blackhole", self.machines[other], inside=self.space(machine))
