"""Importing, merging and changing many labels: time, memory, and the file's size.

Each act runs in a process of its own, as the command line does it; the floors read and write the
same rows through bare `sqlite3` and `json`, in processes of their own, too.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import ChangeCode
from annotator.domain.edits.base import Together
from annotator.store.project import Project
from bench.children import Told, ask
from bench.floors import copied, read_lines
from bench.generators import SPANS
from bench.material import CODER, Material
from bench.measuring import Times, cpu
from bench.rows import Row

_RATIO, _MEMORY = 3.0, 300.0
_MERGE, _MERGED = 8.0, 92_000
"""Seconds for so many labels; fewer get less."""
_BULK, _CHANGED = 6.0, 100_000
_SIZE = 2.0


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of each act."""
    yield from _import(material)
    yield from _merge(material)
    yield from _bulk(material)
    articles = material.sizes.exchanged
    project, lines = material.project(articles), material.lines(articles)
    ratio = project.stat().st_size / lines.stat().st_size
    detail = f"{project.stat().st_size / 1e6:.1f} MB; JSONL {lines.stat().st_size / 1e6:.1f} MB"
    yield Row(f"size of the file, {SPANS * articles:,} labels / JSONL", ratio, "×", _SIZE, detail)


def _in_turns(
    material: Material, act: Callable[[], Told], floor: Callable[[], Told]
) -> tuple[list[Told], list[Told]]:
    pairs = [(act(), floor()) for _ in range(material.sizes.few)]
    return [one for one, _ in pairs], [one for _, one in pairs]


def _ratio(name: str, found: tuple[list[Told], list[Told]]) -> Iterator[Row]:
    act, floor = (Times([one["seconds"] for one in told]) for told in found)
    memory, least = (median(one["peak"] for one in told) for told in found)
    detail = f"{act.median:.2f} s; bare {floor.median:.2f} s"
    yield Row(name, act.median / floor.median, "×", _RATIO, detail)
    yield Row(f"{name}: memory", memory, "MB", _MEMORY, f"bare {least:.0f} MB")


def command(*words: str) -> Told:
    """Do what a command of the command line does; raise where it is refused."""

    def act() -> None:
        try:
            cli.main(list(words))
        except SystemExit as ended:
            if ended.code:
                raise

    return {"seconds": cpu(act)}


# Importing


def _import(material: Material) -> Iterator[Row]:
    articles = material.sizes.exchanged
    lines = str(material.lines(articles))

    def act() -> Told:
        return ask(command, "import", str(material.copy(material.empty())), lines)

    def floor() -> Told:
        return ask(read_lines, lines, str(material.folder() / "bare.sqlite"))

    yield from _ratio(f"import JSONL, {SPANS * articles:,} labels", _in_turns(material, act, floor))


# Merging


def _merge(material: Material) -> Iterator[Row]:
    lead, packages = material.packages()
    labels = material.sizes.packages * material.sizes.packed * SPANS
    theirs = [str(path) for path in packages]
    told = [ask(merged, str(material.copy(lead)), theirs) for _ in range(material.sizes.few)]
    bare = ask(copied, theirs, str(material.folder() / "bare.sqlite"))
    name = f"merge {len(packages)} packages, {labels:,} labels"
    target = _MERGE * labels / _MERGED
    for key, label in (("seconds", name), ("undo", f"{name}: its undo")):
        times = Times([one[key] for one in told])
        detail = f"{times.told}; bare {bare['seconds']:.2f} s"
        yield Row(label, times.median, "s", target, detail)
    yield Row(f"{name}: memory", median(one["peak"] for one in told), "MB", _MEMORY)


def merged(path: str, theirs: list[str]) -> Told:
    """Bring packages in, and take that back."""
    with Project.open(path) as project:
        project.coder = CODER
        seconds = cpu(lambda: project.bring_in([Path(one) for one in theirs]))
        return {"seconds": seconds, "undo": cpu(project.undo)}


# Changing many at once


def _bulk(material: Material) -> Iterator[Row]:
    articles = material.sizes.bulk
    labels = articles * SPANS
    path = material.project(articles)
    told = [ask(recoded, str(material.copy(path))) for _ in range(material.sizes.few)]
    name, target = f"recode {labels:,} annotations at once", _BULK * labels / _CHANGED
    for key, label in (("seconds", name), ("undo", f"{name}: its undo")):
        times = Times([one[key] for one in told])
        yield Row(label, times.median, "s", target, times.told)
    yield Row(f"{name}: memory", median(one["peak"] for one in told), "MB", _MEMORY)


def recoded(path: str) -> Told:
    """Give all annotations another code in one edit, and take that back."""
    with Project.open(path) as project:
        project.coder = CODER
        edit = Together([ChangeCode(one.id, "frame") for one in project.find(Annotation)])
        seconds = cpu(lambda: project.apply(edit))
        return {"seconds": seconds, "undo": cpu(project.undo)}
