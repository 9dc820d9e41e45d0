"""Two articles that ana and ben have coded, agreeing on some and differing in every way."""

from pathlib import Path

from compared import BOOK, TEXT
from once import copy_of
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.gui.review import ReviewPage
from annotator.store.project import Project

TITLES = {"a1": "The mayor stays", "a2": "Others leave"}


def tag(ident: str, code: str, phrase: str, article: str = "a1", **values: object) -> Tag:
    start = TEXT.index(phrase)
    place = ((start, start + len(phrase)),)
    return Tag(id=ident, article=article, code=code, fragments=place, values=dict(values))


def code_as(project: Project, coder: str, *edits: Edit, done: tuple[str, ...] = ()) -> None:
    """Code as somebody, and finish some articles."""
    project.coder = coder
    for edit in edits:
        project.apply(edit)
    for article in done:
        project.apply(SetStatus(article, WorkStatus.DONE))


def without_labels(folder: Path) -> Project:
    """Make a project with two articles, which lea leads."""
    return Project.open(copy_of("without labels", _without_labels, folder / "p.annotator"), "lea")


def coded_by_two(folder: Path) -> Project:
    """Make the same project as ana and ben have coded it."""
    return Project.open(copy_of("coded by two", _coded_by_two, folder / "p.annotator"), "lea")


def _without_labels(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    found = tuple(NewArticle(id=i, title=title, text=TEXT) for i, title in TITLES.items())
    project.apply(ImportRecords(articles=found))
    return project


def _coded_by_two(path: Path) -> Project:
    project = _without_labels(path)
    code_by_two(project)
    return project


def code_by_two(project: Project) -> None:
    """Let ana and ben code both articles."""
    code_as(
        project,
        "ana",
        tag("a-same", "source", "the mayor"),
        tag("a-edge", "quote", "We win,"),
        tag("a-value", "quote", "and stay.", type="direct"),
        tag("a-code", "quote", "Others"),
        tag("a-only", "source", "Monday"),
        tag("a-link", "quote", "We win,", "a2"),
        tag("a-end", "source", "the mayor", "a2"),
        AddLink(annotation="a-link", type="said_by", to="a-end"),
        done=("a1", "a2"),
    )
    code_as(
        project,
        "ben",
        tag("b-same", "source", "the mayor"),
        tag("b-edge", "quote", "“We win,”"),
        tag("b-value", "quote", "and stay.", type="indirect"),
        tag("b-code", "source", "Others"),
        tag("b-link", "quote", "We win,", "a2"),
        tag("b-end", "source", "the mayor", "a2"),
        done=("a1", "a2"),
    )
    project.coder = "lea"


def shown(page: ReviewPage, qtbot: QtBot) -> ReviewPage:
    """Show the page as the window does."""
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.session.set_reviewing(True)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.enter()
    return page


def gold(project: Project, article: str | None = None) -> list[Annotation]:
    found = project.find(Annotation, layer="gold")
    return [one for one in found if article in (None, one.article)]
