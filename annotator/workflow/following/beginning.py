"""Beginning to follow: a coder's project is made of the package that waits for them in a folder."""

from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.wording import enumerated
from annotator.store.file.placing import placed
from annotator.store.packaging.reading import PackageFacts
from annotator.workflow.following.found import Stamp
from annotator.workflow.following.listing import listed
from annotator.workflow.following.looking import Copies, Looked, facts_of_copy
from annotator.workflow.following.ties import refuse_within


class _Package(msgspec.Struct, frozen=True):
    copy: Path
    stamp: Stamp
    facts: PackageFacts


def begin(folder: Path, project: Path, coder: str) -> None:
    """Make a coder's (a handle) project of the newest package that a folder has for them.

    What else is there for them is brought in by following. Raise a `UserError` when there is none,
    when packages of several studies are there, or the project can't be written.
    """
    refuse_within(project, folder)
    copies = Copies()
    try:
        found = [one for one in _packages(folder, copies) if _is_for(one, coder)]
        if not found:
            message = f"There is no package for {coder} in {folder.name} yet."
            raise UserError(message, remedy="Wait until it has come, or ask who leads the study.")
        if len({one.facts.family for one in found}) > 1:
            names = enumerated(sorted(one.copy.name for one in found))
            message = f"Packages of several studies wait for {coder}: {names}."
            raise UserError(message, remedy="Copy the right one out of the folder, and follow it.")
        newest = max(found, key=lambda one: one.stamp.mtime_ns)
        with placed(project, replace=False) as part:
            part.write_bytes(newest.copy.read_bytes())
    finally:
        copies.close()


def _packages(folder: Path, copies: Copies) -> list[_Package]:
    found: list[_Package] = []
    for name, stamp in listed(folder).items():
        try:
            copy = copies.take(folder / name, stamp)
        except OSError:
            continue
        facts = facts_of_copy(copy) if copy is not None else None
        if copy is None or facts is None or isinstance(facts, Looked):
            copies.drop(copy)
        else:
            found.append(_Package(copy, stamp, facts))
    return found


def _is_for(one: _Package, coder: str) -> bool:
    return bool(one.facts.handle) and folded(one.facts.handle) == folded(coder)
