import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Link
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.links import AddLink
from annotator.domain.people import Actor
from annotator.gui.inspector import Inspector
from annotator.gui.inspector.chip import Chip
from annotator.gui.inspector.header import Excerpt
from annotator.gui.inspector.picker import ActorPicker
from annotator.gui.inspector.rule_row import RuleRow
from annotator.gui.session.session import Session
from annotator.workflow.link_proposals import Proposal, suggested_name


@pytest.fixture
def quote(session: Session, inspector: Inspector, elsewhere: QLineEdit) -> str:
    session.select("q1")
    return "q1"


def picker() -> ActorPicker:
    found = QApplication.focusWidget()
    assert isinstance(found, ActorPicker)
    return found


def proposed() -> list[Proposal]:
    box = picker().list_box
    return [box.item(n).data(Qt.ItemDataRole.UserRole) for n in range(box.count())]


def links(session: Session) -> list[tuple[str, str | None, str | None]]:
    found = session.project.find(Link)
    return [(link.type, link.target_annotation, link.target_actor) for link in found]


def chip(inspector: Inspector, name: str) -> Chip:
    return next(c for c in inspector.findChildren(Chip) if c.end.name == name and c.isVisible())


def test_enter_makes_a_new_actor_and_its_link_in_one_step(
    session: Session, inspector: Inspector, quote: str, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    assert inspector.add_link("said_by")
    qtbot.keyClicks(picker(), "Jane Doe")
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    (made,) = [actor for actor in session.project.find(Actor) if actor.name == "Jane Doe"]
    assert links(session) == [("said_by", None, made.id)]
    assert elsewhere.hasFocus()
    session.undo()
    assert links(session) == []
    assert session.project.get(Actor, made.id) is None


def test_names_complete_over_aliases(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    inspector.add_link("said_by")
    qtbot.keyClicks(picker(), "kremlin sp")
    assert [one.name for one in proposed()[:2]] == ["Dmitry Peskov", "the Kremlin spokesman"]
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    assert links(session) == [("said_by", None, "peskov")]


def test_a_suggestion_is_taken_by_enter_at_once(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("s1")
    session.apply(SetValue("s1", "role", "government"))
    inspector.add_link("is", suggestion="the Kremlin spokesman")
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    assert links(session) == [("is", None, "peskov")]
    inspector.add_link("is", suggestion="An analyst")
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    (made,) = [actor for actor in session.project.find(Actor) if actor.name == "An analyst"]
    assert made.role == "government"
    assert links(session) == [("is", None, made.id)]


def test_a_name_that_is_longer_than_its_line_is_cut_and_not_broken(qtbot: QtBot) -> None:
    excerpt = Excerpt(2)
    qtbot.addWidget(excerpt)
    line = excerpt.fontMetrics().lineSpacing()
    excerpt.set_text("Brandmüllerstraßenverein")
    assert excerpt.heightForWidth(60) < 2 * line
    assert excerpt.toolTip()
    for words in ("Heike Brand", "北京市人民政府新闻办公室", "รัฐบาลประกาศมาตรการใหม่วันนี้"):
        excerpt.set_text(words)
        assert excerpt.heightForWidth(60) >= 2 * line


def test_a_click_on_add_suggests_by_the_annotations_words_as_the_key_does(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("s1")
    row = next(one for one in inspector.findChildren(RuleRow) if one.isVisible())
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert picker().text() == suggested_name("the Kremlin spokesman", "en")
    assert proposed()[0].actor is not None


def test_annotations_of_the_article_are_proposed_where_the_rule_allows_them(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    inspector.add_link("said_by")
    assert [p.annotation.id for p in proposed() if p.annotation] == ["s1"]
    qtbot.keyClicks(picker(), "spokes")
    for _ in range(2):
        qtbot.keyClick(picker(), Qt.Key.Key_Down)
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    assert links(session) == [("said_by", "s1", None)]


def test_the_author_is_proposed_and_becomes_an_actor(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    inspector.add_link("said_by")
    qtbot.keyClicks(picker(), "writ")
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    (author,) = [actor for actor in session.project.find(Actor) if actor.name == "A. Writer"]
    assert (author.kind, author.role, author.affiliation) == ("person", "media", "The Herald")


def test_the_last_row_makes_an_actor_although_others_match(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    inspector.add_link("said_by")
    qtbot.keyClicks(picker(), "Peskov")
    qtbot.keyClick(picker(), Qt.Key.Key_Up)
    qtbot.keyClick(picker(), Qt.Key.Key_Return)
    assert {"Peskov", "Dmitry Peskov"} <= {a.name for a in session.project.find(Actor)}


def test_esc_closes_the_picker_and_links_nothing(
    session: Session, inspector: Inspector, quote: str, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    inspector.add_link("said_by")
    box = picker().list_box
    qtbot.keyClick(picker(), Qt.Key.Key_Escape)
    assert box.isHidden()
    assert elsewhere.hasFocus()
    assert links(session) == []


def test_the_proposals_never_cover_the_line(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    inspector.add_link("cue")
    inspector.add_link("said_by")
    line, window = picker(), picker().window()
    place = QRect(line.mapTo(window, QPoint(0, 0)), line.size())
    assert line.list_box.isVisible()
    assert not place.intersects(line.list_box.geometry())


def test_a_click_on_an_end_selects_it_and_del_unties_it(
    session: Session, inspector: Inspector, quote: str, qtbot: QtBot
) -> None:
    session.apply(AddLink(annotation="q1", type="said_by", to="s1"))
    qtbot.mouseClick(chip(inspector, "the Kremlin spokesman"), Qt.MouseButton.LeftButton)
    assert session.selection == "s1"
    arriving = next(c for c in inspector.findChildren(Chip) if c.end.detail == "said by")
    qtbot.mouseClick(arriving, Qt.MouseButton.LeftButton)
    assert session.selection == "q1"
    qtbot.keyClick(chip(inspector, "the Kremlin spokesman"), Qt.Key.Key_Delete)
    assert links(session) == []


def test_another_selection_closes_the_picker(
    session: Session, inspector: Inspector, quote: str
) -> None:
    inspector.add_link("said_by")
    box = picker().list_box
    session.select("s1")
    assert box.isHidden()


def test_a_code_without_such_a_link_opens_nothing(
    session: Session, inspector: Inspector, quote: str
) -> None:
    assert not inspector.add_link("holder")
