"""Correcting an article's title and metadata."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.project_info import ArticleVariable, VariableType
from annotator.gui.articles.properties import ArticleProperties, edit_properties
from annotator.gui.session.session import Session
from annotator.store.project import Project

TEXT = "Five words are standing here.\nmenu menu"
VARIABLES = (
    ArticleVariable("wave", "Wave", VariableType.NUMBER),
    ArticleVariable("seen", "Seen", VariableType.FLAG),
    ArticleVariable("coded_on", "Coded on", VariableType.DATE),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as project:
        project.coder = "ana"
        meta = {"outlet": "AFP", "page": 3, "wave": 1, "seen": True, "shelf": "B"}
        new = NewArticle(id="a", title="Title", text=TEXT, meta=meta, excluded=((30, 39),))
        project.apply(ImportRecords(articles=(new,)))
        yield project


@pytest.fixture
def dialog(project: Project, qtbot: QtBot) -> ArticleProperties:
    article = project.get(Article, "a")
    assert article is not None
    dialog = ArticleProperties(article, TEXT, VARIABLES)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def put(dialog: ArticleProperties, key: str, text: str) -> None:
    line = dialog.lines[key].widget
    assert isinstance(line, QLineEdit)
    line.setText(text)


def save_button(dialog: ArticleProperties) -> Any:
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    return box.button(QDialogButtonBox.StandardButton.Save)


def test_nothing_corrected_is_no_edit(dialog: ArticleProperties) -> None:
    assert dialog.edit() is None


def test_only_what_was_corrected_is_changed(dialog: ArticleProperties) -> None:
    put(dialog, "outlet", "Reuters")
    put(dialog, "author", " A. Writer ")
    put(dialog, "shelf", "")
    assert dialog.edit() == EditArticle(
        article="a", meta={"outlet": "Reuters", "author": "A. Writer", "shelf": None}
    )


def test_a_number_stays_a_number(dialog: ArticleProperties) -> None:
    put(dialog, "page", "4")
    put(dialog, "wave", "2.5")
    edit = dialog.edit()
    assert edit is not None
    assert edit.meta == {"page": 4, "wave": 2.5}


def test_a_flag_can_be_yes_no_or_unknown(dialog: ArticleProperties) -> None:
    flag = dialog.lines["seen"].widget
    assert isinstance(flag, QComboBox)
    assert flag.currentText() == "Yes"
    flag.setCurrentIndex(flag.findText("No"))
    assert dialog.lines["seen"].value is False
    flag.setCurrentIndex(0)
    assert dialog.lines["seen"].value is None


@pytest.mark.parametrize(("key", "text"), [("wave", "many"), ("coded_on", "in May")])
def test_a_value_of_the_wrong_type_is_refused_by_name(
    dialog: ArticleProperties, key: str, text: str
) -> None:
    put(dialog, key, text)
    assert text in dialog.lines[key].problem
    assert not save_button(dialog).isEnabled()
    put(dialog, key, "")
    assert save_button(dialog).isEnabled()


def test_an_article_keeps_a_title(dialog: ArticleProperties) -> None:
    dialog.findChildren(QLineEdit)[0].setText("  ")
    assert not save_button(dialog).isEnabled()


def test_the_text_is_described_and_cannot_be_changed(dialog: ArticleProperties) -> None:
    facts = [line for line in dialog.findChildren(QLineEdit) if line.isReadOnly()]
    assert [line.text() for line in facts][:3] == ["5", "39", "23.1 % of the text"]
    assert len(facts[3].text()) == 64


def test_saving_applies_the_corrections(
    project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def correct(dialog: ArticleProperties) -> int:
        dialog.findChildren(QLineEdit)[0].setText("Better title")
        note = dialog.findChild(QPlainTextEdit)
        assert note is not None
        note.setPlainText("Seen twice")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ArticleProperties, "exec", correct)
    assert edit_properties(None, Session(project), "a")
    article = project.get(Article, "a")
    assert article is not None
    assert (article.title, article.note) == ("Better title", "Seen twice")
    assert article.meta["page"] == 3


def test_an_article_that_is_gone_has_no_properties(project: Project, qtbot: QtBot) -> None:
    assert not edit_properties(None, Session(project), "nowhere")
