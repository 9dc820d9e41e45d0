"""Names of fields are shown whole."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.dialog import named


def test_a_name_has_room_for_its_letters_apart(qtbot: QtBot) -> None:
    line = QLineEdit()
    name = named("&Tag as", line)
    qtbot.addWidget(name)
    qtbot.addWidget(line)
    parts = [name.fontMetrics().horizontalAdvance(part) for part in ("T", "ag as")]
    name.resize(name.sizeHint())
    assert name.contentsRect().width() >= sum(parts), "what is beyond is not drawn"
