"""A small disk for the desk's database, which can be full."""

import errno
import os
import subprocess
from pathlib import Path

SIZE = 600
"""Megabytes: many times what the desk of a run comes to."""


class SmallDisk:
    """A file system of its own in memory, where one can be mounted; else the folder as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.filler = folder, folder / "filler"
        self.folder.mkdir(mode=0o755)
        words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "annotator-faults"]
        try:
            done = subprocess.run([*words, str(folder)], capture_output=True, timeout=60)
            self.mounted = done.returncode == 0
        except OSError:
            self.mounted = False

    def fill(self) -> None:
        """Leave no byte free."""
        with self.filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 20))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def empty(self) -> None:
        self.filler.unlink(missing_ok=True)

    def stop(self) -> None:
        if self.mounted:
            subprocess.run(["umount", str(self.folder)], timeout=60, check=False)
            if os.path.ismount(self.folder):  # somebody may still have a file open
                subprocess.run(["umount", "--lazy", str(self.folder)], timeout=60, check=False)
