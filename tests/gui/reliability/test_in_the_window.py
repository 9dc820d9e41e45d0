from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.review import ReviewPage
from annotator.gui.settings.settings import SPLITTERS, Settings
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project

LEFT = Qt.MouseButton.LeftButton


def test_a_number_leads_to_its_differences_in_the_review(project: Project, qtbot: QtBot) -> None:
    opened = OpenProject(project, Settings(), QWidget())
    qtbot.addWidget(opened.pages)
    opened.pages.resize(1280, 800)
    opened.pages.show()
    body = opened.show(ReliabilityPage).body
    qtbot.waitUntil(lambda: bool(body.result and body.result.options.resamples))
    index = body.table.index_of("quote", "type", "percent")
    place = body.table.number_at(index).center()
    qtbot.mouseClick(body.table.viewport(), LEFT, pos=place)
    review = opened.shown(ReviewPage)
    assert review is not None
    match = review.match
    assert match is not None
    assert {one.id for one in match.annotations} == {"ana-q0", "ben-q0"}
    assert match.fields == ("type",)
    opened.pages.remember()


def test_leaving_while_figures_are_computed_does_no_harm(project: Project, qtbot: QtBot) -> None:
    settings = Settings()
    opened = OpenProject(project, settings, QWidget())
    qtbot.addWidget(opened.pages)
    opened.pages.show()
    work = opened.show(ReliabilityPage).body.computation.work
    assert work.reporter is not None
    opened.pages.remember()
    assert work.reporter is None
    opened.pages.close()
    opened.pages.deleteLater()
    assert "reliability" in settings.get(SPLITTERS)
    assert project.find(Annotation)
