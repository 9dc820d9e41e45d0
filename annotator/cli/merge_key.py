"""`annotator merge --key`: bringing back what was handed out with pseudonyms."""

from pathlib import Path

from annotator.cli.opening import opened as opened_project
from annotator.cli.options import Pairs
from annotator.cli.output import Meter, plain, print_json, say
from annotator.domain.errors import UserError
from annotator.workflow.pseudonyms.asking import asked_pseudonyms
from annotator.workflow.pseudonyms.returning import CameBack, came_back

_NOT_ALL = 1


def refuse_beside_key(mapping: Pairs, take: tuple[str, ...], people: Pairs) -> None:
    """Refuse options that say nothing of files with pseudonyms."""
    if mapping or take or people:
        message = "With --key labels come back as they are."
        raise UserError(message, remedy="Leave --map, --take and --as away.")


def merge_with_key(
    project: Path, others: tuple[Path, ...], key: Path, acting: str, *, dry_run: bool, as_json: bool
) -> int:
    """Bring files back by a key, each in a step to undo; return 1 when something stays out."""
    told: list[tuple[Path, CameBack]] = []
    with opened_project(project, acting, writing=not dry_run) as opened:
        names = asked_pseudonyms(opened, (str(key),))
        with Meter("Reading" if dry_run else "Bringing in") as meter:
            for path in others:
                found = came_back(opened, path, names, meter)
                if found.brings_something and not dry_run:
                    opened.apply(found.edit)
                told.append((path, found))
    if as_json:
        print_json([_object(path, found) for path, found in told])
    else:
        for path, found in told:
            for line in found.told():
                say(f"{path.name}: {plain(line)}")
    return _NOT_ALL if any(found.refused for _, found in told) else 0


def _object(path: Path, found: CameBack) -> dict[str, object]:
    return {
        "file": path.name,
        "made": found.made,
        "changed": found.changed,
        "missing": found.missing,
        "refused": list(found.refused),
    }
