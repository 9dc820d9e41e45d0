"""What is selected: the code, who coded it, and the words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, CodeState
from annotator.gui.look.theme import BODY, GRID, HALF, ui_font
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, set_tool_tip
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.annotation_rows import WHOLE_ARTICLE

_LONGEST = 2000
"""More code points than this never fit into the lines."""
_LONGEST_TIP = 4000


class Excerpt(QWidget):
    """Up to `lines` lines of a text; the whole of it as a tool tip."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._text = ""
        self._quiet = False
        self.setFont(ui_font(BODY))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str, *, quiet: bool = False) -> None:
        """Show another text."""
        if (text, quiet) == (self._text, self._quiet):
            return
        self._text, self._quiet = text, quiet
        set_tool_tip(self, "" if quiet else text[:_LONGEST_TIP])
        self.setAccessibleName(text[:_LONGEST_TIP])
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        layout, rows = self._laid_out(width)
        height = sum(row.height() for row in rows)
        del layout
        return round(height) + 2

    def sizeHint(self) -> QSize:
        """Return a size for the present width."""
        return QSize(200, self.heightForWidth(max(self.width(), 80)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, the last one elided when there is more."""
        painter = QPainter(self)
        role = QPalette.ColorRole.PlaceholderText if self._quiet else QPalette.ColorRole.Text
        painter.setPen(self.palette().color(role))
        layout, rows = self._laid_out(self.width())
        for number, row in enumerate(rows):
            if number == self._lines - 1:
                self._draw_last(painter, row)
            else:
                row.draw(painter, QPointF(0, 0))
        del layout
        painter.end()

    def _draw_last(self, painter: QPainter, row: QTextLine) -> None:
        rest = self._shown()[row.textStart() :].replace("\u2028", " ")
        elided = QFontMetricsF(self.font()).elidedText(
            rest, Qt.TextElideMode.ElideRight, self.width()
        )
        place = QRectF(0, row.y(), self.width(), row.height())
        painter.drawText(place, Qt.TextFlag.TextSingleLine, elided)

    def _shown(self) -> str:
        # Without astral characters, so that Qt's UTF-16 positions are Python's in this copy.
        text = self._text[:_LONGEST].replace("\n", "\u2028")
        return "".join(c if ord(c) < 0x10000 else "\u25a1" for c in text)

    def _laid_out(self, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        layout = QTextLayout(self._shown(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        rows: list[QTextLine] = []
        y = 0.0
        while len(rows) < self._lines:
            row = layout.createLine()
            if not row.isValid():
                break
            row.setLineWidth(width)
            row.setPosition(QPointF(0, y))
            y += row.height()
            rows.append(row)
        layout.endLayout()
        return layout, rows


class Header(QWidget):
    """The top of the inspector."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge()
        self._name = ElidedLabel(role="heading")
        self._coder = PlainLabel(role="small")
        self.excerpt = Excerpt()
        self.owner = PlainLabel(role="small", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._badge)
        top.addWidget(self._name, 1)
        top.addWidget(self._coder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.excerpt)
        column.addWidget(self.owner)

    def show_annotation(
        self, annotation: Annotation, code: Code, coder: str, *, owner: str = ""
    ) -> None:
        """Show what an annotation is; `owner` says whose it is where that is not oneself."""
        self._badge.set_code(code)
        retired = " (retired)" if code.state is CodeState.RETIRED else ""
        self._name.setText(code.name + retired)
        set_tool_tip(self._badge, code.definition or code.name)
        self._coder.setText(coder)
        whole = not annotation.fragments
        self.excerpt.set_text(WHOLE_ARTICLE.capitalize() if whole else annotation.text, quiet=whole)
        self.owner.setVisible(bool(owner))
        self.owner.setText(owner)

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(120, super().minimumSizeHint().height())
