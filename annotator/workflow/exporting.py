"""Exporting a dataset: which files come to be, what they leave out, and writing them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.article import Article
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.settings import EXPORTS_SETTING, project_settings
from annotator.domain.wording import counted
from annotator.formats.export_options import OptionValue, RememberedBy
from annotator.formats.files.folder import ZIP, refuse_folder_target
from annotator.formats.format import ExportCount, Format
from annotator.formats.losses import losses
from annotator.formats.outgoing.previews import PreviewedFile
from annotator.formats.selection import ALL_LAYERS, Selection
from annotator.formats.table import export_format, export_format_for, export_formats
from annotator.store.file.overwriting import free_path
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.pseudonyms.asking import told
from annotator.workflow.pseudonyms.copying import Masked, with_pseudonyms

EVERYTHING = Selection()


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export has written, and where; `masked` is what pseudonyms have replaced."""

    path: Path
    format: Format
    count: ExportCount
    masked: Masked | None = None

    def told(self) -> str:
        """Say what was written: "3 articles with 1 annotation"."""
        articles = counted(self.count.articles, "article")
        return f"{articles} with {counted(self.count.annotations, 'annotation')}"


class FirstRows(msgspec.Struct, frozen=True):
    """How each file begins, and what they leave out; a file that is the only one has no name.

    As long as it is not counted, `losses` has no more than what pseudonyms do.
    """

    files: Sequence[PreviewedFile]
    losses: Sequence[str]


_FIRST_ARTICLES = 100
"""How many articles are looked into for a preview with pseudonyms."""


def layers_of(project: Project) -> list[str]:
    """Return the layers that can be exported: all of them, handles, gold where there is any."""
    handles = sorted((coder.handle for coder in project.find(Coder)), key=str.casefold)
    gold = [GOLD_LAYER] if any(layer == GOLD_LAYER for _, layer in project.labellers()) else []
    return [ALL_LAYERS, *handles, *gold]


def files_to_write(chosen: Format, path: Path) -> tuple[Path, ...]:
    """Return the files that an export to `path` writes or replaces, `path` first."""
    return (path, chosen.beside.path(path)) if chosen.beside is not None else (path,)


def free_target(folder: Path, name: str, chosen: Format) -> Path:
    """Return a path in a folder, named so or with a number, at which there is nothing yet.

    A folder's name, and that of a file with the ending of a more usual format, says the format.
    """

    def taken(path: Path) -> bool:
        return any(one.exists() for one in files_to_write(chosen, path))

    exporter = chosen.exporter
    usual = exporter.suffix in chosen.suffixes and not exporter.folder
    stem = name if usual else f"{name}-{chosen.id}"
    return free_path(folder, stem, exporter.suffix, taken)


def named_target(path: Path, chosen: Format) -> Path:
    """Return a path as it was typed, with the format's ending where a file has none."""
    suffix = chosen.exporter.suffix
    if not path.name:  # a folder's root, as while one types a path
        return path / f"export{suffix}"
    return path if path.suffix or chosen.exporter.folder else path.with_name(path.name + suffix)


def target_of_another(path: Path, chosen: Format) -> Path:
    """Return a path that was typed for another format with this one's ending.

    A zip of a folder stays one; what stands behind a dot but is no ending stays, as in “v1.2”.
    """
    exporter = chosen.exporter
    ending = path.suffix.lower()
    if exporter.folder and ending == ZIP:
        return path
    endings = {ZIP, *(one.exporter.suffix for one in export_formats())} - {""}
    bare = path.with_suffix("") if ending in endings else path
    return bare.with_name(bare.name + exporter.suffix) if bare.name else path


def refuse_places(chosen: Format, path: Path) -> None:
    """Raise a `UserError` when an export can't or must not be written to `path`."""
    if chosen.exporter.folder:
        refuse_folder_target(path)
    else:
        refuse_targets(*files_to_write(chosen, path))


