"""What is selected: the code, who coded it, and the words."""

import re

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTextBoundaryFinder
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
from annotator.domain.codebook import Code, CodeState, is_none
from annotator.gui.look.sizes import BODY, HEADING
from annotator.gui.look.theme import GRID, HALF, ui_font
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.annotation_rows import WHOLE_ARTICLE

_LONGEST = 2000
"""More code points than this never fit into the lines."""
_LONGEST_TIP = 4000
_NAME_LINES = 2
_MOST_WIDTHS = 8
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_OTHER_FONT = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Excerpt(QWidget):
    """Up to `lines` lines of a text; the whole of it as a tool tip."""

    def __init__(self, lines: int = 3, size: int = BODY, *, strong: bool = False) -> None:
        super().__init__()
        self._lines = lines
        self._text = self._shown = ""
        self._quiet = False
        self._made: dict[int, tuple[QTextLayout, list[QTextLine]]] = {}
        self.setFont(ui_font(size, strong=strong))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str, *, quiet: bool = False) -> None:
        """Show another text."""
        if (text, quiet) == (self._text, self._quiet):
            return
        self._text, self._quiet = text, quiet
        # Without astral characters, so that Qt's UTF-16 positions are Python's in this copy.
        self._shown = _ASTRAL.sub("\u25a1", text[:_LONGEST].replace("\n", "\u2028"))
        self._made.clear()
        set_tool_tip(self, "" if quiet else text[:_LONGEST_TIP])
        self.setAccessibleName(text[:_LONGEST_TIP])
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return round(sum(row.height() for row in self._rows(width))) + 2

    def sizeHint(self) -> QSize:
        """Return a size for the present width."""
        return QSize(200, self.heightForWidth(max(self.width(), 80)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, the last one elided when there is more."""
        painter = QPainter(self)
        role = QPalette.ColorRole.PlaceholderText if self._quiet else QPalette.ColorRole.Text
        painter.setPen(self.palette().color(role))
        rows = self._rows(self.width())
        for row in rows:
            if row is rows[-1]:
                self._draw_last(painter, row)
            else:
                row.draw(painter, QPointF(0, 0))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the lines out anew in another font."""
        super().changeEvent(event)
        if event.type() in _OTHER_FONT and hasattr(self, "_made"):
            self._made.clear()

    def _draw_last(self, painter: QPainter, row: QTextLine) -> None:
        rest = self._shown[row.textStart() :].replace("\u2028", " ")
        elided = QFontMetricsF(self.font()).elidedText(
            rest, Qt.TextElideMode.ElideRight, self.width()
        )
        place = QRectF(0, row.y(), self.width(), row.height())
        painter.drawText(place, Qt.TextFlag.TextSingleLine, elided)

    def _rows(self, width: int) -> list[QTextLine]:
        """Return the lines at a width: a layout asks for the height of each width again and again.

        They are there as long as their layout is, which is kept beside them.
        """
        if width not in self._made:
            if len(self._made) >= _MOST_WIDTHS:
                self._made.clear()
            self._made[width] = self._laid_out(width)
        return self._made[width][1]

    def _laid_out(self, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        layout = QTextLayout(self._shown, self.font())
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
            if self._cuts_a_word(row):
                break  # "Brandmülle…" is read sooner than "Brandmülle" above "r"
        layout.endLayout()
        return layout, rows

    def _cuts_a_word(self, row: QTextLine) -> bool:
        """Tell whether a line ends where no line may, in a word that is longer than the line."""
        end = row.textStart() + row.textLength()
        breaks = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, self._shown)
        breaks.setPosition(end)
        return end < len(self._shown) and not breaks.isAtBoundary()


class Header(QWidget):
    """The top of the inspector."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge()
        self._name = Excerpt(_NAME_LINES, HEADING, strong=True)
        self._coder = PlainLabel(role="small")
        self.excerpt = Excerpt()
        self.owner = PlainLabel(role="small", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        above = Qt.AlignmentFlag.AlignTop
        top.addWidget(self._badge, 0, above)
        top.addWidget(self._name, 1)
        top.addWidget(self._coder, 0, above)
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
        none = ": none" if code.is_of_units and is_none(annotation.values) else ""
        self._name.set_text(code.name + none + retired)
        set_tool_tip(self._badge, code.definition or code.name)
        self._coder.setText(coder)
        whole = not annotation.fragments
        self.excerpt.set_text(WHOLE_ARTICLE.capitalize() if whole else annotation.text, quiet=whole)
        self.owner.setVisible(bool(owner))
        self.owner.setText(owner)

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        return QSize(120, super().minimumSizeHint().height())
