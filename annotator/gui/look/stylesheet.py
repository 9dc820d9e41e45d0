"""The style sheet: quiet chrome, hairlines, and a ring round whatever has the keyboard."""

from dataclasses import asdict
from string import Template

from annotator.gui.look.colours import is_dark
from annotator.gui.look.palettes import Theme
from annotator.gui.look.sizes import BODY, HEADING, SMALL, TITLE, scaled
from annotator.resources import resource


def stylesheet(theme: Theme) -> str:
    """Return the style sheet in a theme's colours."""
    images = resource("icons", "controls").as_posix()
    ticks = "" if is_dark(theme.accent) else "_dark"
    sizes = {name: scaled(pixels) for name, pixels in _SIZES.items()}
    return Template(_SHEET).substitute(asdict(theme), images=images, ticks=ticks, **sizes)


_SIZES = {
    "small": SMALL,
    "body": BODY,
    "heading": HEADING,
    "title": TITLE,
    "line": 20,
    "low": 18,
    "box": 14,
}
"""Lengths of the sheet that follow the size of the text, in pixels at the usual one."""


# Qt takes a combo box's upper padding for its popup's margin, and lays the popup out by the one
# without the focus: with another one under the focus, the last entry is cut off.
# A style sheet has no say over the left edge of a spin box's text: its number stands to the right.
_SHEET = """
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: ${small}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="problem"] {
  background: $raised; color: $danger; border: 1px solid $danger; border-radius: 4px;
  padding: 4px 8px;
}
QLabel[role="differs"] {
  background: $selected; font-weight: 600; border-radius: 4px; padding: 0 4px;
}
QLabel[role="key"] {
  font-size: ${small}px; color: $muted;
  border: 1px solid $border; border-radius: 4px; padding: 1px 6px;
}
QFrame[role="picked"] {
  background: $selected; border: 1px solid $border; border-radius: 4px;
}
QFrame[role="separator"] { background: $hairline; border: none; }

QToolTip {
  background: $raised; color: $text; border: 1px solid $border; padding: 4px 8px;
  font-size: ${body}px;
}

QLineEdit, QPlainTextEdit[role="field"] {
  background: $base; border: 1px solid $border; border-radius: 4px; padding: 3px 7px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: ${line}px; }
QLineEdit:focus, QPlainTextEdit[role="field"]:focus {
  border: 2px solid $focus; padding: 2px 6px;
}
QLineEdit:read-only { background: $window; }
QLineEdit:disabled { color: $disabled; background: $window; }

QPushButton {
  background: $raised; border: 1px solid $border; border-radius: 4px;
  padding: 4px 15px; min-height: ${low}px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $hairline; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $focus; }
QPushButton:disabled { color: $disabled; background: $window; border-color: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 3px 14px; }
QPushButton:default:focus { border: 2px solid $text; }

QToolButton {
  background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 3px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selected; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $disabled; }
QToolButton[role="chip"] {
  background: $raised; border: 1px solid $border; border-radius: 4px; padding: 3px 8px;
}
QToolButton[role="chip"]:hover { background: $hover; border-color: $muted; }
QToolButton[role="chip"]:checked { background: $selected; border-color: $focus; }
QToolButton[role="chip"][answered="false"] { color: $muted; }
QToolButton[role="search"] {
  background: $base; border: 1px solid $border; border-radius: 4px; color: $muted;
  padding: 2px 12px; margin: 2px 8px;
}
QToolButton[role="search"]:hover { border-color: $muted; }
QToolButton[role="mode"]:checked { border-bottom-color: $focus; }
QToolButton::menu-indicator { image: none; }

QPushButton[role="decide"] { padding: 4px 2px; }
QPushButton[role="answers"] {
  background: $raised; border: 1px solid $border; border-radius: 4px; padding: 3px 8px;
  text-align: left;
}
QPushButton[role="answers"]:hover { background: $hover; border-color: $muted; }
QPushButton[role="card"] {
  background: $raised; border: 1px solid $border; border-radius: 8px; text-align: left;
}
QPushButton[role="card"]:hover { background: $hover; border-color: $muted; }
QPushButton[role="card"]:focus { border: 2px solid $focus; }
QPushButton[role="card"] QLabel { background: transparent; }

QComboBox, QAbstractSpinBox {
  background: $base; border: 1px solid $border; border-radius: 4px;
  padding: 3px 7px; min-height: ${line}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 2px 6px; }
QComboBox:focus { padding: 3px 6px; min-height: ${low}px; }
QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $disabled; background: $window;
}
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {
  image: url("$images/down.svg"); width: 12px; height: 12px;
}
QAbstractSpinBox::up-arrow { image: url("$images/up.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  background: transparent; border: none; width: 18px;
}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {
  border: none; padding: 0; background: transparent; min-height: 0;
}
QAbstractSpinBox { qproperty-alignment: AlignRight; }
QComboBox QAbstractItemView { border: 1px solid $border; background: $raised; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
  width: ${box}px; height: ${box}px; background: $base; border: 1px solid $muted;
}
QCheckBox::indicator, QAbstractItemView::indicator, QMenu::indicator:non-exclusive {
  border-radius: 3px;
}
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QMenu::indicator { margin-left: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked,
QMenu::indicator:non-exclusive:checked {
  background: $accent; border-color: $focus; image: url("$images/check$ticks.svg");
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $focus; image: url("$images/mixed$ticks.svg");
}
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {
  background: $accent; border-color: $focus; image: url("$images/dot$ticks.svg");
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; }
QCheckBox:focus, QRadioButton:focus { color: $link; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }

QGroupBox { border: none; margin-top: 24px; padding: 0; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: $muted; }

QAbstractItemView {
  background: $base; border: none; outline: none; alternate-background-color: $window;
  selection-background-color: $accent; selection-color: $on_accent; gridline-color: $hairline;
}
QTableView, QTreeView, QListView { border: 2px solid transparent; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $focus; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selected; color: $text; }
QAbstractItemView::item:selected:active { background: $accent; color: $on_accent; }
QAbstractScrollArea::corner { background: $base; border: none; }
QTableView[role="frozen"] { border: none; }
QListView[role="card"] { border: 1px solid $border; border-radius: 8px; padding: 1px; }
QListView[role="card"]:focus { border: 2px solid $focus; padding: 0; }
QTableView::item { padding: 0 6px; border: none; }
QTreeView::item, QListView::item { padding: 0 6px; border: none; }
QHeaderView { background: $base; border: none; }
QHeaderView::section {
  background: $base; color: $muted; font-size: ${small}px; border: none;
  border-bottom: 1px solid $hairline; padding: 4px 8px; min-height: ${line}px;
}
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $base; border: none; }

QDialog[role="sheet"], QFrame[role="sheet"] { border: 1px solid $border; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QMenuBar { background: $window; border-bottom: 1px solid $hairline; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QToolBar { background: $window; border: none; spacing: 4px; padding: 4px 8px; }
QToolBar::separator { background: $hairline; width: 1px; margin: 4px; }
QStatusBar { background: $window; border-top: 1px solid $hairline; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0 8px; }

QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 6px 12px;
  border: none; border-bottom: 2px solid transparent;
}
QTabBar[role="lists"]::tab { padding: 6px 4px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $focus; }
QTabBar::tab:selected:focus { color: $link; border-bottom: 2px solid $focus; }

QSplitter::handle { background: $hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $focus; }

QProgressBar {
  background: $hairline; border: none; border-radius: 2px; max-height: 4px; min-height: 4px;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border; border: 3px solid transparent; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: none; width: 0; height: 0;
}
"""
