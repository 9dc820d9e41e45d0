"""Exporting a dataset: which files come to be, what they leave out, and writing them."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.draft import Progress, no_progress
from annotator.domain.people import Coder
from annotator.domain.wording import counted
from annotator.formats.dataset import ALL_LAYERS, Selection
from annotator.formats.format import ExportCount, Format
from annotator.formats.losses import losses
from annotator.formats.table import export_format, export_format_for
from annotator.store.file.overwriting import free_path
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project

EVERYTHING = Selection()


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export has written, and where."""

    path: Path
    format: Format
    count: ExportCount

    def told(self) -> str:
        """Say what was written: "3 articles with 1 annotation"."""
        articles = counted(self.count.articles, "article")
        return f"{articles} with {counted(self.count.annotations, 'annotation')}"


class FirstRows(msgspec.Struct, frozen=True):
    """How a file begins, and what it leaves out."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    losses: Sequence[str]


def layers_of(project: Project) -> list[str]:
    """Return the layers that can be exported: all of them, handles, gold where there is any."""
    handles = sorted((coder.handle for coder in project.find(Coder)), key=str.casefold)
    gold = [GOLD_LAYER] if project.find(Annotation, layer=GOLD_LAYER) else []
    return [ALL_LAYERS, *handles, *gold]


def files_to_write(chosen: Format, path: Path) -> tuple[Path, ...]:
    """Return the files that an export to `path` writes or replaces, `path` first."""
    return (path, chosen.beside.path(path)) if chosen.beside is not None else (path,)


def free_target(folder: Path, name: str, chosen: Format) -> Path:
    """Return a path in a folder, named so or with a number, at which there is nothing yet."""

    def taken(path: Path) -> bool:
        return any(one.exists() for one in files_to_write(chosen, path))

    return free_path(folder, name, chosen.exporter.suffix, taken)


def named_target(path: Path, chosen: Format) -> Path:
    """Return a path as it was typed, with the format's ending where it has none."""
    suffix = chosen.exporter.suffix
    if not path.name:  # a folder's root, as while one types a path
        return path / f"export{suffix}"
    return path if path.suffix else path.with_name(path.name + suffix)


def check_targets(chosen: Format, path: Path) -> None:
    """Raise a `UserError` when an export to `path` would destroy what no export wrote."""
    refuse_targets(*files_to_write(chosen, path))
    if chosen.beside is not None:
        chosen.beside.refuse_foreign(path)


def first_rows(chosen: Format, project: Project, selection: Selection, rows: int) -> FirstRows:
    """Return the heading and the first rows of what an export would write, and its losses."""
    header, first = chosen.exporter.preview(project, selection, rows)
    return FirstRows(header, first, losses(chosen, project, selection))


def export(
    project: Project,
    path: Path | str,
    format_id: str | None = None,
    selection: Selection = EVERYTHING,
    progress: Progress = no_progress,
) -> Exported:
    """Write what is selected of a project, in the format named or asked for by the file's suffix.

    Texts and anchors are verified. Nothing is left behind when a `UserError` refuses or
    `progress` cancels by raising `CancelledError`; a file that was there before then stays.
    """
    project.refuse_broken_pages()
    target = Path(path)
    chosen = export_format(format_id) if format_id else export_format_for(target)
    count = chosen.exporter.write(project, selection, target, progress)
    return Exported(path=target, format=chosen, count=count)
