"""A codebook from a file that labels contradict: what becomes of each is asked, in the window."""

from pathlib import Path

import pytest
from msgspec import structs
from picking import pick
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from user import CONTROL, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.codebooks import save_codebook
from annotator.gui.codebook.contradicting import ContradictionsDialog
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = "Nobody had expected that so soon, and so it was."
CHOICES = (Choice("cost", "Cost"), Choice("wait", "Waiting"), Choice("other", "Other"))
ASPECT = Field(id="aspect", name="Aspect", type=FieldType.CHOICE, choices=CHOICES)
LESS = structs.replace(ASPECT, choices=CHOICES[2:])
HEALTH = Code(id="health", name="Health", fields=(ASPECT,))
COURTS = Code(id="courts", name="Courts", fields=(ASPECT,))
LABELS = (("h1", "health", "cost"), ("h2", "health", "wait"), ("c1", "courts", "cost"))
KEPT = {"h1": "cost", "h2": "wait", "c1": "cost"}
LOAD = "Load a codebook…"


@pytest.fixture
def study(user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """Have ana answer for three labels, and a file with a codebook that has one answer left."""
    path, less = tmp_path / "p.annotator", tmp_path / "less.json"
    with Project.create(path, codebook=Codebook(codes=(HEALTH, COURTS)), coder="ana") as project:
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=TEXT),)))
        for n, (ident, code, aspect) in enumerate(LABELS):
            place, values = ((n * 4, n * 4 + 3),), {"aspect": aspect}
            project.apply(Tag(id=ident, article="a1", code=code, fragments=place, values=values))
    codes = tuple(structs.replace(one, fields=(LESS,)) for one in (HEALTH, COURTS))
    save_codebook(Codebook(codes=codes), less)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(less), ""))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def answers(user: User) -> dict[str, object]:
    found = user.project.session.project.find(Annotation)
    return {one.id: one.values.get("aspect") for one in found}


def offered(user: User) -> list[str]:
    """Return the aspects of health that are not retired."""
    code = user.project.session.codebook.code("health")
    assert code is not None
    return [one.id for one in code.fields[0].choices if not one.retired]


def test_by_keys_each_is_answered_in_turn_and_taken_over_as_one_step(study: User) -> None:
    def answer(dialog: ContradictionsDialog) -> None:
        assert len(dialog.ways) == 3
        assert study.focus() is dialog.ways[0], "the first question has the keyboard"
        study.write("make")
        study.press(Key.Key_Tab)
        assert study.focus() is dialog.ways[1]
        study.press(Key.Key_End, Key.Key_Tab)
        assert study.focus() is dialog.ways[2]
        study.press(Key.Key_Return)
        assert not dialog.isVisible()

    study.in_dialog(ContradictionsDialog, answer, lambda: study.by_palette("load a codebook"))
    assert answers(study) == {"h1": "other", "h2": None, "c1": "cost"}
    assert offered(study) == ["other"]
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert answers(study) == KEPT
    assert offered(study) == ["cost", "wait", "other"]
    assert study.coding.session.project.check() == []


def test_by_keys_esc_leaves_all_as_it_is(study: User) -> None:
    def leave(dialog: ContradictionsDialog) -> None:
        study.press(Key.Key_End, Key.Key_Escape)
        assert not dialog.isVisible()

    study.in_dialog(ContradictionsDialog, leave, lambda: study.by_palette("load a codebook"))
    assert answers(study) == KEPT
    assert offered(study) == ["cost", "wait", "other"]


def test_by_keys_the_question_at_hand_is_in_sight(study: User) -> None:
    def walk(dialog: ContradictionsDialog) -> None:
        dialog.resize(dialog.width(), dialog.minimumSizeHint().height())
        for one in dialog.ways:
            assert study.focus() is one
            assert one.visibleRegion().boundingRect() == one.rect()
            study.press(Key.Key_Tab)
        assert isinstance(study.focus(), QPushButton)
        study.press(Key.Key_Escape)

    study.in_dialog(ContradictionsDialog, walk, lambda: study.by_palette("load a codebook"))


def test_by_mouse_each_is_answered_and_taken_over(study: User) -> None:
    def answer(dialog: ContradictionsDialog) -> None:
        for one, words in zip(dialog.ways, ("Drop it", "Make it Other", "Keep it"), strict=True):
            pick(one, words)
        study.click_button(dialog, "&Take over the codebook")

    study.in_dialog(
        ContradictionsDialog, answer, lambda: study.by_menu("Project", "Codebook", LOAD)
    )
    assert answers(study) == {"h1": None, "h2": "other", "c1": "cost"}
    assert offered(study) == ["other"]
    study.do("undo")
    assert answers(study) == KEPT


def test_by_mouse_cancel_leaves_all_as_it_is(study: User) -> None:
    def leave(dialog: ContradictionsDialog) -> None:
        pick(dialog.ways[0], "Drop it")
        study.click_button(dialog, "Cancel")

    study.in_dialog(ContradictionsDialog, leave, lambda: study.by_menu("Project", "Codebook", LOAD))
    assert answers(study) == KEPT
