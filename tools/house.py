"""Prints how the package is built: sizes, cycles, loose files, and what stands twice.

python tools/house.py            the figures
python tools/house.py --check    nothing, or what must not be, with exit status 1
"""

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "annotator"
LONGEST_FILE, SMALL_FILE = 400, 60
LOOSE_IN_GUI = {"__init__.py", "app.py"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module:
    """One file of the package: its dotted name, its lines and its syntax tree."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.path = path
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        self.lines = text.count("\n")
        self.tree = ast.parse(text)

    @property
    def room(self) -> str:
        """The folder that the file lies in, as `gui/coding`."""
        return self.path.parent.relative_to(ROOT / PACKAGE).as_posix()

    def functions(self) -> Iterator[Function]:
        """Yield every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public_classes(self) -> Iterator[str]:
        """Yield the names of the classes that others may use."""
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name

    def imported(self) -> Iterator[tuple[str, str]]:
        """Yield what is imported, for type checking and inside functions included.

        Each with the module that it is taken from: what is taken may be a module itself.
        """
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.module, f"{node.module}.{alias.name}") for alias in node.names)

    def knows_qt(self) -> bool:
        """Tell whether the file imports Qt itself."""
        return any(name.split(".")[0] in {"PySide6", "qtawesome"} for name, _ in self.imported())

    def commands(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the id and the keys of each command that is declared here."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _called(node) == "Command" and node.args:
                ident = node.args[0]
                if isinstance(ident, ast.Constant):
                    yield str(ident.value), tuple(_texts(node))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _texts(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def modules() -> list[Module]:
    """Return every module of the package."""
    return [Module(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))]


def first_cycle(imports: dict[str, set[str]]) -> list[str]:
    """Return names that import one another in a circle, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def imports_of(found: Iterable[Module]) -> dict[str, set[str]]:
    """Return for each module the modules of the package that it imports."""
    found = list(found)
    names = {module.name for module in found}
    return {
        module.name: {taken if taken in names else of for of, taken in module.imported()}
        & names - {module.name}
        for module in found
    }


def rooms_of(found: Iterable[Module]) -> dict[str, set[str]]:
    """Return for each room the rooms that its modules import from."""
    found = list(found)
    room = {module.name: module.room for module in found}
    imports: dict[str, set[str]] = defaultdict(set)
    for name, wanted in imports_of(found).items():
        imports[room[name]] |= {room[one] for one in wanted} - {room[name]}
    return imports


def loose_files(found: Iterable[Module]) -> list[str]:
    """Return the files of the window that lie in no room."""
    return [m.path.name for m in found if m.room == "gui" and m.path.name not in LOOSE_IN_GUI]


def twice(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)


def problems(found: list[Module]) -> Iterator[str]:
    """Yield in a sentence each what must not be."""
    cycle = first_cycle(imports_of(found))
    if cycle:
        yield f"These import one another in a circle: {' → '.join(cycle)}"
    for name in loose_files(found):
        yield f"{PACKAGE}/gui/{name} lies in no room"
    for module in found:
        if module.lines > LONGEST_FILE:
            yield f"{module.name} has {module.lines} lines: it has two jobs"
    for name in twice(name for module in found for name in module.public_classes()):
        yield f"Two public classes are called {name}"
    for name in twice(ident for module in found for ident, _ in module.commands()):
        yield f"The command {name} is declared twice"


def figures(found: list[Module]) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of the house: a name and its value."""
    sizes = [module.lines for module in found]
    bodies = [(f.end_lineno or 0) - f.lineno + 1 for m in found for f in m.functions()]
    gui = [m for m in found if m.room.startswith("gui")]
    yield "files", f"{len(found)}"
    yield "lines", f"{sum(sizes):,}"
    yield "lines a file: median, longest", f"{median(sizes):.0f}, {max(sizes)}"
    yield f"files of at most {SMALL_FILE} lines", f"{sum(n <= SMALL_FILE for n in sizes)}"
    yield "functions", f"{len(bodies):,}"
    yield (
        "lines a function: median, 90 in 100, longest",
        f"{median(bodies):.0f}, {quantiles(bodies, n=10)[-1]:.0f}, {max(bodies)}",
    )
    rooms = rooms_of(found)
    yield "rooms, arrows between them", f"{len(rooms)}, {sum(map(len, rooms.values()))}"
    yield "a cycle of modules", " → ".join(first_cycle(imports_of(found))) or "none"
    yield "a cycle of rooms", " → ".join(first_cycle(rooms)) or "none"
    yield "loose files in the window", ", ".join(loose_files(found)) or "none"
    yield "modules of the window without Qt", f"{sum(not m.knows_qt() for m in gui)} of {len(gui)}"
    commands = [one for module in found for one in module.commands()]
    yield "commands", f"{len(commands)}"
    yield "commands declared twice", ", ".join(twice(c for c, _ in commands)) or "none"
    classes = [name for module in found for name in module.public_classes()]
    yield "public classes", f"{len(classes)}"
    yield "names of two public classes", ", ".join(twice(classes)) or "none"


def main() -> int:
    """Print the figures, or with `--check` what must not be."""
    found = modules()
    if "--check" in sys.argv[1:]:
        wrong = list(problems(found))
        for sentence in wrong:
            print(sentence)
        return 1 if wrong else 0
    rows = list(figures(found))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
