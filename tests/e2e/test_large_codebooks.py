"""Codebooks of 48 and 60 codes at 1024×700: text in sight, and every code within reach."""

from pathlib import Path

import pytest
from places import SHARED
from PySide6.QtWidgets import QApplication
from user import Key, User

from annotator.domain.codebook import Scope
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import read_codebook
from annotator.gui.codebook import CodePicker
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

CASES = SHARED / "cases"
TEXT = "“We see it coming,” the minister said. Nobody had expected that so soon. " * 40
LINES = 15

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


@pytest.fixture(params=["book48", "book60"])
def study(request: pytest.FixtureRequest, user: User, tmp_path: Path) -> User:
    book = read_codebook(CASES / f"{request.param}.json")
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=book) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="A long headline " * 8, text=TEXT)
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    user.window.resize(1024, 700)
    QApplication.processEvents()
    user.view.setFocus()
    user.view.set_caret(3)
    return user


def test_fifteen_lines_of_text_are_in_sight_and_no_name_is_cut_to_nothing(study: User) -> None:
    view, bar = study.view, study.coding.pane.code_bar
    assert (study.window.width(), study.window.height()) == (1024, 700)
    lines = [one for one in view.places.lines() if one.bottom <= view.viewport().height()]
    assert len(lines) >= LINES
    shown = [button for button in bar.buttons if button.isVisible()]
    assert len(shown) >= 2
    assert len({button.y() for button in shown}) == 1
    for button in shown:
        least = button.fontMetrics().horizontalAdvance(button.text()[:12])
        assert button.width() - button.minimumSizeHint().width() >= least


def test_every_code_is_listed_by_the_picker_and_found_by_its_name(study: User) -> None:
    usable = study.coding.session.codebook.usable(Scope.SPAN)
    study.press(Key.Key_Space)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, CodePicker)
    assert {code.id for code in usable} <= set(picker.codes())
    for code in usable:
        picker.line.setText(code.name)
        assert code.id in picker.codes()[:3]
    study.qtbot.keyClick(picker.line, Key.Key_Escape)


def test_no_answer_to_the_article_resizes_anything(study: User) -> None:
    page = study.coding
    asked = page.session.codebook.usable(Scope.ARTICLE)
    before = [panel.geometry() for panel in (page.articles, page.pane, page.inspector)]
    for number in range(1, min(9, len(asked)) + 1):
        page.tag_whole_article(number)
        QApplication.processEvents()
        after = [panel.geometry() for panel in (page.articles, page.pane, page.inspector)]
        assert after == before
