"""Controls whose value no wheel changes while they have not the focus: what is around scrolls.

Qt's own change under a wheel that was meant for the page, and take the focus for it.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFontComboBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTabBar,
    QTabWidget,
    QWidget,
)

_COMBO = QStyle.ComplexControl.CC_ComboBox
_RIGHT = Qt.TextElideMode.ElideRight
_BESIDE = 2
"""How many pixels a style leaves free beside a box's words."""
_STRONG = Qt.FocusPolicy.StrongFocus
"""By key and by click, and by no wheel."""


class ComboBox(QComboBox):
    """A box to choose from."""

    def __init__(self, parent: QWidget | None = None, **properties: Any) -> None:
        super().__init__(parent, **properties)
        self.setFocusPolicy(_STRONG)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to another choice only with the focus."""
        _pass_on(event) if _is_left(self) else super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """End a choice that is too long with a sign that it goes on, instead of in a letter."""
        if self.isEditable():
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style = self.style()
        part = style.subControlRect(_COMBO, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        letters, icon = self.fontMetrics(), self.iconSize().width()
        room = part.width() - _BESIDE - (0 if option.currentIcon.isNull() else icon + _BESIDE)
        option.currentText = letters.elidedText(option.currentText, _RIGHT, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(_COMBO, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class FontComboBox(QFontComboBox):
    """A box to choose a font from."""

    def __init__(self, parent: QWidget | None = None, **properties: Any) -> None:
        super().__init__(parent, **properties)
        self.setFocusPolicy(_STRONG)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to another font only with the focus."""
        _pass_on(event) if _is_left(self) else super().wheelEvent(event)


class SpinBox(QSpinBox):
    """A line for a whole number."""

    def __init__(self, parent: QWidget | None = None, **properties: Any) -> None:
        super().__init__(parent, **properties)
        self.setFocusPolicy(_STRONG)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Count up or down only with the focus."""
        _pass_on(event) if _is_left(self) else super().wheelEvent(event)


class DoubleSpinBox(QDoubleSpinBox):
    """A line for a number."""

    def __init__(self, parent: QWidget | None = None, **properties: Any) -> None:
        super().__init__(parent, **properties)
        self.setFocusPolicy(_STRONG)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Count up or down only with the focus."""
        _pass_on(event) if _is_left(self) else super().wheelEvent(event)


class TabBar(QTabBar):
    """Names of pages."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to another page only with the focus."""
        _pass_on(event) if _is_left(self) else super().wheelEvent(event)


class TabWidget(QTabWidget):
    """Pages with their names above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(TabBar())


def _is_left(control: QWidget) -> bool:
    """Tell whether the focus is neither on a control nor on a part of it."""
    focused = QApplication.focusWidget()
    return not control.hasFocus() and (focused is None or not control.isAncestorOf(focused))


def _pass_on(event: QWheelEvent) -> None:
    event.ignore()
