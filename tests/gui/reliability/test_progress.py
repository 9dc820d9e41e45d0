"""The line that shows how far the figures are does not hold up the window."""

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.running_job import Reporter


class Paints(QObject):
    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_nothing_is_painted_in_the_act_that_begins_to_compute(qtbot: QtBot) -> None:
    owner = QObject()
    work = LatestOnly(owner)
    line, paints = ProgressLine(work), Paints()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    line.bar.installEventFilter(paints)
    work.reporter = reporter = Reporter()
    reporter.done, reporter.total = 5, 10
    work.changed.emit()
    assert not paints.count
    qtbot.waitUntil(lambda: paints.count > 0 and line.bar.value() == reporter.done)
