"""Keeping in sight what has the focus inside of something that scrolls."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid

from annotator.gui.inspector.line import NamedLine
from annotator.gui.look.theme import HALF


class InSight(QObject):
    """Scrolls to whatever takes the focus, and again when what is above or in it grows.

    Its name is shown with it; of what is higher than there is room the end where one types.
    """

    def __init__(self, area: QScrollArea, body: QWidget) -> None:
        super().__init__(area)
        self._area, self._body = area, body
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
        # Queued: the bar knows of a growth before what grows has its place.
        queued = Qt.ConnectionType.QueuedConnection
        area.verticalScrollBar().rangeChanged.connect(self.show_focus, queued)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and isValid(self._body) and self._body.isAncestorOf(now):
            self.show(now)

    def show_focus(self) -> None:
        """Show what has the focus, if it is in here."""
        self._moved(None, QApplication.focusWidget())

    def show(self, widget: QWidget) -> None:
        """Scroll to a widget."""
        body = self._body
        whole = _with_name(widget, body)
        rect = QRect(whole.mapTo(body, QPoint(0, 0)), whole.size())
        ends = [rect.bottom(), rect.top()]
        for y in reversed(ends) if isinstance(widget, QPlainTextEdit) else ends:
            # Qt's own ensureWidgetVisible would do with the line of the caret.
            self._area.ensureVisible(0, y, 0, HALF)


def _with_name(widget: QWidget, body: QWidget) -> QWidget:
    """Return the line with a widget's name, unless much else is in that."""
    above: QWidget | None = widget
    while above is not None and above is not body:
        if isinstance(above, NamedLine):
            return above if above.height() <= 3 * widget.height() else widget
        above = above.parentWidget()
    return widget
