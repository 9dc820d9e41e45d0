"""Makes what the pictures of teamwork show: a lead's project and what two coders sent back."""

from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.article import Status
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.articles import EditArticle, status_id
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.project import Project
from annotator.workflow.sample import make_sample

LEAD, CODERS = "lea", ("ana", "ben")
_NAME = "Ceasefire study"
_IRONY = Code(
    id="irony",
    name="Irony",
    key="I",
    colour="#AA3377",
    position=20,
    definition="The words mean the opposite of what they say.",
)


COLLEAGUES = (
    *("cid", "dora", "emil", "Franziska Oberhuber", "gus", "hanna", "ivo", "jan"),
    *("Maximiliane Oberhuber-Strauss 01", "Maximiliane Oberhuber-Strauss 02"),
)
"""Ten more, so that twelve have coded."""


class Study(msgspec.Struct, frozen=True):
    """The lead's project, without labels, and the coders' packages with theirs."""

    lead: Path
    returned: tuple[Path, ...]


def make_study(folder: Path) -> Study:
    """Make the files in an empty folder; lead and coders have changed some things apart."""
    whole = folder / "whole.annotator"
    make_sample(whole)
    lead = folder / f"{_NAME}.annotator"
    packages = tuple(folder / f"{_NAME}-{coder}.annotator" for coder in CODERS)
    with Project.open(whole, coder=LEAD) as project:
        project.apply(PutCoder(Coder(id=coder_id(LEAD), handle=LEAD)))
        articles = [row.id for row in project.articles()]
        for coder, path in zip((LEAD, *CODERS), (lead, *packages), strict=True):
            project.write_package(path, coder=coder, articles=articles)
    whole.unlink()
    _change_as_lead(lead, articles[1])
    _change_as_coder(packages[0], articles[1])
    return Study(lead, packages)


def _change_as_lead(path: Path, article: str) -> None:
    with Project.open(path, coder=LEAD) as project:
        project.apply(PutCode(_IRONY))
        project.apply(EditArticle(article=article, meta={"author": "R. Tane"}))


def _change_as_coder(path: Path, article: str) -> None:
    """Correct the metadata otherwise, make the lead's code a second time, and have a late idea."""
    with Project.open(path, coder=CODERS[0]) as project:
        project.apply(PutCode(structs.replace(_IRONY, id="irony_of_ana", definition="")))
        project.apply(EditArticle(article=article, meta={"author": "Rosalind Tane and staff"}))
        frames = project.find(Annotation, code="frame")
        project.apply(Delete((frames[-1].id,)))


def add_colleagues(project: Project) -> None:
    """Let ten more have coded the sample's articles, each a little otherwise than ana or ben."""
    for n, handle in enumerate(COLLEAGUES):
        like, coder = coder_id(CODERS[n % 2]), Coder(id=coder_id(handle), handle=handle)
        labels = [
            structs.replace(one, id=f"{coder.id}-{one.id}", coder=coder.id)
            for k, one in enumerate(project.find(Annotation, coder=like))
            if k % (n + 3)
        ]
        statuses = [
            structs.replace(one, id=status_id(one.article, coder.id), coder=coder.id)
            for one in project.find(Status, coder=like)
        ]
        records = (coder, *labels, *statuses)
        project.apply(ImportRecords(records=records, label=f"{handle} has coded"))
