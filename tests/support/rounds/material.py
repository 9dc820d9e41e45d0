"""The projects that rounds begin with, made once and copied, and what is read of them."""

import random
import shutil
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sequences import BOOK

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.store.project import Project
from rounds.outcome import LostError, WrongError

TEXT = "“We will,” the mayor said on Tuesday, “see what comes.” " * 12
ARTICLES = 6
KEPT_FIRST = Path(__file__).parents[2] / "formats" / "projects" / "first-schema.annotator"
SUFFIX = ".annotator"


def study(folder: Path, name: str = "study") -> Path:
    """Return a small project of ana's in the folder."""
    return Path(shutil.copy(_made(), folder / f"{name}{SUFFIX}"))


_scratches: list["TemporaryDirectory[str]"] = []


def scratch() -> Path:
    """Return a folder that is there as long as this process."""
    _scratches.append(TemporaryDirectory(prefix="rounds-"))
    return Path(_scratches[-1].name)


@cache
def _made() -> Path:
    path = scratch() / "study.annotator"
    _make(path)
    return path


def _make(path: Path) -> None:
    with Project.create(path, title="Study", codebook=BOOK) as project:
        project.coder = "ana"
        articles = tuple(
            NewArticle(id=f"a{n}", title=f"Article {n}", text=f"{n}. {TEXT}")
            for n in range(ARTICLES)
        )
        project.apply(ImportRecords(articles=articles))
        project.apply(Assign((("a0", "ana"), ("a1", "ben"))))
        for n in range(10):
            project.apply(tag(f"first-{n}", n))


def tag(name: str, n: int) -> Tag:
    """Return the edit that makes the n-th annotation; its id is the name."""
    start = (n * 7) % 500
    return Tag(id=name, article=f"a{n % ARTICLES}", code="quote", fragments=((start, start + 9),))


def annotations(path: Path) -> set[str]:
    """Return the ids of a project's annotations; raise `WrongError` unless it is sound."""
    with Project.open(path, "ana") as project:
        expect_sound(project)
        return {one.id for one in project.find(Annotation)}


_read: dict[bytes, set[str]] = {}


def annotations_once(path: Path) -> set[str]:
    """Return the same as `annotations`; of bytes that were examined before, what was found then."""
    if any(path.parent.glob(f"{path.name}-*")):
        return annotations(path)  # what lies beside it matters, too
    key = sha256(path.read_bytes()).digest()
    if key not in _read:
        _read[key] = annotations(path)
    return _read[key]


def expect_sound(project: Project) -> None:
    """Raise `WrongError` when `check` names something."""
    if problems := project.check():
        raise WrongError(f"{project.path.name} is not sound: {problems[0]}")


def projects_below(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder that could be a project."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.read_bytes()[:6] == b"SQLite":
            yield path


def expect_nothing_left(folder: Path, *wanted: Path) -> None:
    """Raise `WrongError` when something else lies in a folder: a temporary file, half a target.

    A folder of backups may lie there, with whole projects in it.
    """
    left = {
        path.name
        for path in folder.rglob("*")
        if path not in wanted and path.name[0] != "." and not _is_of_backups(path)
    }
    left |= {path.name for path in folder.rglob(".*")}
    if left:
        raise WrongError(f"left lying: {', '.join(sorted(left)[:5])}")


def _is_of_backups(path: Path) -> bool:
    folder = path if path.is_dir() else path.parent
    return folder.name.endswith(" backups") and (path.is_dir() or path.suffix == SUFFIX)


def expect_there(path: Path) -> None:
    """Raise `LostError` unless there is such a file."""
    if not path.exists():
        raise LostError(f"{path.name} is missing")


def random_of(kind: str, seed: int) -> random.Random:
    """Return a source of chance that is the same for the same round."""
    return random.Random(f"{kind} {seed}")


_THEIRS = 8


def of_colleague(n: int) -> set[str]:
    """Return the annotations that the n-th colleague has made."""
    return {f"theirs-{n}-{k}" for k in range(_THEIRS)}


def colleague(folder: Path, n: int) -> Path:
    """Return the file of the n-th colleague, in the folder."""
    return Path(shutil.copy(_made_by(n), folder / f"colleague-{n}{SUFFIX}"))


def is_untouched(folder: Path, n: int) -> bool:
    """Tell whether the file of the n-th colleague is as it was."""
    return (folder / f"colleague-{n}{SUFFIX}").read_bytes() == _made_by(n).read_bytes()


@cache
def _made_by(n: int) -> Path:
    path = study(scratch(), f"colleague-{n}")
    with Project.open(path, f"c{n}") as project:
        for k, name in enumerate(sorted(of_colleague(n))):
            project.apply(tag(name, k))
    return path


_LONGER = 40


def longer(folder: Path, *, same_study: bool) -> Path:
    """Return, in the folder, somebody else's file with more edits than any round makes."""
    return Path(shutil.copy(_made_longer(same_study), folder / f"longer{SUFFIX}"))


@cache
def _made_longer(same_study: bool) -> Path:
    path = scratch() / "longer.annotator"
    if same_study:
        shutil.copy(_made(), path)
    else:
        _make(path)
    with Project.open(path, "cleo") as project:
        for n in range(_LONGER):
            project.apply(tag(f"foreign-{n}", n))
    return path
