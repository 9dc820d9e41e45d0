"""Writing a release: data first, article by article, then the papers that tell of it."""

from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import file_digest
from pathlib import Path

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.domain.kept_samples import samples_told
from annotator.formats.companion import companion_of, companion_values
from annotator.formats.csv.cells import csv_writer
from annotator.formats.dataset import Dataset
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.folder import written_folder
from annotator.formats.files.strict_json import pretty
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import ArticleLine, encoded
from annotator.formats.jsonl.writing import line_of
from annotator.formats.metadata import metadata_keys
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.release.card import card, licence_page
from annotator.formats.release.citing import citation_file, zenodo
from annotator.formats.release.croissant import croissant
from annotator.formats.release.datasheet import datasheet
from annotator.formats.release.disguise import Disguise
from annotator.formats.release.facts import ReleaseCounts, ReleaseFacts, ReleaseFile, data_date
from annotator.formats.release.guard import Guard
from annotator.formats.release.guide import guide
from annotator.formats.release.layout import (
    ANNOTATION_TABLE,
    ARTICLE_TABLE,
    ARTICLES,
    CARD,
    CITATION,
    CODEBOOK,
    CROISSANT,
    GUIDE,
    LICENCES,
    SHEET,
    SUMS,
    ZENODO,
)
from annotator.formats.release.lines import wordless
from annotator.formats.release.options import KEY, wishes
from annotator.formats.release.tables import ReleasedAnnotations, ReleasedArticles
from annotator.formats.selection import Selection
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project

_ABOUT = {
    ARTICLES: ("the articles with all that is on them, one a line", "application/jsonlines"),
    CODEBOOK: ("the codebook, the coders and the actors", "application/json"),
    ARTICLE_TABLE: ("the articles, one a row", "text/csv"),
    ANNOTATION_TABLE: ("the annotations, one a row", "text/csv"),
}


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write a release into a folder or a zip; the key of its coders apart, where asked for."""
    release = _Release(project, selection)
    key = release.key_path(path)
    with written_folder(path) as folder:
        facts = release.data(folder, progress)
        for name, content in _papers(facts).items():
            (folder / name).write_bytes(content)
        (folder / SUMS).write_bytes(_sums(folder))
    if key is not None:
        release.write_key(key)
    return ExportCount(facts.counts.articles, facts.counts.annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first articles’ lines."""
    release = _Release(project, selection)
    lines = (
        release.encoded(release.line(line_of(release.dataset, one))).decode()
        for one in release.dataset.labelled()
    )
    return first_lines(lines, rows)


class _Release:
    """One release on its way out."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self._wishes = wanted = wishes(selection)
        self._project = project
        self.dataset = Dataset(project, selection)
        coders = self.dataset.coders.values()
        self._disguise = Disguise(coders, self.dataset.came.runs, numbered=wanted.numbered)
        self._guard = Guard(
            self.dataset.codebook, texts=wanted.texts, notes=wanted.notes, titles=wanted.titles
        )

    def line(self, line: ArticleLine) -> ArticleLine:
        """Return an article's line as it is released, still with its text."""
        return self._guard.line(self._disguise.line(line))

    def encoded(self, line: ArticleLine) -> bytes:
        """Return a released line as it is written."""
        return encoded(line if self._wishes.texts else wordless(line))

    def data(self, folder: Path, progress: Progress) -> ReleaseFacts:
        """Write the files of data, and return what is to be told of them."""
        wanted, info, counts = self._wishes, self._project.info(), ReleaseCounts()
        (folder / ARTICLES).parent.mkdir()
        with ExitStack() as stack:
            lines, articles, rows = (
                stack.enter_context((folder / name).open("wb"))
                for name in (ARTICLES, ARTICLE_TABLE, ANNOTATION_TABLE)
            )
            keys = metadata_keys(self.dataset.articles)
            article_table = ReleasedArticles(info.variables, keys, articles, texts=wanted.texts)
            table = ReleasedAnnotations(
                self.dataset,
                self._disguise,
                rows,
                texts=wanted.texts,
                titles=wanted.titles,
                notes=wanted.notes,
            )
            for labelled in self.dataset.labelled(progress):
                line = self.line(line_of(self.dataset, labelled))
                counts.add(line)
                lines.write(self.encoded(line))
                article_table.write(line, labelled.article.text_sha256)
                table.write(labelled, line)
        beside = self._guard.companion(self._disguise.companion(companion_of(self._project)))
        (folder / CODEBOOK).write_bytes(pretty(companion_values(beside)))
        programs = {one.coder for one in beside.runs}
        made = [one for one in beside.coders if one.handle in counts.layers]
        return ReleaseFacts(
            wishes=wanted,
            title=wanted.title or info.title or self._project.path.stem,
            date=data_date(wanted, counts, info.created),
            codebook=beside.codebook,
            counts=counts,
            people=sum(one.id not in programs for one in made),
            programs=sum(one.id in programs for one in made),
            files=tuple(_files(folder)),
            article_columns=article_table.columns,
            annotation_columns=table.columns(),
            code_names={one.id: one.name for one in beside.codebook.codes},
            sampling=samples_told(info.settings),
        )

    def key_path(self, target: Path) -> Path | None:
        """Return where the key of the coders goes, if anywhere.

        Raise a `UserError` where it would be in the release, or can't be written: before long work.
        """
        if not self._wishes.key:
            return None
        path = Path(self._wishes.key)
        if target.resolve() in (path.resolve(), *path.resolve().parents):
            message = "The key of the coders would be in the release."
            raise UserError(message, where=KEY.id, remedy="Keep it elsewhere.")
        refuse_targets(path)
        return path

    def write_key(self, path: Path) -> None:
        """Write which coder is which."""
        with written_beside(path) as (file,):
            writer = csv_writer(file)
            writer.writerow(("in_release", "handle", "name"))
            for row in self._disguise.key:
                writer.writerow(row)


def _papers(facts: ReleaseFacts) -> dict[str, bytes]:
    words = {
        CARD: card(facts),
        SHEET: datasheet(facts),
        GUIDE: guide(facts.codebook),
        LICENCES: licence_page(facts),
        CITATION: citation_file(facts),
    }
    values = {CROISSANT: croissant(facts), ZENODO: zenodo(facts)}
    return {name: text.encode() for name, text in words.items()} | {
        name: pretty(said) for name, said in values.items()
    }


def _files(folder: Path) -> Iterator[ReleaseFile]:
    for path, (about, media_type) in _ABOUT.items():
        file = folder / path
        yield ReleaseFile(path, about, media_type, file.stat().st_size, _sha256(file))


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _sums(folder: Path) -> bytes:
    files = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    return "".join(f"{_sha256(folder / one)}  {one}\n" for one in files).encode()
