"""A disk that loses its power: what of the steps of a trace it may hold then.

The model is stricter than common file systems are, and as strict as POSIX allows where that costs
a program nothing but care:

- What a file holds is safe once that file was synced. Until then each sector of 512 bytes reaches
  the disk for itself, in any order or not at all; a sector is old or new, never half.
- A file's length follows its growing and shrinking in their order, as far as they came; bytes
  within it that never came are zeros.
- A name (made, moved or removed) is safe once its folder was synced; syncing the file is not
  enough. Until then the names of a folder change in their order, as far as they came, each folder
  for itself, whether or not the data of the files came.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from recorder.trace import Act, Step

SECTOR = 512


class Survives(Enum):
    """What reaches the disk of that which was not synced."""

    NOTHING = "nothing"
    EVERYTHING = "everything"
    NAMES = "names alone"
    DATA = "data alone"
    SOME = "some of it"


@dataclass
class _File:
    """What is safe of a file, and what was done to it since."""

    safe: bytes = b""
    since: list[Step] = field(default_factory=list[Step])

    def now(self) -> bytes:
        content = bytearray(self.safe)
        for step in self.since:
            _apply(content, step)
        return bytes(content)

    def sync(self) -> None:
        self.safe, self.since = self.now(), []

    def after_cut(self, how: Survives, rng: random.Random) -> bytes:
        if how in (Survives.NOTHING, Survives.NAMES) or not self.since:
            return self.safe
        if how in (Survives.EVERYTHING, Survives.DATA):
            return self.now()
        return _torn(self.safe, self.since, rng)


def _apply(content: bytearray, step: Step) -> None:
    end = step.place + (len(step.data) if step.act is Act.WRITE else 0)
    if step.act is Act.TRUNCATE:
        del content[step.place :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if step.act is Act.WRITE:
        content[step.place : end] = step.data


def _torn(safe: bytes, since: Sequence[Step], rng: random.Random) -> bytes:
    """Return a file whose length came as far as some step, and its sectors each for itself."""
    reached = rng.randrange(len(since) + 1)
    cuts = [n for n, step in enumerate(since) if step.act is Act.TRUNCATE]
    first = max((n + 1 for n in cuts if n < reached), default=0)
    last = min((n for n in cuts if n >= reached), default=len(since))
    grown = bytearray(safe)
    for step in since[:reached]:
        _apply(grown, step)
    # Sectors that were there before the first of these writes, and what each held after each.
    base = bytearray(safe)
    for step in since[:first]:
        _apply(base, step)
    versions: dict[int, list[bytes]] = defaultdict(list)
    content = bytearray(base)
    for step in since[first:last]:
        _apply(content, step)
        start, end = step.place // SECTOR, (step.place + len(step.data) + SECTOR - 1) // SECTOR
        for sector in range(start, end):
            versions[sector].append(bytes(content[sector * SECTOR : (sector + 1) * SECTOR]))
    kept = rng.random()
    held = base[: len(grown)]
    held.extend(bytes(len(grown) - len(held)))
    for sector, found in versions.items():
        if rng.random() < kept:
            place = sector * SECTOR
            held[place : place + SECTOR] = rng.choice(found)
    return bytes(held[: len(grown)])


@dataclass
class _Folder:
    """The names in a folder that are safe, and what was done to them since: None is removed."""

    safe: dict[str, int] = field(default_factory=dict[str, int])
    since: list[dict[str, int | None]] = field(default_factory=list[dict[str, "int | None"]])

    def now(self) -> dict[str, int]:
        return self._after(len(self.since))

    def sync(self) -> None:
        self.safe, self.since = self.now(), []

    def after_cut(self, how: Survives, rng: random.Random) -> dict[str, int]:
        if how in (Survives.NOTHING, Survives.DATA):
            return self.safe
        if how in (Survives.EVERYTHING, Survives.NAMES):
            return self.now()
        return self._after(rng.randrange(len(self.since) + 1))

    def _after(self, steps: int) -> dict[str, int]:
        names = dict(self.safe)
        for step in self.since[:steps]:
            for name, file in step.items():
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return names


class Disk:
    """The files below one folder, as they are after the steps that it was given."""

    def __init__(self, root: Path) -> None:
        """Begin with what lies there now, all of which is safe."""
        self.root = root.resolve()
        self._files: dict[int, _File] = {}
        self._by_inode: dict[int, int] = {}
        self._folders: dict[Path, _Folder] = {self.root: _Folder()}
        self.notes: list[str] = []
        """What was acknowledged."""
        for path in sorted(self.root.rglob("*")):
            if path.is_dir():
                self._folders[path] = _Folder()
            elif path.is_file():
                file = self._known(path.stat().st_ino)
                self._files[file].safe = path.read_bytes()
                self._folders[path.parent].safe[path.name] = file

    def do(self, step: Step) -> None:
        """Do one step."""
        if step.act is Act.NOTE:
            self.notes.append(step.data.decode())
        elif step.act in (Act.WRITE, Act.TRUNCATE):
            self._files[self._known(step.file)].since.append(step)
        elif step.act is Act.SYNC:
            self._files[self._known(step.file)].sync()
        elif step.act is Act.SYNC_FOLDER:
            self._folder(step.path).sync()
        else:
            self._name(step)

    def _name(self, step: Step) -> None:
        folder = self._folder(step.path.parent)
        if step.act is Act.CREATE:
            folder.since.append({step.path.name: self._made(step.file)})
        elif step.act is Act.LINK:
            self._folder(step.other.parent).since.append({step.other.name: self._known(step.file)})
        elif step.act is Act.UNLINK:
            folder.since.append({step.path.name: None})
        elif step.act is Act.RENAME:
            self._move(step.path, step.other)
        elif step.act is Act.MAKE_FOLDER:
            self._folder(step.path)

    def _move(self, path: Path, other: Path) -> None:
        if path in self._folders:
            self._folders[other] = self._folders.pop(path)
            return
        file = self._folder(path.parent).now().get(path.name)
        if path.parent == other.parent:
            self._folder(path.parent).since.append({path.name: None, other.name: file})
        else:
            self._folder(path.parent).since.append({path.name: None})
            self._folder(other.parent).since.append({other.name: file})

    def _made(self, inode: int) -> int:
        self._by_inode.pop(inode, None)  # of a file that is gone
        return self._known(inode)

    def _known(self, inode: int) -> int:
        if inode not in self._by_inode:
            self._by_inode[inode] = len(self._files)
            self._files[len(self._files)] = _File()
        return self._by_inode[inode]

    def _folder(self, path: Path) -> _Folder:
        return self._folders.setdefault(path, _Folder())

    def cut(self, how: Survives, rng: random.Random, out: Path) -> None:
        """Write what the disk holds when the power is cut now into an empty folder."""
        contents = {n: file.after_cut(how, rng) for n, file in self._files.items()}
        for path, folder in self._folders.items():
            if not path.is_relative_to(self.root):
                continue
            there = out / path.relative_to(self.root)
            there.mkdir(parents=True, exist_ok=True)
            for name, file in folder.after_cut(how, rng).items():
                (there / name).write_bytes(contents[file])
