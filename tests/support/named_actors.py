"""A small study in which actors are quoted and judged by two coders."""

from pathlib import Path

from once import opened_copy

from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project

TEXT = "“We go on,” Zelensky said. “It is late,” Volodymyr Zelensky added. Others wait."
FULL, LAST, OTHER = "full", "last", "other"


def named_actors(path: Path) -> Project:
    """Return a project in which ana and ben have named three actors in two articles; ben codes."""
    return opened_copy(("named actors", path.stem), _make, path, "ben")


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=default_codebook())
    project.coder = "ana"
    articles = tuple(
        NewArticle(id=one, title=title, text=TEXT, meta={"published": day, "outlet": "AFP"})
        for one, title, day in (("a1", "Talks go on", "2025-05-19"), ("a2", "Late", "2025-06-01"))
    )
    texts = tuple(
        NewArticle(id=one.id, title=one.title, text=f"{one.text} {one.id}", meta=one.meta)
        for one in articles
    )
    project.apply(ImportRecords(articles=texts))
    project.apply(PutActor(Actor(id=FULL, name="Volodymyr Zelensky", affiliation="Presidency")))
    project.apply(PutActor(Actor(id=LAST, name="Zelensky", affiliation="Government")))
    project.apply(PutActor(Actor(id=OTHER, name="Sergei Ivanov", role="business")))
    tag(project, "q1", "a1", "quote", (0, 11), said_by=LAST)
    tag(project, "q2", "a1", "quote", (27, 40), said_by=FULL)
    tag(project, "s1", "a1", "source", (41, 59), **{"is": FULL})
    tag(project, "t1", "a1", "sentiment", (61, 67), target=LAST)
    project.apply(SetValue("t1", "polarity", -2))
    project.coder = "ben"
    tag(project, "q3", "a2", "quote", (0, 11), said_by=LAST)
    tag(project, "t2", "a2", "sentiment", (61, 67), target=FULL)
    project.apply(SetValue("t2", "polarity", 1))
    return project


def tag(
    project: Project, ident: str, article: str, code: str, where: tuple[int, int], **to: str
) -> None:
    """Tag a stretch and lead a link from it to an actor."""
    project.apply(Tag(id=ident, article=article, code=code, fragments=(where,)))
    for kind, actor in to.items():
        project.apply(AddLink(annotation=ident, type=kind, actor=actor))


def finish(project: Project, coder: str, article: str) -> None:
    """Let a coder finish an article, so that they see what others marked there."""
    project.coder = coder
    project.apply(SetStatus(article, WorkStatus.DONE))
