"""A damaged file: refused, or worked with as far as it is sound, never believed."""

import json
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner, Result
from damage import damage

from annotator.cli.main import cli
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetNote, SetValue
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.review import AddComment
from annotator.domain.kinds import KINDS, to_values
from annotator.domain.people import Actor
from annotator.store.project import Project
from rounds import material
from rounds.forked import empty, judged
from rounds.outcome import KEPT, Outcome, WrongError, refused

SUFFIX = material.SUFFIX
REFUSED = 2
"""The exit status of a refusal."""


def study(folder: Path, name: str = "study") -> Path:
    """Return a small project of two coders, with something of every kind that commands read."""
    return Path(shutil.copy(_made(), folder / f"{name}{SUFFIX}"))


@cache
def _made() -> Path:
    path = material.study(material.scratch())
    with Project.open(path, "ben") as project:
        for n in range(6):
            project.apply(material.tag(f"bens-{n}", n))
        project.apply(PutActor(Actor(id="the-mayor", name="The mayor", aliases=("Mayor",))))
        project.apply(AddLink(annotation="bens-1", type="target", actor="the-mayor"))
        project.apply(AddComment(id="asked", annotation="bens-1", text="Who?"))
        project.apply(SetStatus("a1", WorkStatus.DONE))
        project.coder = "ana"
        project.apply(SetStatus("a1", WorkStatus.DONE))
        project.coder = "ben"
        project.apply(SetValue("bens-2", "kind", "direct"))
        project.apply(SetNote("bens-2", "Doubtful"))
        project.undo()
    return path


def damaged_study(seed: int, folder: Path) -> Path:
    """Return a project that was damaged by chance."""
    path = study(folder)
    damage(path, seed)
    return path


Use = Callable[[Path, Path], Result]
"""Uses a damaged file with a command, in a folder of its own; raises where that ends badly."""


def damaged(seed: int, folder: Path) -> Outcome:
    """Use a damaged file with each command: it is refused in a line, or gives what is true."""
    place = empty(folder / "work")
    path = damaged_study(seed, place)

    def examine() -> Outcome:
        results = [use(path, place) for use in USES.values()]
        refusals = [one.output for one in results if one.exit_code]
        return refused(refusals[0].strip().partition("\n")[0]) if refusals else KEPT

    return judged(examine)


def invoked(*arguments: object) -> Result:
    """Run a command; raise when it ends with a traceback, or refuses in more than a line."""
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code not in (0, 1, 2):
        raise WrongError(f"{arguments[0]} ends with status {result.exit_code}")
    if result.exit_code == REFUSED and result.stderr.strip().count("\n"):
        raise WrongError(f"{arguments[0]} refuses in several lines: {result.stderr[:200]}")
    return result


def _checked(path: Path, _place: Path) -> Result:
    return invoked("check", path)


def _told(path: Path, _place: Path) -> Result:
    result = invoked("info", path, "--json")
    return _same(result, "info", lambda file: invoked("info", file, "--json"), path)


def _agreed(path: Path, _place: Path) -> Result:
    result = invoked("agreement", path, "--json")
    return _same(result, "agreement", lambda file: invoked("agreement", file, "--json"), path)


def _exported(path: Path, place: Path) -> Result:
    out = place / "out.jsonl"
    result = invoked("export", path, out)
    if out.exists():
        expect_true(_lines(out), _sound().lines, whole=result.exit_code == 0)
    return result


def _packaged(path: Path, place: Path) -> Result:
    out = place / "ana.annotator"
    result = invoked("package", path, out, "--coder", "ana")
    if out.exists():
        expect_true(_proved(out), _sound().packaged, whole=result.exit_code == 0)
    return result


def _merged(path: Path, place: Path) -> Result:
    target = material.colleague(place, 3)
    result = invoked("merge", target, path)
    if result.exit_code == REFUSED and material.is_untouched(place, 3):
        return result
    before, after, merged = _sound().colleague, _proved(target), _sound().merged
    if result.exit_code == 1:  # what stays out is as it was
        merged = merged | {one: kept for one, kept in before.items() if after.get(one) == kept}
    expect_true(after, merged, whole=result.exit_code != 1)
    return result


