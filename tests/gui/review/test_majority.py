"""What most coders say is counted first, and taken as one step."""

from dialogs import in_dialog
from pytestqt.qtbot import QtBot
from reviewed import code_as, gold, tag

from annotator.gui.review import ReviewPage
from annotator.gui.review.majority import MajorityDialog
from annotator.store.project import Project
from annotator.workflow.review.majority import Most


def test_it_says_what_it_comes_to_and_is_one_step(
    page: ReviewPage, project: Project, qtbot: QtBot
) -> None:
    code_as(project, "cid", tag("c-edge", "quote", "We win,"), done=("a1", "a2"))
    project.coder = "lea"
    said: list[str] = []

    def take(dialog: MajorityDialog) -> None:
        qtbot.waitUntil(dialog.take.isEnabled)
        said.append(dialog.counts.text())
        dialog.most.setCurrentIndex(list(Most).index(Most.ALL_BUT_ONE))
        qtbot.waitUntil(dialog.take.isEnabled)
        assert dialog.chosen is Most.ALL_BUT_ONE
        dialog.accept()

    in_dialog(MajorityDialog, take, page.take_majority)
    qtbot.waitUntil(lambda: bool(gold(project)))
    assert said == [
        "Would be taken: 0 things on which all agree, 4 by most.\n3 stay open, since too few agree."
    ]
    assert len(gold(project)) == 4
    page.session.undo()
    assert gold(project) == []
