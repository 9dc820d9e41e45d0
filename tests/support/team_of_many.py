"""A study of twelve coders and a lead: articles are shared out, some are done, some in files."""

from pathlib import Path

from led_project import CODES, WORDS, do, tag
from once import opened_copy

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment
from annotator.domain.edits.team import Assign
from annotator.domain.people import coder_id
from annotator.domain.timing import Stretch, timing_of
from annotator.store.project import Project

CODERS = ("ana", "ben", "cid", "dora", "eva", "finn", "gus", "hana", "ivo", "jana", "karl", "lena")


def team_of_many(path: Path, *, articles: int = 40, coders: int = 12) -> Project:
    """Make the study; lea sits in front of it.

    The nth coder has all articles but the last n, has done the first 12 and begun the next.
    """
    what = ("team of many", articles, coders)
    return opened_copy(what, lambda path: _make(path, articles, coders), path, "lea")


def _make(path: Path, articles: int, coders: int) -> Project:
    project = Project.create(path, title="Study", codebook=CODES)
    project.coder = "lea"
    made = [
        NewArticle(id=f"a{n:02}", title=f"Leaders press for a truce, day {n}", text=WORDS + f" {n}")
        for n in range(articles)
    ]
    project.apply(ImportRecords(articles=tuple(made)))
    handles = CODERS[:coders]
    pairs = [(one.id, handle) for k, handle in enumerate(handles) for one in made[: articles - k]]
    project.apply(Assign(tuple(pairs)))
    for k, handle in enumerate(handles):
        edits: list[object] = []
        for n in range(12):
            words = "one two" if n % (k + 2) else "four"
            edits.append(tag(f"{handle}-{n}", f"a{n:02}", "quote", words))
            edits.append(SetStatus(f"a{n:02}", WorkStatus.DONE if n else WorkStatus.NOTHING))
        edits.append(SetStatus("a12", WorkStatus.IN_PROGRESS))
        do(project, handle, *edits)  # pyright: ignore[reportArgumentType] - all are edits
        stretches = [
            Stretch(f"a{n:02}", "2026-11-20", "ab", 300_000 + k * 20_000) for n in range(12)
        ]
        timings = tuple(timing_of(one, coder_id(handle)) for one in stretches)
        project.apply(ImportRecords(records=timings, label="Time at work"))
    do(project, "lea", AddComment(id="m1", annotation=f"{handles[0]}-1", text="Why not all of it?"))
    return project


def bring_back(project: Project, handle: str, article: str = "a13") -> Path:
    """Make a file in which somebody has done another article."""
    path = project.path.with_name(f"{project.path.stem}-{handle}.annotator")
    project.copy_to(path)
    with Project.open(path, handle) as own:
        own.apply(
            Together(
                [
                    tag(f"{handle}-back", article, "source", "four"),
                    SetStatus(article, WorkStatus.DONE),
                ]
            )
        )
    return path
