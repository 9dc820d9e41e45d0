"""A Debian of its own below a folder: no Python, no font, no screen, no library but the least.

It takes root, debootstrap and a network to make one; `why_not` says what is missing.
"""

import os
import shutil
import subprocess
from pathlib import Path

DEBOOTSTRAP = "/usr/sbin/debootstrap"
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/srv",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
# What is mounted is seen by that one command, and gone with it.
ENTER = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'


def why_not() -> str:
    """Return why no system can be made here; nothing where it can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root can make a system of its own"
    if not Path(DEBOOTSTRAP).is_file() or not shutil.which("unshare"):
        return "debootstrap and unshare make a system of its own, and are not both here"
    return ""


def make(folder: Path) -> str:
    """Make the system, unless it is there from before; return why that failed, if it did."""
    if folder.is_dir():
        return ""
    begun = folder.with_suffix(".begun")
    shutil.rmtree(begun, ignore_errors=True)
    release = _line_of(Path("/etc/os-release"), "VERSION_CODENAME=")
    command = [DEBOOTSTRAP, "--variant=minbase", release, str(begun)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return (done.stdout + done.stderr).strip().rpartition("\n")[2]
    # It reaches the archives as this machine does.
    told = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
    reach = [
        line for line in told.splitlines() if line.startswith(("Acquire::Check", "Acquire::h"))
    ]
    (begun / "etc/apt/apt.conf.d/99reach").write_text("\n".join([*reach, ""]), encoding="utf-8")
    begun.rename(folder)
    return ""


def _line_of(path: Path, begin: str) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((one.removeprefix(begin) for one in lines if one.startswith(begin)), "stable")


class BareSystem:
    """One copy of the system, in which commands are run."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def copy(self, root: Path) -> "BareSystem":
        """Return another one that begins as this one is."""
        subprocess.run(["cp", "-a", str(self.root), str(root)], check=True)
        return BareSystem(root)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it, in its folder /srv, and return how it ended."""
        inside = ["/usr/bin/env", "--chdir=/srv", *words]
        return subprocess.run(
            ["unshare", "--mount", "/bin/sh", "-c", ENTER, str(self.root), *inside],
            env=ENVIRONMENT | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def did(self, *words: str, **environment: str) -> str:
        """Run a command that succeeds, and return what it printed."""
        done = self.run(*words, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def path(self, inside: str) -> Path:
        """Return where a file of it is, for those outside."""
        return self.root / inside.lstrip("/")

    def named(self, part: str) -> list[str]:
        """Return the files and folders of the system with this in their name."""
        places = ("etc", "usr", "var")
        found = [path for place in places for path in (self.root / place).rglob(f"*{part}*")]
        return sorted(path.relative_to(self.root).as_posix() for path in found)
