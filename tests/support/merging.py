"""Bringing in a file and reading what is told of it; a project founded by somebody else."""

from pathlib import Path

from sequences import TEXTS

from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.store.merging.report import FileReport
from annotator.store.project import Project


def report_of(project: Project, path: Path, mapping: dict[str, str] | None = None) -> FileReport:
    told = project.preview([path], mapping)
    _, done = project.bring_in([path], mapping)
    assert done == told
    assert project.check() == []
    (report,) = done.files
    return report


def foreign(path: Path, codebook: Codebook, coder: str = "cleo") -> Project:
    """Make a project founded by somebody else, with the same text under another id."""
    project = Project.create(path, title="Mine", codebook=codebook)
    project.coder = coder
    article = NewArticle(id="x", title="Another title", text=TEXTS[0])
    project.apply(ImportRecords(articles=(article,)))
    return project
