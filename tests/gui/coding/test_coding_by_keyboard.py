"""Coding with keys in the text alone: the view, the controller and a project, no panels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.coding import controller
from annotator.gui.coding.controller import CodingController
from annotator.gui.commands.table import keys_on
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.text import ArticleView
from annotator.gui.wording.annotations import mark_of
from annotator.store.project import Project

TEXT = (
    "Leaders press for truce\n"
    "Talks went on. “We consider it possible,” the Kremlin spokesman said. “But only as a result "
    "of work.”\n"
    "Nobody 😀 else spoke. It rained.\n"
    "Menu"
)
FIRST = "“We consider it possible,”"
SECOND = "“But only as a result of work.”"
Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """A view on an article with the controller behind it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.view = ArticleView()
        qtbot.addWidget(self.view)
        self.controller = CodingController(session, Settings(), self.view)
        session.changed.connect(self._redraw)
        session.open_article("a")
        self.view.show_article(TEXT, [])
        self.view.resize(700, 500)
        self.view.show()

    def _redraw(self, _changes: object) -> None:
        shown = [a for a in self.session.visible_annotations() if a.fragments]
        self.view.set_marks([mark_of(self.session, a) for a in shown])

    def press(
        self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view, key, modifiers)

    def type(self, signs: str) -> None:
        self.qtbot.keyClicks(self.view, signs)

    def put_caret(self, words: str, offset: int = 1) -> None:
        self.view.set_caret(TEXT.index(words) + offset)

    def select(self, words: str) -> None:
        start = TEXT.index(words)
        self.view.set_selection(start, start + len(words))

    def selected_text(self) -> str:
        selection = self.view.selection()
        return TEXT[slice(*selection)] if selection else ""

    @property
    def annotations(self) -> list[Annotation]:
        return self.session.project.find(Annotation, article="a")

    def texts(self, code: str) -> list[str]:
        return [a.text for a in self.annotations if a.code == code]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with Project.create(tmp_path / "p.annotator", codebook=default_codebook()) as project:
        project.coder = "ana"
        article = NewArticle(id="a", title="Leaders press for truce", text=TEXT)
        project.apply(ImportRecords(articles=(article,)))
        yield Desk(qtbot, Session(project))


def test_q_tags_the_quotation_at_the_caret(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    assert desk.texts("quote") == [FIRST]
    assert desk.session.selected_annotation() == desk.annotations[0]


def test_a_key_tags_the_sentence_where_there_is_no_quotation(desk: Desk) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_F)
    assert desk.texts("frame") == ["Nobody 😀 else spoke."]


def test_a_key_tags_the_selection_without_the_white_space_around_it(desk: Desk) -> None:
    desk.select(" else ")
    desk.press(Key.Key_T)
    assert desk.texts("sentiment") == ["else"]


def test_s_and_c_mark_source_and_cue_of_the_quote_and_link_them(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q, Key.Key_C, Key.Key_S)
    assert desk.texts("cue") == ["said"]
    assert desk.texts("source") == ["the Kremlin spokesman"]
    quote = next(a for a in desk.annotations if a.code == "quote")
    links = {link.type: link.target_annotation for link in desk.session.project.find(Link)}
    by_code = {a.code: a.id for a in desk.annotations}
    assert links == {"cue": by_code["cue"], "said_by": by_code["source"]}
    assert {link.annotation for link in desk.session.project.find(Link)} == {quote.id}


def test_making_a_source_and_its_link_is_one_step_to_undo(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q, Key.Key_S)
    desk.session.undo()
    assert desk.texts("source") == []
    assert desk.session.project.find(Link) == []
    assert desk.texts("quote") == [FIRST]


