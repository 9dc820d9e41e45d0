"""What is at hand in a table of which several rows can be selected."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


def select_alone(view: QAbstractItemView, index: QModelIndex) -> None:
    """Make an index the one at hand and its row alone selected, whichever keys are held.

    What Qt does by itself depends on that: with `Ctrl`, which undo is pressed with, nothing would
    be selected.
    """
    view.selectionModel().setCurrentIndex(index, _ALONE)
