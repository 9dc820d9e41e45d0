"""What the inspector teaches while nothing is selected."""

from PySide6.QtWidgets import QGridLayout, QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.gui.inspector import Inspector
from annotator.gui.inspector.empty import Empty
from annotator.gui.session.session import Session


def taught(inspector: Inspector) -> list[str]:
    return [one.text() for one in inspector.empty.findChildren(QLabel) if not one.isHidden()]


def rows_of(inspector: Inspector) -> int:
    (grid,) = inspector.empty.findChildren(QGridLayout)
    return grid.rowCount()


def test_while_coding_it_teaches_the_codes_keys(inspector: Inspector) -> None:
    assert {"Q", "Quote", "link an actor, a source or a target"} <= set(taught(inspector))


def test_in_review_it_teaches_the_reviews_keys_and_no_others(
    session: Session, inspector: Inspector
) -> None:
    session.set_reviewing(True)
    said = taught(inspector)
    assert {"take A’s or B’s into gold", "the next and the previous difference"} <= set(said)
    assert not {"Q", "A", "M"} & set(said)
    session.set_reviewing(False)
    assert "Quote" in taught(inspector)


def test_it_is_built_once_however_often_something_is_selected_and_let_go(
    session: Session, inspector: Inspector
) -> None:
    session.select("")
    before, rows = inspector.empty.findChildren(QLabel), rows_of(inspector)
    for _ in range(20):
        session.select("q1")
        session.select("")
    assert inspector.empty.findChildren(QLabel) == before
    assert rows_of(inspector) == rows


def test_other_keys_and_back_leave_no_more_rows(session: Session, inspector: Inspector) -> None:
    session.select("")
    said, rows = taught(inspector), rows_of(inspector)
    for reviewing in (True, False) * 5:
        session.set_reviewing(reviewing)
    assert (taught(inspector), rows_of(inspector)) == (said, rows)


def test_a_code_with_a_very_long_word_does_not_push_the_others_out_of_sight(qtbot: QtBot) -> None:
    empty = Empty()
    qtbot.addWidget(empty)
    empty.resize(300, 500)
    name = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2
    empty.teach(Codebook(codes=(Code(id="long", name=name, key="L"),)), article=True)
    assert empty.minimumSizeHint().width() <= 300
