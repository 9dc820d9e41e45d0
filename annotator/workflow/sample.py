"""Makes the sample project from the articles and annotations that come with the program."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.team import SetSetting
from annotator.domain.ids import derived_id
from annotator.domain.settings import OPEN_SETTING
from annotator.formats.files.codebook import default_codebook
from annotator.formats.incoming import ReadOptions
from annotator.resources import seeds
from annotator.store.project import Project
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect

TITLE = "Ceasefire study"


def make_sample(path: Path, progress: Progress = no_progress) -> None:
    """Make the sample project: the same articles, annotations and ids every time.

    Raise a `UserError` when something is there already.
    """
    Project.create(
        path, title=TITLE, codebook=default_codebook(), fill=lambda made: _fill(made, progress)
    ).close()


def _fill(project: Project, progress: Progress) -> None:
    # Somebody new is to see what coding comes to, on every article and not only on finished ones.
    project.apply(SetSetting(OPEN_SETTING, value=True))
    folder, options = seeds(), ReadOptions()
    articles = collect([folder / "articles.csv"], options, project)
    labels = collect(sorted((folder / "annotations").glob("*.jsonl")), options, project)
    for failure in (*articles.errors, *labels.errors):
        raise failure
    items = [*_named(articles.items, labels.items), *labels.items]
    project.apply(import_edit(items, project, labels.companions), progress)


def _named(articles: Iterable[ImportItem], labels: Iterable[ImportItem]) -> Iterator[ImportItem]:
    """Give the articles the ids by which annotations know them, and the others fixed ones."""
    known = {item.sha256: item.article.id for item in labels}
    for item in articles:
        record = known.get(item.sha256) or derived_id("sample", item.sha256)
        yield item.with_article(id=record)
