"""Answers unit by unit leave from the window, and agreement on them is shown, without pairing."""

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from user import ALT, CONTROL, LEFT, SHIFT, Key, User

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import AskedUnit, Choice, Code, Codebook, Field, FieldType
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.units import AnswerUnit
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = "It costs.\nNobody knows.\nClinics close.\nThe rest is silence."
MATTERS = (Choice("money", "Money"), Choice("health", "Health"))
MATTER = Field(id="matter", name="Matter", type=FieldType.CHOICE, choices=MATTERS)
TOPIC = Code(id="topic", name="Topic", key="T", unit=AskedUnit.PARAGRAPH, fields=(MATTER,))
ANSWERS = {
    "ana": ("money", "money", "health", ""),
    "ben": ("money", "health", "health", ""),
}
"""Of each paragraph; nothing for none."""


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    """Have ana and ben answer for four paragraphs and finish; lea leads and looks."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=Codebook(codes=(TOPIC,)), coder="lea") as project:
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=TEXT),)))
        lines = TEXT.split("\n")
        starts = [TEXT.index(line) for line in lines]
        for coder, answers in ANSWERS.items():
            project.coder = coder
            for n, (start, line, answer) in enumerate(zip(starts, lines, answers, strict=True)):
                project.apply(
                    AnswerUnit(
                        id=f"{coder}{n}",
                        article="a1",
                        code="topic",
                        fragments=((start, start + len(line)),),
                        values={"matter": answer} if answer else {},
                        none=not answer,
                    )
                )
            project.apply(SetStatus("a1", WorkStatus.DONE))
    user.window.settings.set(CODER, "lea")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    return user


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "units.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    return path


def rows(path: Path) -> list[tuple[str, str]]:
    """Return the number of each unit, and who answered it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(one["number"], one["coder"]) for one in csv.DictReader(file)]


EVERY = [(str(n), coder) for n in range(1, 5) for coder in ANSWERS]


def computed(user: User) -> ReliabilityPage:
    page = user.project.page(ReliabilityPage)
    user.qtbot.waitUntil(lambda: page.body.result is not None)
    user.qtbot.waitUntil(lambda: not page.body.computation.work.busy)
    return page


def test_by_keys_agreement_on_units_is_read_and_the_long_table_written(
    study: User, target: Path
) -> None:
    study.press(Key.Key_3, modifiers=ALT)
    page = computed(study)
    table = page.body.table
    study.qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    for _ in range(20):
        if study.focus() is table:
            break
        study.press(Key.Key_Tab)
    study.press(Key.Key_Home, modifiers=CONTROL)
    seen = set[tuple[str, str]]()
    for _ in range(table.model().rowCount()):
        row = table.row()
        assert row is not None
        seen |= {(row.code, row.field) for one in row.cells.values() if one.units == 4}
        study.press(Key.Key_Down)
    assert ("topic", "matter") in seen or ("topic", "") in seen
    with study.qtbot.waitSignal(study.project.session.told):
        study.press(Key.Key_U, modifiers=CONTROL | SHIFT)
    assert rows(target) == EVERY
    assert "8 rows written to units.csv" in study.say()


def test_by_keys_the_long_table_is_written_from_anywhere(study: User, target: Path) -> None:
    study.view.setFocus()
    with study.qtbot.waitSignal(study.project.session.told):
        study.by_palette("answers unit by unit")
    assert rows(target) == EVERY


def test_by_mouse_agreement_on_units_is_clicked_and_the_long_table_written(
    study: User, target: Path
) -> None:
    study.by_menu("View", "Reliability")
    page = computed(study)
    table = page.body.table
    index = table.index_of("topic", "", "percent")
    study.qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).topLeft())
    row = table.row()
    assert row is not None
    assert row.cells["percent"].units == 4, "each paragraph is one, with nothing paired"
    with study.qtbot.waitSignal(study.project.session.told):
        study.click_button(page, "Units…")
    assert rows(target) == EVERY
    target.unlink()
    with study.qtbot.waitSignal(study.project.session.told):
        study.by_menu("Project", "Answers unit by unit…")
    assert rows(target) == EVERY
