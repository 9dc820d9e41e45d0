"""Codes that ask of each paragraph or sentence are answered unit after unit."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import ALT, CONTROL, SHIFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import AskedUnit, Choice, Code, Codebook, Field
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.field_types import FieldType
from annotator.gui.articles.model import BELOW_ROLE
from annotator.gui.coding.unit_strip import UnitStrip
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

MATTERS = (Choice("money", "Money"), Choice("health", "Health"))
TOPIC = Code(
    id="topic",
    name="Topic",
    key="T",
    unit=AskedUnit.PARAGRAPH,
    fields=(
        Field(id="matter", name="Matter", type=FieldType.CHOICE, choices=MATTERS),
        Field(id="sure", name="Sure", type=FieldType.FLAG),
    ),
)
CLAIM = Code(id="claim", name="Claim", key="C", unit=AskedUnit.SENTENCE)
QUOTE = Code(id="quote", name="Quote", key="Q")
TEXT = "Budget passes\nIt costs a lot. Nobody knows.\nClinics close.\n* * *\nRead more: weather"
FURNITURE = (TEXT.index("Read"), len(TEXT))


def begin(user: User, tmp_path: Path, *codes: Code) -> UnitStrip:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=Codebook(codes=codes)) as project:
        project.coder = "ana"
        texts = (
            NewArticle(id="a1", title="Long", text=TEXT, excluded=(FURNITURE,)),
            NewArticle(id="a2", title="B", text="Short."),
        )
        project.apply(ImportRecords(articles=texts))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    user.view.set_caret(0)
    return user.coding.pane.units


def given(user: User, code: str = "topic") -> list[tuple[str, object]]:
    found = [one for one in user.annotations if one.code == code]
    return [(one.text, one.values) for one in found]


def status(user: User) -> WorkStatus:
    (found,) = user.coding.session.project.find(Status, article="a1")
    return found.status


def test_each_paragraph_is_answered_by_one_key(user: User, tmp_path: Path) -> None:
    strip = begin(user, tmp_path, TOPIC, QUOTE)
    user.press(Key.Key_F4, modifiers=SHIFT)
    assert user.selected_text() == "Budget passes"
    user.write("1")
    assert user.selected_text() == "It costs a lot. Nobody knows."
    user.write("n")
    assert user.selected_text() == "Clinics close."
    user.write("2")
    assert given(user) == [
        ("Budget passes", {"matter": "money"}),
        ("It costs a lot. Nobody knows.", {"none": True}),
        ("Clinics close.", {"matter": "health"}),
    ]
    assert "All units are answered" in user.say()
    assert strip.walk.counts() == (3, 3)
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert status(user) is WorkStatus.DONE


def test_units_are_skipped_answered_again_and_taken_back_by_keys(
    user: User, tmp_path: Path
) -> None:
    strip = begin(user, tmp_path, TOPIC, QUOTE)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.press(Key.Key_Down)
    user.write("1")
    assert user.selected_text() == "Clinics close."
    user.press(Key.Key_Up)
    assert strip.answers.chosen == {"money"}
    user.write("2")
    assert given(user) == [("It costs a lot. Nobody knows.", {"matter": "health"})]
    user.press(Key.Key_Up)
    assert user.selected_text() == "It costs a lot. Nobody knows."
    user.press(Key.Key_Delete)
    assert given(user) == []
    user.press(Key.Key_Z, modifiers=CONTROL)
    assert given(user) == [("It costs a lot. Nobody knows.", {"matter": "health"})]
    user.press(Key.Key_Up)
    user.press(Key.Key_Space)
    assert user.selected_text() == "Clinics close."
    user.press(Key.Key_Escape)
    assert user.view.hasFocus()
    assert not strip.is_asking


def test_undo_comes_back_to_the_unit(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, QUOTE)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("11")
    user.press(Key.Key_Z, modifiers=CONTROL)
    assert user.selected_text() == "It costs a lot. Nobody knows."
    assert [text for text, _ in given(user)] == ["Budget passes"]


def test_finishing_names_what_is_unanswered_and_may_leave_it(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, CLAIM)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("1")
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert status(user) is WorkStatus.IN_PROGRESS
    assert "2 of 3 paragraphs (Topic) and 4 of 4 sentences (Claim)" in user.say()
    assert user.selected_text() == "It costs a lot. Nobody knows."
    user.press(Key.Key_Return, modifiers=CONTROL | ALT)
    assert status(user) is WorkStatus.DONE


def test_several_codes_go_code_by_code_or_unit_by_unit(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, CLAIM)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("1")
    assert user.selected_text() == "It costs a lot. Nobody knows."
    user.write("o")
    user.press(Key.Key_Up)
    assert user.selected_text() == "Budget passes"
    user.write("1")
    assert given(user, "claim") == [("Budget passes", {})]
    user.write("1")
    assert user.selected_text() == "It costs a lot."


def test_a_codes_key_asks_of_the_unit_at_the_caret(user: User, tmp_path: Path) -> None:
    strip = begin(user, tmp_path, TOPIC, QUOTE)
    user.view.set_caret(TEXT.index("Clinics"))
    user.write("t")
    assert strip.hasFocus()
    assert user.selected_text() == "Clinics close."
    user.write("q")
    assert user.texts("quote") == ["Clinics close."]


def test_further_fields_are_answered_in_the_inspector(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, QUOTE)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("1")
    user.press(Key.Key_Up)
    user.press(Key.Key_Return)
    assert user.coding.inspector.isAncestorOf(user.focus())
    user.write("1")
    assert given(user) == [("Budget passes", {"matter": "money", "sure": True})]


def test_units_are_answered_by_mouse(user: User, tmp_path: Path) -> None:
    strip = begin(user, tmp_path, TOPIC, QUOTE)
    user.click_button(strip, "Answer")
    user.click_button(strip, "Health")
    user.click_button(strip, "None")
    user.click_button(strip, "Previous unit")
    user.click_button(strip, "Money")
    assert given(user) == [
        ("Budget passes", {"matter": "health"}),
        ("It costs a lot. Nobody knows.", {"matter": "money"}),
    ]
    user.click_button(strip, "Next unit, skipping this one")
    user.click_button(strip, "Back to the text")
    assert not strip.is_asking


def test_answers_are_there_after_a_restart(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, QUOTE)
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("1n")
    user.restart(tmp_path / "p.annotator")
    assert user.coding.pane.units.walk.counts() == (2, 3)
    user.do("undo")
    assert user.coding.pane.units.walk.counts() == (1, 3)


@pytest.mark.parametrize("codes", [(QUOTE,), ()])
def test_where_nothing_asks_of_units_there_is_no_strip(
    user: User, tmp_path: Path, codes: tuple[Code, ...]
) -> None:
    strip = begin(user, tmp_path, *codes)
    assert not strip.isVisible()
    user.press(Key.Key_F4, modifiers=SHIFT)
    assert not strip.is_asking
    assert user.coding.session.project.find(Annotation) == []


def test_the_list_says_what_is_left_and_the_filter_finds_it(user: User, tmp_path: Path) -> None:
    begin(user, tmp_path, TOPIC, QUOTE)
    panel = user.coding.articles
    model = panel.table.model()

    def below() -> str:
        return " · ".join(model.data(model.index(0, 0), BELOW_ROLE))

    assert "open" not in below()
    user.press(Key.Key_F4, modifiers=SHIFT)
    user.write("1")
    user.qtbot.waitUntil(lambda: "2 of 3 units open" in below())
    user.write("nn")
    user.qtbot.waitUntil(lambda: "open" not in below())
    user.press(Key.Key_J, modifiers=CONTROL)
    user.write("units:open ")
    user.qtbot.waitUntil(lambda: panel.visible_ids() == ["a2"])
