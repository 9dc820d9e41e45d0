"""Writing a study's labels in each format: how many in a second, and in how much memory.

Each format of the program's table is measured in a process of its own, beside a floor: the same
labels through bare `sqlite3` and `csv` or `msgspec`, which writes what lies in the tables as it is.
The command line looks through the whole file before it believes it; that is measured once.
"""

from collections.abc import Callable, Iterator, Mapping
from statistics import median

from annotator.formats.format import Format
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format, export_formats
from annotator.store.project import Project
from annotator.workflow.exporting import export
from bench.children import Told, ask
from bench.exchange import command
from bench.floors import write_csv, write_lines
from bench.generators import SPANS
from bench.material import Material
from bench.measuring import Times, cpu
from bench.rows import Row

Floor = Callable[[str, str], Told]
_TABLES: Mapping[str, Floor] = {"csv": write_csv, "xlsx": write_csv}
"""The formats that are a row for each label; the floor of all others is a line for each article."""
_MANY = ("csv", "jsonl", "parquet", "brat")
"""The formats that a million labels leave in: measured more often, and with targets."""
_RATIO, _MEMORY = 3.0, 300.0
_BY_COMMAND = "csv"
_COUNTED = ("csv", "jsonl")
_COUNTING = 0.01
"""How many milliseconds the report of what a file leaves out may take for a label."""


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of each format, those with targets first."""
    labels = material.sizes.exchanged * SPANS
    path = str(material.copy(material.study(material.sizes.exchanged)))
    for one in sorted(export_formats(), key=lambda one: one.id not in _MANY):
        if one.exporter.extra is None or one.exporter.extra.is_here:
            yield from _written(material, one, path, labels)
    for name in _COUNTED:
        told = [ask(counted, path, name) for _ in range(material.sizes.few)]
        times = Times([one["seconds"] for one in told])
        what = f"what {name.upper()} leaves out is counted, {labels:,} labels"
        yield Row(what, 1000 * times.median, "ms", _COUNTING * labels, times.told)


def _written(material: Material, one: Format, path: str, labels: int) -> Iterator[Row]:
    many = one.id in _MANY
    turns = material.sizes.few if many else 1
    name = f"export {one.id.upper()}, {labels:,} labels"

    def target() -> str:
        return str(material.folder() / f"out{one.exporter.suffix}")

    floor = _TABLES.get(one.id, write_lines)
    pairs = [
        (ask(written, path, target(), one.id), ask(floor, path, target())) for _ in range(turns)
    ]
    seconds, bare = (median(pair[n]["seconds"] for pair in pairs) for n in (0, 1))
    memory, least = (median(pair[n]["peak"] for pair in pairs) for n in (0, 1))
    detail = f"{labels / seconds:,.0f} labels/s; bare {labels / bare:,.0f} labels/s"
    yield Row(name, seconds / bare, "×", _RATIO if many else None, detail)
    most = _MEMORY if many else None
    yield Row(f"{name}: memory", memory, "MB", most, f"bare {least:.0f} MB")
    if one.id == _BY_COMMAND:
        told = [ask(command, "export", path, target()) for _ in range(turns)]
        whole = median(found["seconds"] for found in told)
        detail = f"{labels / whole:,.0f} labels/s"
        yield Row(f"{name}, on the command line", whole / bare, "×", None, detail)


def written(path: str, target: str, format_id: str) -> Told:
    """Write a project's labels in a format."""
    with Project.open(path) as project:
        return {"seconds": cpu(lambda: export(project, target, format_id))}


def counted(path: str, format_id: str) -> Told:
    """Tell what a file would leave out, as the dialog shows it."""
    with Project.open(path) as project:
        return {"seconds": cpu(lambda: losses(export_format(format_id), project, Selection()))}
