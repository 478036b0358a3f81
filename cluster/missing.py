"""Say what this machine lacks for a cluster."""

import os
import shutil
import subprocess
from pathlib import Path

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAMS = {
    "ip": "iproute2",
    "setpriv": "util-linux",
    "etcd": "etcd-server",
    "haproxy": "haproxy",
    "patroni": "patroni",
}
"""What is run, and the package of Debian's that has it."""
INSTALLED = Path("/usr/lib/postgresql")
ROLE = "postgres"
"""The account that Debian's PostgreSQL runs as: none of it runs as root."""


def postgres_binaries() -> Path | None:
    """The folder of the newest PostgreSQL that is installed."""
    found = [path.parent for path in INSTALLED.glob("*/bin/postgres")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def program(name: str) -> str:
    return shutil.which(name, path=PATH) or name


def missing() -> str:
    """What is missing, in one line; "" where everything is here."""
    packages = [of for name, of in PROGRAMS.items() if not shutil.which(name, path=PATH)]
    if not postgres_binaries():
        packages.append("postgresql")
    if packages:
        return f"it needs Debian's packages (apt-get install {' '.join(packages)})"
    if os.geteuid() != 0 or not _makes_namespaces():
        return "it needs root, and the right to make network namespaces"
    return ""


def _makes_namespaces() -> bool:
    """Say whether a network of one's own can be made here, by making one for a moment."""
    words = ["unshare", "--net", program("ip"), "link", "add", "probe", "type", "bridge"]
    try:
        return subprocess.run(words, capture_output=True, check=False, timeout=60).returncode == 0
    except OSError:
        return False
