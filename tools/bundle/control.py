"""Prints what dpkg has to know of the frozen program.

control.py FOLDER                        the packages with the libraries that it leaves out
control.py FOLDER VERSION ARCHITECTURE   the file `control`
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_NEEDED = re.compile(r"NEEDED\s+(\S+)")
_C_LIBRARY = "libc6"


def needed(folder: Path) -> set[str]:
    """Return the shared libraries that the folder's files want and that aren't in it."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    inside = {path.name for path in files}
    found = {name for path in files if _is_elf(path) for name in _imports(path)}
    return found - inside


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _imports(path: Path) -> list[str]:
    return _NEEDED.findall(_said("objdump", "-p", str(path)))


def packages(libraries: set[str]) -> Iterator[str]:
    """Yield the packages that have the libraries on the system that the bundle is made on."""
    for name in sorted(libraries):
        owners = {line.partition(":")[0] for line in _said("dpkg", "-S", f"*/{name}").splitlines()}
        yield from (owner for owner in owners if not owner.endswith(("-dev", "-cross")))


def others(folder: Path) -> list[str]:
    """Return the packages that the folder's libraries want, besides the C library's."""
    return sorted(set(packages(needed(folder))) - {_C_LIBRARY})


def c_library() -> str:
    """Return the least version of the C library: that of the system the bundle is made on."""
    return _said("ldd", "--version").splitlines()[0].split()[-1]


def _said(*command: str) -> str:
    """Return what a command printed; one that found nothing may say so by its exit status."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed commands


def control(folder: Path, version: str, architecture: str) -> str:
    """Return the file `control`."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
    return "\n".join(
        [
            "Package: media-annotator",
            f"Version: {version}",
            f"Architecture: {architecture}",
            "Section: science",
            "Priority: optional",
            "Maintainer: The Media Annotator authors <media-annotator@localhost>",
            f"Installed-Size: {size}",
            f"Depends: {', '.join([f'{_C_LIBRARY} (>= {c_library()})', *others(folder)])}",
            "Recommends: shared-mime-info, desktop-file-utils",
            "Description: tag quotes, sources, framing and sentiment in news articles",
            " A desktop program for media analysts: spans are coded by keyboard, reviewed by",
            " colleagues and exported as datasets. A project is one file, and nothing in it",
            " is ever lost. The program brings all it needs but what it depends on here.",
            "",
        ]
    )


if __name__ == "__main__":
    frozen, *rest = sys.argv[1:]
    if rest:
        print(control(Path(frozen), *rest), end="")
    else:
        print("\n".join(others(Path(frozen))))