def read_options(chosen: Format, said: Mapping[str, str]) -> dict[str, OptionValue]:
    """Return what words choose of a format's options; raise a `UserError` for what it lacks."""
    known = {one.id: one for one in chosen.exporter.options}
    for name in said:
        if name not in known:
            there = f"It has {', '.join(known)}." if known else "It has none."
            raise UserError(f"{chosen.id} has no option {name}.", remedy=there)
    return {name: known[name].read(words) for name, words in said.items()}


def kept_words(project: Project, chosen: Format) -> dict[str, str]:
    """Return what the project remembers of a format's options, by their ids."""
    said = project_settings(project.info().settings).exports.get(chosen.id, {})
    kept = (one.id for one in chosen.exporter.options if one.remembered_by is RememberedBy.PROJECT)
    return {name: said[name] for name in kept if name in said}


def remembering(project: Project, chosen: Format, words: Mapping[str, str]) -> SetSetting | None:
    """Return the edit by which a project remembers what it is to of a format's options.

    `words` are all that were chosen. None where that is remembered already.
    """
    settings = project_settings(project.info().settings)
    options = chosen.exporter.options
    of_study = {one.id for one in options if one.remembered_by is RememberedBy.PROJECT}
    said = {name: word for name, word in words.items() if name in of_study}
    if said == kept_words(project, chosen):
        return None
    exports = {**settings.exports, chosen.id: said}
    kept = {ident: of_format for ident, of_format in exports.items() if of_format}
    return SetSetting(EXPORTS_SETTING, kept or None, f"{chosen.name} described")


def check_targets(chosen: Format, path: Path) -> None:
    """Raise a `UserError` when an export to `path` would destroy what no export wrote."""
    refuse_places(chosen, path)
    if chosen.beside is not None:
        chosen.beside.refuse_foreign(path)


def first_rows(chosen: Format, project: Project, selection: Selection, rows: int) -> FirstRows:
    """Return the heading and the first rows of what an export would write, and its losses."""
    begun = first_files(chosen, project, selection, rows)
    return FirstRows(begun.files, [*begun.losses, *left_out(chosen, project, selection)])


def left_out(chosen: Format, project: Project, selection: Selection) -> list[str]:
    """Return what an export would leave out, in sentences; it looks through all that is selected.

    Raise a `UserError` when the selection names what is not there.
    """
    return losses(chosen, project, structs.replace(selection, pseudonyms=None))


def first_files(chosen: Format, project: Project, selection: Selection, rows: int) -> FirstRows:
    """Return how what an export would write begins, before it is counted what it leaves out.

    With pseudonyms only the first articles are looked into, for the rows and for what is replaced.
    """
    exporter = chosen.exporter
    first, limited = _first_articles(project, selection)
    with with_pseudonyms(project, first) as to_show:
        source, plain = to_show.project, to_show.selection
        if exporter.files is not None:
            files = list(exporter.files(source, plain, rows))
        else:
            files = [PreviewedFile("", *exporter.preview(source, plain, rows))]
    masked = told(to_show.masked) if to_show.masked is not None else []
    if limited:
        masked = [f"In the first {_FIRST_ARTICLES} articles: {one}" for one in masked]
    return FirstRows(files, masked)


def _first_articles(project: Project, selection: Selection) -> tuple[Selection, bool]:
    """Return a selection of no more articles than are looked into, and whether it is of fewer."""
    if selection.pseudonyms is None:
        return selection, False
    every = selection.articles
    found = [one.id for one in project.find(Article)] if every is None else every
    limited = len(found) > _FIRST_ARTICLES
    return structs.replace(selection, articles=found[:_FIRST_ARTICLES]), limited


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
    extra = chosen.exporter.extra
    if extra is not None and not extra.is_here:
        raise UserError(f"{chosen.name} can't be written yet.", remedy=extra.advice)
    with with_pseudonyms(project, selection, progress) as to_write:
        source, plain = to_write.project, to_write.selection
        count = chosen.exporter.write(source, plain, target, progress)
    return Exported(path=target, format=chosen, count=count, masked=to_write.masked)
