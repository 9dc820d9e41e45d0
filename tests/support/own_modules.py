"""The program's modules as rules about its code look at them: all in one test, each read once."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import annotator

PACKAGE = Path(annotator.__file__).parent
GUI = PACKAGE / "gui"


@cache
def modules(below: Path = PACKAGE) -> tuple[Path, ...]:
    """Return the modules below a folder of the package, in their order."""
    return tuple(sorted(below.rglob("*.py")))


@cache
def source(path: Path) -> str:
    """Return what a module says."""
    return path.read_text(encoding="utf-8")


def found_in(
    paths: Iterable[Path], look: Callable[[Path], Iterable[object]]
) -> Mapping[str, list[object]]:
    """Return what a look at each module finds, by its name in the package, where it does."""
    found = ((path.relative_to(PACKAGE).as_posix(), list(look(path))) for path in paths)
    return {name: things for name, things in found if things}
