"""The dialog in which one says which shares are wanted: a benchmark to audit against."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.insights.words import percent
from annotator.gui.look.sizes import scaled
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, secondary_button

_SIZE = QSize(460, 480)
_WIDTH = 84
_WHOLE = 1.0
_NEARLY = 0.0005
"""By how much shares may sum to more than all: they are rounded."""


class ShareLine(QLineEdit):
    """A share in percent; the arrows lead to those above and below."""

    def __init__(self, name: str, share: float | None) -> None:
        super().__init__(_written(share))
        self.setAccessibleName(f"{name}, %")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(scaled(_WIDTH))

    @property
    def said(self) -> str:
        """What is typed, without the sign of percent."""
        return self.text().strip().rstrip("%").strip()

    @property
    def share(self) -> float | None:
        """The share from 0 to 1; None where none is typed."""
        value, good = QLocale().toDouble(self.said)
        if not good:
            value, good = QLocale.c().toDouble(self.said)
        return value / 100 if good and 0 <= value <= 100 else None

    def write(self, share: float | None) -> None:
        """Put a share into the line."""
        self.setText(_written(share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrows."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class BenchmarkDialog(Dialog):
    """Categories (ids and names) and wanted shares in percent; the sum is told."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        title: str,
        categories: Sequence[tuple[str, str]],
        wanted: Mapping[str, float],
    ) -> None:
        super().__init__(parent, settings, "benchmark", f"Wanted shares: {title}", _SIZE)
        self.lines = {
            ident: ShareLine(name, wanted.get(ident)) for ident, name in dict(categories).items()
        }
        self._names = dict(categories)
        self.said = PlainLabel(role="muted", wrap=True)
        self._lay_out()
        for line in self.lines.values():
            line.textChanged.connect(self._say)
        self._say()
        if self.lines:
            next(iter(self.lines.values())).setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        hint = "What is counted is compared with these shares. Empty ones are not compared."
        layout.addWidget(PlainLabel(hint, role="muted", wrap=True))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, GAP, 0)
        grid.setSpacing(GAP)
        for n, (ident, line) in enumerate(self.lines.items()):
            grid.addWidget(ElidedLabel(self._names[ident]), n, 0)
            grid.addWidget(line, n, 1)
            grid.addWidget(PlainLabel("%", role="muted"), n, 2)
        grid.setRowStretch(len(self.lines), 1)
        grid.setColumnStretch(0, 1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout.addWidget(area, 1)
        layout.addWidget(self.said)
        buttons, self.keep = answer_buttons(self, "C&ompare")
        for text, act in (("&Equal shares", self._share_equally), ("C&lear", self._clear)):
            buttons.addButton(secondary_button(text, act), buttons.ButtonRole.ResetRole)
        layout.addWidget(buttons)

    def _share_equally(self) -> None:
        for line in self.lines.values():
            line.write(_WHOLE / len(self.lines))

    def _clear(self) -> None:
        for line in self.lines.values():
            line.write(None)

    def _say(self) -> None:
        known = self.lines.items()
        wrong = [self._names[one] for one, line in known if line.said and line.share is None]
        total = sum(line.share or 0.0 for line in self.lines.values())
        if wrong:
            said, role = f"{wrong[0]}: this is no share from 0 to 100.", "danger"
        elif total > _WHOLE + _NEARLY:
            said, role = f"Sum: {percent(total)}, which is more than all.", "danger"
        else:
            left = _WHOLE - total
            rest = f", {percent(left)} is left" if total and left > _NEARLY else ""
            said, role = f"Sum: {percent(total)}{rest}", "muted"
        self.said.setText(said)
        self.said.set_role(role)
        self.keep.setEnabled(not wrong and total <= _WHOLE + _NEARLY)

    @property
    def wanted(self) -> dict[str, float]:
        """The shares that are wanted, by categories' ids; nothing where nothing is said."""
        found = {ident: line.share for ident, line in self.lines.items()}
        return {ident: share for ident, share in found.items() if share is not None}


def _written(share: float | None) -> str:
    if share is None:
        return ""
    value = round(100 * share, 2)
    return QLocale().toString(int(value)) if value == int(value) else QLocale().toString(value)