def test_a_source_far_from_the_quote_is_not_linked_to_it(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.select("Menu")
    desk.press(Key.Key_S)
    assert len(desk.session.project.find(Link)) == 1  # the next paragraph but one is still near
    desk.session.project.apply(
        ImportRecords(articles=(NewArticle(id="b", title="B", text=f"{FIRST}\n\n\n\nMenu"),))
    )
    desk.session.open_article("b")
    desk.view.show_article(f"{FIRST}\n\n\n\nMenu", [])
    desk.view.set_caret(3)
    desk.press(Key.Key_Q)
    start = len(FIRST) + 4
    desk.view.set_selection(start, start + 4)
    desk.press(Key.Key_S)
    assert len(desk.session.project.find(Link)) == 1


def test_pressing_a_codes_key_again_selects_what_is_there(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    assert desk.texts("quote") == [FIRST]


def test_shift_and_a_codes_key_makes_a_second_annotation(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.put_caret("consider")
    desk.press(Key.Key_Q, modifiers=SHIFT)
    assert desk.texts("quote") == [FIRST, FIRST]


def test_plus_adds_a_fragment_to_the_selected_annotation(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.put_caret("only")
    desk.type("+")
    assert desk.texts("quote") == [f"{FIRST} … {SECOND}"]


def test_g_and_b_go_from_quotation_to_quotation(desk: Desk) -> None:
    desk.press(Key.Key_G)
    assert desk.selected_text() == FIRST
    desk.press(Key.Key_G)
    assert desk.selected_text() == SECOND
    desk.press(Key.Key_B)
    assert desk.selected_text() == FIRST


def test_j_and_k_go_from_sentence_to_sentence_and_shift_extends(desk: Desk) -> None:
    desk.press(Key.Key_J)
    assert TEXT[desk.view.caret() :].startswith("Talks")
    desk.press(Key.Key_J, modifiers=SHIFT)
    assert desk.selected_text().strip() == "Talks went on."
    desk.press(Key.Key_K)
    assert desk.view.selection() is None


def test_w_grows_the_selection_and_shift_w_takes_the_growth_back(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_W)
    assert desk.selected_text() == "consider"
    desk.press(Key.Key_W, Key.Key_W)
    larger = desk.selected_text()
    assert "consider" in larger
    assert len(larger) > len("consider")
    desk.press(Key.Key_W, modifiers=SHIFT)
    desk.press(Key.Key_W, modifiers=SHIFT)
    assert desk.selected_text() == "consider"


def test_brackets_move_the_boundaries_by_letter_and_braces_by_word(desk: Desk) -> None:
    desk.select("Nobody")
    desk.press(Key.Key_T)
    desk.type("]]")
    assert desk.texts("sentiment") == ["Nobody 😀"]
    desk.type("}")
    assert desk.texts("sentiment") == ["Nobody 😀 else"]
    desk.type("{")
    assert desk.texts("sentiment") == ["Nobody 😀"]
    desk.press(Key.Key_BracketRight, modifiers=CONTROL)
    assert desk.texts("sentiment") == ["obody 😀"]


def test_an_edge_by_word_takes_a_quotations_mark_with_its_last_word(desk: Desk) -> None:
    desk.select("“We consider it")
    desk.press(Key.Key_T)
    desk.type("}")
    assert desk.texts("sentiment") == [FIRST]
    desk.type("}{{")
    assert desk.texts("sentiment") == ["“We consider it"]


def test_the_way_by_quotations_leaves_out_what_is_coded_and_says_when_all_is(desk: Desk) -> None:
    told = QSignalSpy(desk.session.told)
    desk.put_caret("Leaders", 0)
    desk.press(Key.Key_G, Key.Key_Q)
    desk.put_caret("Leaders", 0)
    desk.press(Key.Key_G)
    assert desk.selected_text() == SECOND
    desk.press(Key.Key_B)
    assert (desk.selected_text(), told.at(told.count() - 1)) == (SECOND, ["No further quotation"])
    desk.press(Key.Key_B, modifiers=ALT)
    assert desk.selected_text() == FIRST
    desk.press(Key.Key_G, modifiers=ALT)
    assert desk.selected_text() == SECOND
    desk.press(Key.Key_Q, Key.Key_B)
    assert told.at(told.count() - 1) == ["All quotations here are coded: go on to any (Alt+G)"]


def test_a_boundary_never_passes_the_other_one(desk: Desk) -> None:
    desk.select("N")
    desk.press(Key.Key_T)
    desk.type("[")
    assert desk.texts("sentiment") == ["N"]


def test_r_and_a_codes_key_change_the_code(desk: Desk) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_F, Key.Key_R, Key.Key_T)
    assert [a.code for a in desk.annotations] == ["sentiment"]


def test_r_and_escape_leave_the_code(desk: Desk) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_F, Key.Key_R, Key.Key_Escape)
    assert [a.code for a in desk.annotations] == ["frame"]


def test_dot_repeats_the_last_tagging_with_its_answers(desk: Desk) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_F)
    desk.session.apply(SetValue(desk.annotations[0].id, "policy_frame", "economic"))
    desk.put_caret("rained")
    desk.type(".")
    assert [a.values["policy_frame"] for a in desk.annotations] == ["economic", "economic"]
    assert desk.texts("frame")[1] == "It rained."


def test_n_and_p_go_from_annotation_to_annotation_and_o_through_those_at_the_caret(
    desk: Desk,
) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.select("consider")
    desk.press(Key.Key_T)
    inner = desk.session.selection
    desk.press(Key.Key_P)
    outer = desk.session.selection
    assert outer != inner
    desk.press(Key.Key_N)
    assert desk.session.selection == inner
    desk.press(Key.Key_O)
    assert desk.session.selection == outer


def test_delete_takes_the_annotation_away_and_undo_brings_it_back(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q, Key.Key_C, Key.Key_P, Key.Key_Delete)
    assert desk.texts("quote") == []
    assert desk.session.project.find(Link) == []
    desk.session.undo()
    assert desk.texts("quote") == [FIRST]
    assert len(desk.session.project.find(Link)) == 1


def test_escape_drops_the_selection_and_then_the_annotation(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.select("rained")
    desk.press(Key.Key_Escape)
    assert desk.view.selection() is None
    assert desk.session.selection
    desk.press(Key.Key_Escape)
    assert not desk.session.selection


def test_x_leaves_the_paragraph_out_and_takes_it_in_again(desk: Desk) -> None:
    desk.put_caret("Menu")
    desk.press(Key.Key_X)
    article = desk.session.project.get(Article, "a")
    assert article is not None
    assert [TEXT[r.start : r.end] for r in article.excluded] == ["Menu"]
    desk.press(Key.Key_X)
    article = desk.session.project.get(Article, "a")
    assert article is not None
    assert article.excluded == ()


def test_a_colleagues_annotation_is_not_changed(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    desk.session.coder = "ben"
    refusals = QSignalSpy(desk.session.refused)
    desk.press(Key.Key_Delete)
    assert desk.texts("quote") == [FIRST]
    assert refusals.count() == 1


def test_the_caret_steps_over_what_is_left_out_and_a_selection_takes_it_in_again(
    desk: Desk,
) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_X)
    desk.view.set_excluded([(TEXT.index("Nobody"), TEXT.index("\nMenu"))])
    desk.view.set_caret(TEXT.index("\nNobody"))
    desk.press(Key.Key_Right)
    assert TEXT[desk.view.caret() :] == "\nMenu"
    desk.press(Key.Key_Left)
    assert desk.view.caret() == TEXT.index("\nNobody")
    desk.press(Key.Key_Down, modifiers=SHIFT)
    desk.press(Key.Key_X)
    article = desk.session.project.get(Article, "a")
    assert article is not None
    assert "Nobody" not in [TEXT[r.start : r.end] for r in article.excluded]


def test_recoding_is_given_up_when_another_annotation_is_selected(desk: Desk) -> None:
    desk.put_caret("consider")
    desk.press(Key.Key_Q)
    quote = desk.session.selection
    desk.put_caret("Nobody")
    desk.press(Key.Key_F, Key.Key_R)
    desk.session.select(quote)
    desk.press(Key.Key_T)
    codes = sorted(a.code for a in desk.annotations)
    assert codes == ["frame", "quote", "sentiment"]


def test_dot_repeats_a_tagging_that_was_deleted_since(desk: Desk) -> None:
    desk.put_caret("Nobody")
    desk.press(Key.Key_F, Key.Key_Delete)
    desk.put_caret("rained")
    desk.type(".")
    assert desk.texts("frame") == ["It rained."]


def test_a_key_does_nothing_where_its_command_can_not_be_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    only_tagged = structs.replace(
        keys_on(CodingController)["J"],
        act=done.append,
        enabled_when=lambda text: bool(text.view.selection()),
    )
    monkeypatch.setattr(controller, "keys_on", lambda _kind: {"J": only_tagged})
    desk.press(Key.Key_J)
    assert done == []
    desk.select("Nobody")
    desk.press(Key.Key_J)
    assert done == [desk.controller]
