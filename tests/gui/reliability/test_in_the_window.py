from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SPLITTERS, Settings
from annotator.gui.window.modes import Mode, Modes
from annotator.store.project import Project

LEFT = Qt.MouseButton.LeftButton


def test_a_number_leads_to_its_differences_in_the_review(project: Project, qtbot: QtBot) -> None:
    modes = Modes(Session(project), Settings())
    qtbot.addWidget(modes)
    modes.resize(1280, 800)
    modes.show()
    modes.show_mode(Mode.RELIABILITY)
    body = modes.reliability.body
    qtbot.waitUntil(lambda: bool(body.result and body.result.options.resamples))
    index = body.table.index_of("quote", "type", "percent")
    place = body.table.number_at(index).center()
    qtbot.mouseClick(body.table.viewport(), LEFT, pos=place)
    assert modes.mode is Mode.REVIEW
    match = modes.review.match
    assert match is not None
    assert {one.id for one in match.annotations} == {"ana-q0", "ben-q0"}
    assert match.fields == ("type",)
    modes.remember()


def test_leaving_while_figures_are_computed_does_no_harm(project: Project, qtbot: QtBot) -> None:
    settings = Settings()
    modes = Modes(Session(project), settings)
    qtbot.addWidget(modes)
    modes.show()
    modes.show_mode(Mode.RELIABILITY)
    work = modes.reliability.body.computation.work
    assert work.reporter is not None
    modes.remember()
    assert work.reporter is None
    modes.close()
    modes.deleteLater()
    assert "reliability" in settings.get(SPLITTERS)
    assert project.find(Annotation)
