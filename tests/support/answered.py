"""A project whose articles ask for topics and sources that their words tell, coded by ana."""

import random
from pathlib import Path
from typing import Any

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, LinkRule, Scope
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_type_row import ScaleStep
from annotator.domain.people import coder_id
from annotator.store.project import Project
from annotator.workflow.suggesting.learning_answers import answers_to_keep

ME = coder_id("ana")
TOPICS = {
    "money": ("budget", "price", "tax", "wages", "debt", "rent"),
    "health": ("clinic", "doctor", "fever", "ward", "nurse", "vaccine"),
}
WHO = {
    "Mayor Ana Ruiz": "named",
    "the spokesman": "role_only",
    "residents": "collective",
    "a person close to the talks": "anonymous",
}


def choice(ident: str, *choices: str) -> Field:
    """Return a field with some choices."""
    offered = tuple(Choice(one, one.title()) for one in choices)
    return Field(id=ident, name=ident.title(), type=FieldType.CHOICE, choices=offered)


def scale(ident: str) -> Field:
    """Return a scale from minus to plus."""
    steps = tuple(ScaleStep(one) for one in (-1, 0, 1))
    return Field(id=ident, name=ident.title(), type=FieldType.SCALE, steps=steps)


BOOK = Codebook(
    codes=(
        Code(
            id="frame",
            name="Frame",
            key="F",
            fields=(choice("topic", *TOPICS), choice("mood", "calm", "loud"), scale("stance")),
        ),
        Code(
            id="source",
            name="Source",
            key="S",
            position=1,
            fields=(choice("naming", "named", "role_only", "anonymous", "collective"),),
            links=(LinkRule(type="is", name="Is", ends=("actor",), maximum=1),),
        ),
        Code(
            id="main",
            name="Main topic",
            scope=Scope.ARTICLE,
            position=2,
            fields=(choice("main", *TOPICS),),
        ),
    )
)


def _article(number: int, topic: str, chance: random.Random) -> tuple[NewArticle, list[Tag]]:
    """Return an article of eight lines with its labels: what is asked is told by its words."""
    text, tags, ident = "", list[Tag](), f"a{number}"
    for line in range(4):
        who = chance.choice(sorted(WHO))
        words = " ".join(chance.sample(TOPICS[topic], 2))
        start = len(text)
        text += f"It is about {words} on day {chance.randrange(99)}, said {who}.\n"
        frame = {"topic": topic, "mood": chance.choice(("calm", "loud")), "stance": 1}
        source = text.index(who, start)
        tags += [
            tag(f"f{number}.{line}", ident, "frame", (start, start + 25), **frame),
            tag(f"s{number}.{line}", ident, "source", (source, source + len(who)), naming=WHO[who]),
        ]
    tags.append(Tag(id=f"m{number}", article=ident, code="main", values={"main": topic}))
    return NewArticle(id=ident, title=f"News {number}", text=text), tags


def tag(ident: str, article: str, code: str, place: tuple[int, int], **values: Any) -> Tag:
    return Tag(id=ident, article=article, code=code, fragments=(place,), values=values)


def coded(project: Project, count: int, first: int = 0) -> None:
    """Let ana code and finish so many articles."""
    chance = random.Random(first)
    for number in range(first, first + count):
        article, tags = _article(number, sorted(TOPICS)[number % 2], chance)
        project.apply(ImportRecords(articles=(article,)))
        project.apply(Together(tags))
        project.apply(SetStatus(article.id, WorkStatus.DONE))


def made_and_learned(path: Path) -> Project:
    """Make a project with 40 finished articles that were learned from, and one that is new."""
    project = Project.create(path, codebook=BOOK)
    project.coder = "ana"
    coded(project, 40)
    assert learn_answers(project, ME)
    text = "It is about budget and tax, said the spokesman.\n"
    project.apply(ImportRecords(articles=(NewArticle(id="new", title="Fresh", text=text),)))
    project.apply(tag("f", "new", "frame", (0, 26)))
    project.apply(tag("s", "new", "source", (text.index("the sp"), text.index("."))))
    return project


def learn_answers(
    project: Project, coder: str, reporter: Progress = no_progress, *, force: bool = False
) -> bool:
    """Learn to answer fields alone, and keep what was learned; tell whether anything was."""
    made = answers_to_keep(project, coder, reporter, force=force)
    if made is not None:
        project.keep_model(made)
    return made is not None
