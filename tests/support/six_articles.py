"""A project with six articles that two coders have begun, for lists of articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from once import copy_of

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project

ARTICLES = (
    ("a0", "Leaders press for truce", "The Herald", "2025-05-19"),
    ("a1", "Markets wait", "AFP", "2025-05-20"),
    ("a2", "<b>Port</b> reopens", "The Herald", "2025-05-18"),
    ("a3", "apples are dear", "", "2025-05-21"),
    ("a4", "Zebras at large", "Daily", ""),
    ("a5", "Cup final", "AFP", "2025-05-20"),
)


@contextmanager
def six_articles(folder: Path) -> Iterator[Project]:
    """Make the project; ana sits in front of it."""
    with Project.open(copy_of("six articles", _make, folder / "p.annotator"), "ana") as project:
        yield project


def _make(path: Path) -> Project:
    code = Code(id="quote", name="Quote", key="q")
    project = Project.create(path, codebook=Codebook(codes=(code,)))
    project.coder = "ben"
    project.apply(
        ImportRecords(
            articles=tuple(
                NewArticle(
                    id=record,
                    title=title,
                    text=f"The text of {title} says something.",
                    meta={"outlet": outlet, "published": published},
                )
                for record, title, outlet, published in ARTICLES
            )
        )
    )
    project.apply(Tag(id="t0", article="a1", code="quote", fragments=((0, 3),)))
    project.coder = "ana"
    project.apply(Tag(id="t1", article="a1", code="quote", fragments=((4, 8),)))
    project.apply(Tag(id="t2", article="a2", code="quote", fragments=((4, 8),)))
    project.apply(SetStatus("a0", WorkStatus.DONE))
    project.apply(SetStatus("a5", WorkStatus.NOTHING))
    return project