def _rescued(path: Path, place: Path) -> Result:
    out = place / "rescued.annotator"
    result = invoked("rescue", path, out, "--json")
    if out.exists():
        told, doubtful = result.output, _of_history_alone(json.loads(result.stdout)["lost"])
        found = {
            one: kept
            for one, kept in _records(out).items()
            if one not in told and one.partition(" ")[0] not in doubtful
        }
        expect_true(found, _sound().records, whole=result.exit_code == 0)
    return result


def _of_history_alone(lines: Sequence[str]) -> set[str]:
    """Return the kinds of which a rescue says that some may not be as they were last."""
    doubtful = " ".join(line for line in lines if "from the history alone" in line)
    found = {
        name
        for name, kind in KINDS.items()
        if f" {name}:" in doubtful or f" {kind.in_words(2)[2:]}:" in doubtful
    }
    titled = not any("title and settings" in line for line in lines)
    return found if titled else found | {"project"}


USES: dict[str, Use] = {
    "check": _checked,
    "info": _told,
    "export": _exported,
    "agreement": _agreed,
    "package": _packaged,
    "merge": _merged,
    "rescue": _rescued,
}
"""How damaged files are used; what uses them as it does a sound one is compared with that."""


def _same(result: Result, name: str, again: Callable[[Path], Result], path: Path) -> Result:
    """Raise `WrongError` when a command that says nothing of damage tells something else."""
    if result.exit_code == 0 and _plain(result, path) != _of_sound(name, again):
        raise WrongError(f"{name} tells something else than it did, and no word of damage")
    return result


@cache
def _of_sound(name: str, again: Callable[[Path], Result]) -> str:
    path = study(material.scratch())
    return _plain(again(path), path)


def _plain(result: Result, path: Path) -> str:
    return result.stdout.replace(str(path.parent), "")


class Sound(NamedTuple):
    """What the sound project gives: the lines of an export, and records of what is made of it."""

    lines: dict[str, Any]
    packaged: dict[str, Any]
    merged: dict[str, Any]
    colleague: dict[str, Any]
    records: dict[str, Any]


@cache
def _sound() -> Sound:
    folder = material.scratch()
    path, out, package = study(folder), folder / "out.jsonl", folder / "ana.annotator"
    target = material.colleague(folder, 3)
    before = _records(target)
    for arguments in (("export", path, out), ("merge", target, path)):
        invoked(*arguments)
    invoked("package", path, package, "--coder", "ana")
    return Sound(_lines(out), _records(package), _records(target), before, _records(path))


def _proved(path: Path) -> dict[str, Any]:
    """Return the same; raise `WrongError` unless the project is sound."""
    with Project.open(path, "ana") as project:
        material.expect_sound(project)
    return _records(path)


def _records(path: Path) -> dict[str, Any]:
    """Return everything that a project holds, by id."""
    with Project.open(path, "ana") as project:
        return {
            f"{name} {one.id}": to_values(one)
            for name, kind in KINDS.items()
            for one in project.find(kind.type)
        }


def _lines(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for one in article.pop("annotations"):
            found[one["id"]] = one
        found[article["id"]] = article
    return found


def expect_true(found: dict[str, Any], wanted: dict[str, Any], *, whole: bool) -> None:
    """Raise `WrongError` when something differs from what it was, or lacks though none was said."""
    for ident, values in found.items():
        if values != wanted.get(ident):
            raise WrongError(
                f"passed on as sound: {ident}: {_difference(values, wanted.get(ident))}"
            )
    if whole and (missing := wanted.keys() - found.keys()):
        raise WrongError(f"{len(missing)} records are missing without a word: {min(missing)}")


def _difference(found: dict[str, Any], wanted: dict[str, Any] | None) -> str:
    if wanted is None:
        return "nobody made it"
    names = [name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)]
    return ", ".join(f"{one} is {str(found.get(one))[:60]}" for one in sorted(names))
