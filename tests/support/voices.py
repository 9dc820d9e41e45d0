"""A small study of who is heard: six articles of two outlets; ana has finished, ben begun."""

from pathlib import Path

from named_actors import tag
from once import copy_of
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.gui.insights.body import InsightsBody
from annotator.store.project import Project

TEXT = "“We go on,” the minister said. “It is late,” the trader added. Others wait."
MINISTER, TRADER = "minister", "trader"
FIRST, SECOND = (0, 11), (31, 44)
COUNTS = {
    ("herald", "government"): 3,
    ("herald", "business"): 2,
    ("daily", "government"): 3,
    ("daily", "business"): 1,
}
"""How many of ana's quotes there are by outlet and by the speaker's role."""


def voices(path: Path) -> Path:
    """Make the study at a path; its file is closed."""
    return copy_of("voices", _make, path)


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=default_codebook())
    project.coder = "ana"
    articles = tuple(
        NewArticle(
            id=f"n{n}",
            title=f"News {n}",
            text=f"{TEXT} {n}",
            meta={"outlet": ("Herald", "Daily")[n % 2], "published": f"2025-0{5 + n // 3}-19"},
        )
        for n in range(6)
    )
    project.apply(ImportRecords(articles=articles))
    project.apply(PutActor(Actor(id=MINISTER, name="Maja Berg", role="government")))
    project.apply(PutActor(Actor(id=TRADER, name="Tom Held", role="business")))
    for n in range(6):
        tag(project, f"m{n}", f"n{n}", "quote", FIRST, said_by=MINISTER)
    for n in range(3):
        tag(project, f"t{n}", f"n{n}", "quote", SECOND, said_by=TRADER)
    for n in range(6):
        project.apply(SetStatus(f"n{n}", WorkStatus.DONE))
    project.coder = "ben"
    tag(project, "ben0", "n0", "quote", SECOND, said_by=TRADER)
    return project


def finish(body: InsightsBody, qtbot: QtBot) -> None:
    """Wait until nothing is counted or read any more."""
    qtbot.waitUntil(lambda: not body.finder.busy and not body.behind.table.labels.reading.is_due)
