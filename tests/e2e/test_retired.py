"""What is retired is offered nowhere in the real window, and what has it stays readable."""

import csv
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from user import SHIFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode, RetireCode
from annotator.domain.edits.records import ImportRecords
from annotator.gui.annotations_page.forms import AnswerForm, RecodeForm
from annotator.gui.hits.dialog import OccurrencesDialog
from annotator.gui.inspector.choices import PickRow
from annotator.gui.inspector.pills import Pill
from annotator.gui.settings.settings import CODER
from annotator.gui.window.command_palette import entries
from annotator.store.project import Project
from annotator.workflow.code_search import codes_called
from annotator.workflow.exporting import export

LEFT = Qt.MouseButton.LeftButton
DIRECT, SCARE, MIXED = (
    Choice("direct", "Direct"),
    Choice("scare", "Scare"),
    Choice("mixed", "Mixed"),
)
KIND = Field(id="kind", name="Type", type=FieldType.CHOICE, choices=(DIRECT, SCARE, MIXED))
QUOTE = Code(id="quote", name="Quote", key="Q", fields=(KIND,))
FRAME = Code(id="frame", name="Frame", key="F", fields=(structs.replace(KIND, id="of"),))
CUE = Code(id="cue", name="Cue", key="C")
TEXT = "“We go on,” she said. Others wait, she said."


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=Codebook(codes=(QUOTE, FRAME, CUE)), coder="ana") as made:
        made.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=TEXT),)))
        for ident, code, start, values in (
            ("q", "quote", 0, {"kind": "scare"}),
            ("q2", "quote", 12, {}),
            ("f", "frame", 22, {"of": "direct"}),
        ):
            place = ((start, start + 8),)
            made.apply(Tag(id=ident, article="a1", code=code, fragments=place, values=values))
        made.apply(RetireCode("frame"))
        retired = structs.replace(SCARE, retired=True)
        kind = structs.replace(KIND, choices=(DIRECT, retired, MIXED))
        made.apply(PutCode(structs.replace(QUOTE, fields=(kind,))))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def items(box: QComboBox) -> list[str]:
    return [box.itemText(n) for n in range(box.count())]


def row_of(study: User, annotation: str) -> PickRow:
    study.coding.session.select(annotation)
    QApplication.processEvents()
    rows = [one for one in study.coding.findChildren(PickRow) if one.isVisible()]
    return next(one for one in rows if one.field.name == "Type")


def test_a_retired_code_is_offered_nowhere(study: User) -> None:
    session = study.coding.session
    assert codes_called(session.codebook, "fr") == []
    named = [one.title for one in entries(study.window.menu_actions, study.project)]
    assert "Tag as Quote" in named
    assert "Tag as Frame" not in named
    before = len(session.project.find(Annotation))
    start = TEXT.index("Others")
    study.view.set_selection(start, start + 6)
    study.press(Key.Key_F)
    study.press(Key.Key_F, modifiers=SHIFT)
    assert len(session.project.find(Annotation)) == before
    label = session.project.get(Annotation, "f")
    recode = RecodeForm(session, label)
    assert items(recode.code) == ["Quote", "Cue"]
    answer = AnswerForm(session, session.project.get(Annotation, "q"))
    assert items(answer.field) == ["Quote – Type"]
    study.view.set_selection(TEXT.index("she"), TEXT.index("she") + 3)

    def look(dialog: OccurrencesDialog) -> None:
        assert items(dialog.code) == ["Quote", "Cue"]
        study.press(Key.Key_Escape)

    study.in_dialog(OccurrencesDialog, look, lambda: study.press(Key.Key_Q, modifiers=SHIFT))


def test_a_retired_choice_is_offered_to_no_key_and_no_mouse(study: User) -> None:
    row = row_of(study, "q2")
    assert [one.name for one in row.pills.options] == ["Direct", "Mixed"]
    row.setFocus()
    study.press(Key.Key_2)
    assert study.coding.session.project.get(Annotation, "q2").values == {"kind": "mixed"}  # type: ignore[union-attr]
    pills = [one for one in row_of(study, "q2").findChildren(Pill) if one.isVisible()]
    study.qtbot.mouseClick(pills[0], LEFT)
    assert study.coding.session.project.get(Annotation, "q2").values == {"kind": "direct"}  # type: ignore[union-attr]
    form = AnswerForm(study.coding.session, study.coding.session.project.get(Annotation, "q"))
    assert items(form.choices)[:2] == ["Direct", "Mixed"]
    assert "Scare" not in items(form.choices)


def test_what_has_it_can_be_read_and_is_exported(study: User, tmp_path: Path) -> None:
    row = row_of(study, "q")
    shown = [one.text() for one in row.findChildren(Pill) if one.isVisible()]
    assert "Scare (retired)" in shown
    out = tmp_path / "labels.csv"
    export(study.coding.session.project, out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(one["code"], one["quote.kind"], one["frame.of"]) for one in rows} == {
        ("quote", "scare", ""),
        ("quote", "", ""),
        ("frame", "", "direct"),
    }
