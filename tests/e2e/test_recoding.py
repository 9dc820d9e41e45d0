"""Recoding says what would go before it goes, and takes the whole selection."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import CONTROL, SHIFT, Key, User

from annotator.domain.annotation import Link
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = "It ended.\n\n“You were trusted,” the judge said.\n\nNobody spoke. The room was still."


@pytest.fixture
def quoted(user: User, tmp_path: Path) -> User:
    """Make a quote with a type and a source, and select it."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="Court", text=TEXT, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    user.press(Key.Key_G)
    user.write("Q1S")
    user.view.setFocus()
    quote = next(one.id for one in user.annotations if one.code == "quote")
    user.coding.session.select(quote)
    return user


def codes(user: User) -> list[str]:
    return sorted(one.code for one in user.annotations)


def test_what_would_go_is_said_and_goes_at_enter(quoted: User) -> None:
    quoted.write("RF")
    assert codes(quoted) == ["quote", "source"]
    assert "As Frame: 1 answer (Type) and 1 link (Said by) would go" in quoted.say()
    quoted.press(Key.Key_Return)
    assert codes(quoted) == ["frame", "source"]
    assert not quoted.coding.session.project.find(Link)
    quoted.press(Key.Key_Z, modifiers=CONTROL)
    assert codes(quoted) == ["quote", "source"]
    assert quoted.coding.session.project.find(Link)


def test_the_same_code_once_more_does_it_too_and_esc_leaves_it(quoted: User) -> None:
    quoted.write("RF")
    quoted.press(Key.Key_Escape)
    quoted.write("R")
    quoted.press(Key.Key_Escape)
    assert codes(quoted) == ["quote", "source"]
    quoted.write("RFF")
    assert codes(quoted) == ["frame", "source"]


def test_nothing_is_asked_where_nothing_goes(quoted: User) -> None:
    quoted.view.set_caret(TEXT.index("Nobody"))
    quoted.write("F")
    quoted.view.setFocus()
    quoted.write("RC")
    assert codes(quoted) == ["cue", "quote", "source"]


def test_all_that_is_selected_in_the_table_is_recoded_in_one_step(quoted: User) -> None:
    table = quoted.coding.annotations.view
    table.setFocus()
    table.selectionModel().clear()
    table.setCurrentIndex(table.model().index(0, 0))
    quoted.press(Key.Key_Down, modifiers=SHIFT)
    assert len(table.selectionModel().selectedRows()) == 2
    assert quoted.say().startswith("2 annotations selected — Del and R act on all")
    quoted.write("R")
    assert "2 annotations" in quoted.say()
    quoted.write("F")
    assert "1 answer (Type) and 1 link (Said by) would go" in quoted.say()
    quoted.press(Key.Key_Return)
    assert codes(quoted) == ["frame", "frame"]
    assert QApplication.focusWidget() is table
    quoted.press(Key.Key_Z, modifiers=CONTROL)
    assert codes(quoted) == ["quote", "source"]
