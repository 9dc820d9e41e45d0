"""Where two reviewers made gold apart, one key says which of it stays."""

from pathlib import Path

from pytestqt.qtbot import QtBot
from reviewed import coded_by_two, gold, shown

from annotator.analysis.comparing.match import Kind
from annotator.domain.edits.review import Settle
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.review.settling import Taking


def merged(folder: Path) -> Project:
    """Have lea take ana's quote and kim ben's longer one, and bring kim's file in."""
    project = coded_by_two(folder)
    theirs = folder / "kim.annotator"
    project.copy_to(theirs)
    with Project.open(theirs, "kim") as other:
        other.apply(Settle(take=("b-edge",), over=("a-edge",)))
    project.apply(Settle(take=("a-edge",), over=("b-edge",)))
    project.bring_in([theirs])
    return project


def test_two_gold_labels_for_one_thing_stand_first_and_one_key_decides(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with merged(tmp_path) as project:
        session = Session(project)
        session.open_article("a1")
        page = shown(ReviewPage(session, Settings()), qtbot)
        match = page.match
        assert match is not None
        assert match.kind is Kind.GOLD_TWICE
        assert page.panel.buttons["take_a"].text() == "1  gold by kim"
        assert page.panel.buttons["take_b"].text() == "2  gold by lea"
        page.decide(Taking.B)
        assert [one.text for one in gold(project)] == ["We win,"]
        assert page.match is not None
        assert page.match.kind is not Kind.GOLD_TWICE
        project_kinds = {row.kind for row in page.comparison.on("a1").matches}
        assert not project_kinds & {Kind.GOLD_TWICE, Kind.OTHER_WORD}
        session.undo()
        assert page.match.kind is not None
        assert len(gold(project)) == 2
