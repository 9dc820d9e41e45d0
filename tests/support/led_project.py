"""A project that lea leads: ana and ben have coded two articles, ana has finished the first."""

from pathlib import Path

from once import copy_of

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project

WORDS = "one two three four five six"
CODES = Codebook(
    codes=(
        Code(
            id="quote",
            name="Quote",
            key="Q",
            position=0,
            fields=(
                Field(
                    id="kind",
                    name="Type",
                    type=FieldType.CHOICE,
                    choices=(Choice("direct", "Direct"), Choice("indirect", "Indirect")),
                ),
            ),
            links=(LinkRule(type="said_by", name="Said by", ends=("source", "actor")),),
        ),
        Code(id="source", name="Source", key="S", position=1),
    )
)


def tag(ident: str, article: str, code: str, words: str, **values: str) -> Tag:
    """Return the edit that tags words of the article."""
    start = WORDS.index(words)
    place = ((start, start + len(words)),)
    return Tag(id=ident, article=article, code=code, fragments=place, values=dict(values))


def do(project: Project, coder: str, *edits: Edit) -> None:
    """Apply edits as somebody, and be who one was again."""
    before, project.coder = project.coder, coder
    for edit in edits:
        project.apply(edit)
    project.coder = before


def led_project(folder: Path) -> Project:
    """Make the project; lea sits in front of it."""
    return Project.open(copy_of("led", _make, folder / "p.annotator"), "lea")


def _make(path: Path) -> Project:
    project = Project.create(path, title="Study", codebook=CODES)
    project.coder = "lea"
    articles = [NewArticle(id=f"a{n}", title=f"Article {n}", text=WORDS) for n in (1, 2)]
    project.apply(ImportRecords(articles=tuple(articles)))
    do(
        project,
        "ana",
        tag("ana1", "a1", "quote", "one two", kind="direct"),
        tag("ana2", "a1", "source", "three"),
        AddLink(annotation="ana1", type="said_by", to="ana2"),
        SetStatus("a1", WorkStatus.DONE),
        tag("ana3", "a2", "quote", "four"),
    )
    do(project, "ben", tag("ben1", "a1", "quote", "two three", kind="indirect"))
    return project
