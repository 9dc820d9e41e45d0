from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code
from annotator.gui.codebook import GuidelinePopup
from annotator.gui.widgets.popup_place import beside

CODE = Code(id="quote", name="Quote", definition="What <i>somebody</i> said.", include="Marks.")


@given(
    st.integers(0, 700),
    st.integers(0, 500),
    st.integers(1, 300),
    st.integers(1, 200),
    st.integers(50, 900),
    st.integers(50, 900),
)
def test_a_popup_never_covers_what_it_is_about(
    x: int, y: int, width: int, height: int, wanted_width: int, wanted_height: int
) -> None:
    avoid, window = QRect(x, y, width, height), QRect(0, 0, 1024, 700)
    place = beside(avoid, QSize(wanted_width, wanted_height), window)
    assert not place.intersects(avoid)
    assert window.contains(place)


def test_esc_closes_the_guideline_and_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    edit = QLineEdit(window)
    popup = GuidelinePopup(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    edit.setFocus()
    popup.show_code(CODE, QRect(window.mapToGlobal(edit.pos()), edit.size()))
    assert popup.code == "quote"
    assert not popup.geometry().intersects(edit.geometry())
    labels = [label for label in popup.findChildren(QLabel) if label.text()]
    assert any(label.text() == "What <i>somebody</i> said." for label in labels)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert edit.hasFocus()


def test_the_same_code_again_closes_the_guideline(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    popup = GuidelinePopup(window)
    popup.toggle_code(CODE, QRect())
    assert not popup.isHidden()
    popup.toggle_code(CODE, QRect())
    assert popup.isHidden()
