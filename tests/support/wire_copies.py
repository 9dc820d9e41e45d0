"""A project in which four outlets print one agency's story, and others have their own."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from once import copy_of

from annotator.domain.codebook import ACTOR_END, Code, Codebook, Field, LinkRule, Scope
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_types import FieldType
from annotator.domain.people import Actor
from annotator.store.project import Project

LEAD = "HARBOURTOWN — The port will cut its dredging budget by a third, it said on Monday."
QUOTE = '"We have no choice after the storms of last winter," chairwoman Ada Moss told reporters.'
BODY = (
    "The authority had promised deeper berths for the new container ships before the end of June.",
    "Dockers called the decision a betrayal and announced a strike from the first of next month.",
    "The regional parliament is to vote on an emergency loan in the week after the spring recess.",
    "Economists expect freight rates along the whole coast to rise by up to eight per cent a year.",
    "Two smaller harbours to the south have offered to take the ferries as long as work goes on.",
    "Environmental groups welcomed the pause and asked for a survey of the seagrass at the mouth.",
    "The last large dredging took eleven months and cost some forty million more than was planned.",
)
LAST = "A decision on the lighthouse, which the budget covers too, was put off until the autumn."
STORY = "\n\n".join((LEAD, QUOTE, *BODY, LAST))
CURLED = STORY.replace('"We', "“We").replace('winter,"', "winter,”")
CUT = "\n\n".join((LEAD, QUOTE, *BODY))
WITH_AGENCY = f"By our own staff and Wire\n\n{STORY.replace('Ada Moss', 'Anna Moss')}\n\n© Wire"
COPIES = ("w0", "w1", "w2", "w3")
PRINTED = (
    ("w0", "Port cuts dredging", STORY, "Wire", "2025-05-19"),
    ("w1", "Harbour to save on dredging", CURLED, "The Herald", "2025-05-20"),
    ("w2", "Port cuts dredging", CUT, "Daily", "2025-05-20"),
    ("w3", "Strike after dredging cut", WITH_AGENCY, "Coast Post", "2025-05-21"),
)
TEXTS = {ident: text for ident, _, text, _, _ in PRINTED}
QUOTES = Code(
    id="quote",
    name="Quote",
    key="q",
    fields=(Field(id="loud", name="Loud", type=FieldType.FLAG),),
    links=(LinkRule(type="said_by", name="Said by", ends=("source", ACTOR_END)),),
)
SOURCES = Code(id="source", name="Source", key="s")
TONE = Code(id="tone", name="Tone", scope=Scope.ARTICLE)


def own_story(seed: int) -> str:
    """Return an article that is like no other."""
    draw = random.Random(seed)
    words = [f"word{draw.randrange(10_000)}" for _ in range(120)]
    return " ".join(words)


@contextmanager
def wire_copies(folder: Path) -> Iterator[Project]:
    """Make the project; ana sits in front of it, and has coded the agency's own print (w0)."""
    path = copy_of("wire copies", _make, folder / "wire.annotator")
    with Project.open(path, "ana") as project:
        yield project


def place(text: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text."""
    at = text.index(words)
    return at, at + len(words)


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=Codebook(codes=(QUOTES, SOURCES, TONE)))
    project.coder = "ana"
    articles = [
        NewArticle(id=one, title=title, text=text, meta={"outlet": outlet, "published": day})
        for one, title, text, outlet, day in PRINTED
    ]
    articles += [
        NewArticle(id=f"o{n}", title=f"Own story {n}", text=own_story(n), meta={"outlet": "Daily"})
        for n in range(6)
    ]
    project.apply(ImportRecords(articles=tuple(articles)))
    project.apply(PutActor(Actor(id="moss", name="Ada Moss")))
    quote = place(STORY, QUOTE.split(" chairwoman", maxsplit=1)[0])
    project.apply(
        Tag(id="q", article="w0", code="quote", fragments=(quote,), values={"loud": True})
    )
    source = place(STORY, "chairwoman Ada Moss")
    project.apply(Tag(id="s", article="w0", code="source", fragments=(source,)))
    project.apply(Tag(id="l", article="w0", code="source", fragments=(place(STORY, LAST),)))
    project.apply(Tag(id="t", article="w0", code="tone"))
    project.apply(AddLink(annotation="q", type="said_by", to="s"))
    project.apply(AddLink(annotation="q", type="said_by", actor="moss"))
    project.apply(SetNote("q", "The whole of it."))
    return project
