"""The dialog that shows a bug, with a report to copy, and a way to close the program."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, secondary_button
from annotator.workflow.program_log import log_path

_SIZE = QSize(720, 480)
_DETAILS = "With &details of what was being worked on"
_DETAILS_TIP = "Messages, paths and names in full: look through it before you send it."


class CrashDialog(QDialog):
    """What went wrong, for the people who can mend it, and what that means for the work.

    `report_of` gives the report, with or without details of the work; without it, it is `text`.
    """

    close_wanted = Signal()
    """The program is to be closed, everything kept."""

    def __init__(
        self,
        text: str = "",
        *,
        title: str = "Something in the program went wrong",
        words: str = "",
        report_of: Callable[[bool], str] | None = None,
    ) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Media Annotator")
        self._text = text
        self._report_of = report_of or self._plain
        self._heading = PlainLabel(title, role="heading")
        self._words = PlainLabel(words, wrap=True)
        self._report = QPlainTextEdit(readOnly=True)
        self._report.setAccessibleName("Report")
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setTabChangesFocus(True)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details = QCheckBox(_DETAILS)
        self.details.setToolTip(_DETAILS_TIP)
        self.details.toggled.connect(self.refresh)
        self._go_on = QPushButton("Go &on", default=True)
        self._go_on.clicked.connect(self.accept)
        self.close_button = secondary_button("C&lose the program", self.close_wanted.emit)
        self._lay_out()
        self.refresh()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._go_on.setFocus()

    def _lay_out(self) -> None:
        place = PlainLabel(f"Log: {log_path()}", role="muted", wrap=True, selectable=True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.close_button)
        bottom.addStretch(1)
        bottom.addWidget(secondary_button("&Copy report", self.copy))
        bottom.addWidget(self._go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)
        layout.addWidget(self._report, 1)
        layout.addWidget(self.details)
        layout.addWidget(place)
        layout.addLayout(bottom)

    def _plain(self, _details: bool) -> str:  # noqa: FBT001 - as any report is asked for
        return self._text

    def set_title(self, title: str) -> None:
        """Say how often it happened by now."""
        self._heading.setText(title)

    def refresh(self, _checked: object = None) -> None:
        """Show the report as it is now."""
        report = self._report_of(self.details.isChecked())
        if report != self._report.toPlainText():
            self._report.setPlainText(report)

    @property
    def report(self) -> str:
        """What is to be sent."""
        return self._report.toPlainText()

    def copy(self) -> None:
        """Copy the report to the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
