"""A project in which columns are empty at first, or for ever, and hold odd things later."""

from pathlib import Path

from every_field import answer_to, code_with_every_field
from msgspec.structs import replace

from annotator.domain.annotation import Annotation, Link, anchored, make_link
from annotator.domain.codebook import Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.store.project import Project

LATE = 600
"""How many articles say nothing before the last one says everything."""
EVERY = replace(
    code_with_every_field(),
    links=(LinkRule(type="about", name="About", ends=("actor", "*")),),
)
OTHER = Code(
    id="other",
    name="Other",
    position=1,
    # The same id as a number of the first code has: here it is a text.
    fields=(Field(id=f"a_{FieldType.NUMBER}", name="Number in words", type=FieldType.TEXT),),
)
NEVER = Code(
    id="never",
    name="Never: used",
    position=2,
    fields=(Field(id="day", name="Day", type=FieldType.DATE),),
)
CODEBOOK = Codebook(title="Every", codes=(EVERY, OTHER, NEVER))
ANSWERS = {field.id: answer_to(field) for field in EVERY.fields}
TEXT = "The ferry 😀 waits.\u2028שלום"


def late_project(path: Path) -> Project:
    """Make the project: all but the last two articles have bare labels or none."""
    articles: list[NewArticle] = []
    records: list[Record] = [Coder(id="c", handle="ana"), Actor(id="p", name="Ida")]
    for n in range(LATE):
        ident = f"a{n:04}"
        last = n >= LATE - 2
        meta = {"pages": n, "ratio": 0.5, "desk": 7} if not last else {"desk": "Sea", "late": True}
        articles.append(
            NewArticle(id=ident, title=f"A {n}", text=TEXT, meta={"outlet": "Post", **meta})
        )
        if n % 3 == 0 or last:
            label = Annotation(id=f"n{n:04}", article=ident, code="all", coder="c")
            values = ANSWERS if last else {}
            records.append(replace(label, values=values, **anchored(TEXT, [(4, 9), (10, 11)])))
    records.append(
        replace(
            Annotation(id="o", article=articles[-1].id, code="other", coder="c"),
            values={f"a_{FieldType.NUMBER}": "2025-05-19"},
            **anchored(TEXT, [(0, 3)]),
        )
    )
    links: list[Link] = [
        make_link(f"n{LATE - 1:04}", "about", actor="p"),
        make_link(f"n{LATE - 1:04}", "about", to="o"),
    ]
    project = Project.create(path, codebook=CODEBOOK)
    project.apply(ImportRecords(articles=tuple(articles), records=(*records, *links)))
    return project
