"""A codebook of sixty codes that is in use changes its mind, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from picking import pick
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from user import ALT, CONTROL, SHIFT, Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, CodeState, Field, FieldType
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.codebook.reshaping import ReshapeDialog
from annotator.gui.codebook.versions import VersionsDialog
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

AREAS = ("Health", "Economy", "Security", "Climate", "Migration", "Courts")
CHOICES = (Choice("cost", "Cost"), Choice("price", "Price"), Choice("wait", "Waiting"))
FIELDS = (
    Field(id="aspect", name="Aspect", type=FieldType.CHOICE, choices=CHOICES),
    Field(id="sure", name="Sure", type=FieldType.FLAG),
)
TEXT = "“We see it coming,” the minister said. Nobody had expected that so soon."
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _book() -> Codebook:
    headings = [Code(id=f"area{n}", name=area, group=True) for n, area in enumerate(AREAS)]
    codes = [
        Code(id=f"{area.casefold()}{n}", name=f"{area} {n}", parent=f"area{k}", fields=FIELDS)
        for k, area in enumerate(AREAS)
        for n in range(10)
    ]
    return Codebook(codes=(*headings, *codes))


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    answers = ("cost", "price", "price", "wait")
    with Project.create(path, codebook=_book(), coder="ana") as project:
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=TEXT),)))
        for n, answer in enumerate(answers):
            values = {"aspect": answer, "sure": n % 2 == 0}
            place = ((n * 4, n * 4 + 3),)
            project.apply(
                Tag(id=f"l{n}", article="a1", code="health0", fragments=place, values=values)
            )
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    user.window.resize(1024, 700)
    QApplication.processEvents()
    return user


def code(user: User, ident: str) -> Code:
    found = user.project.session.codebook.code(ident)
    assert found is not None
    return found


def answers(user: User, field: str = "aspect") -> list[object]:
    found = [user.project.session.project.get(Annotation, f"l{n}") for n in range(4)]
    return [one.values.get(field) for one in found if one is not None]


def codes_of_labels(user: User) -> set[str]:
    return {one.code for one in user.project.session.project.find(Annotation)}


def at_first_code(user: User) -> None:
    """Go to the first code of the codebook panel, by keys."""
    tree = user.coding.codebook.tree
    if not tree.isVisible():
        user.press(Key.Key_B, modifiers=CONTROL)
    for _ in range(6):
        if user.focus() is tree:
            break
        user.press(Key.Key_F6)
    assert user.focus() is tree
    user.press(Key.Key_Home, Key.Key_Down)
    item = tree.currentItem()
    assert item is not None
    assert item.text(0) == "Health 0"


def reshape(user: User, act: object) -> None:
    user.in_dialog(
        ReshapeDialog,
        act,  # pyright: ignore[reportArgumentType] - a function of the dialog
        lambda: user.press(Key.Key_F2, modifiers=SHIFT),
    )


def test_keys_merge_choices_after_a_count_and_undo_them_in_one_step(study: User) -> None:
    at_first_code(study)

    def merge(dialog: ReshapeDialog) -> None:
        study.press(Key.Key_Down, Key.Key_Down)
        study.press(Key.Key_Tab, Key.Key_Tab)
        assert study.focus() is dialog.ticks
        study.press(Key.Key_Down, Key.Key_Space, Key.Key_Tab)
        study.write("Cost")
        assert dialog.told.text().startswith("2 labels get Cost.")
        study.press(Key.Key_Return)

    reshape(study, merge)
    assert answers(study) == ["cost", "cost", "cost", "wait"]
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert answers(study) == ["cost", "price", "price", "wait"]


def test_keys_split_a_choice_and_say_what_labels_get(study: User) -> None:
    at_first_code(study)

    def split(dialog: ReshapeDialog) -> None:
        study.press(Key.Key_Down, Key.Key_Down, Key.Key_Down)
        study.press(Key.Key_Tab, Key.Key_Tab)
        study.write("Price")
        study.press(Key.Key_Tab)
        study.write("Of food")
        study.press(Key.Key_Tab)
        study.write("Of homes")
        study.press(Key.Key_Tab)
        study.press(Key.Key_Down)
        assert dialog.told.text().startswith("2 labels get Of homes.")
        study.press(Key.Key_Return)

    reshape(study, split)
    assert answers(study) == ["cost", "of_homes", "of_homes", "wait"]
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert answers(study) == ["cost", "price", "price", "wait"]


def test_keys_make_a_flag_a_choice(study: User) -> None:
    at_first_code(study)

    def convert(dialog: ReshapeDialog) -> None:
        study.write("Change")
        study.press(Key.Key_Tab)
        study.write("Sure")
        assert dialog.told.text().startswith("4 answers stay the same, as choice.")
        study.press(Key.Key_Return)

    reshape(study, convert)
    assert answers(study, "sure") == ["yes", "no", "yes", "no"]
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert answers(study, "sure") == [True, False, True, False]


def test_keys_merge_and_split_codes(study: User) -> None:
    at_first_code(study)

    def merge(dialog: ReshapeDialog) -> None:
        study.press(Key.Key_Tab, Key.Key_Tab)
        study.write("Courts")
        study.press(*[Key.Key_Down] * 9)
        assert dialog.told.text().startswith("4 labels get the code Courts 9.")
        study.press(Key.Key_Return)

    reshape(study, merge)
    assert codes_of_labels(study) == {"courts9"}
    assert code(study, "health0").state is CodeState.RETIRED
    study.press(Key.Key_Z, modifiers=CONTROL)
    at_first_code(study)

    def split(_dialog: ReshapeDialog) -> None:
        study.press(Key.Key_Down)
        study.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Space)
        study.press(Key.Key_Return)

    reshape(study, split)
    assert codes_of_labels(study) == {"health0", "health_0_cost"}
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert codes_of_labels(study) == {"health0"}


def test_keys_nest_codes_to_three_levels_retire_them_and_compare_versions(study: User) -> None:
    at_first_code(study)
    study.press(Key.Key_Down)
    study.press(Key.Key_Right, modifiers=ALT)
    assert code(study, "health1").parent == "health0"
    assert study.coding.codebook.tree.current() is not None
    study.press(Key.Key_Down)
    study.press(Key.Key_Right, Key.Key_Right, modifiers=ALT)
    assert code(study, "health2").parent == "health0"
    study.press(Key.Key_F2, modifiers=CONTROL)
    assert code(study, "health2").state is CodeState.RETIRED

    def compare(dialog: VersionsDialog) -> None:
        said = [dialog.table.texts(row)[3] for row in range(dialog.table.rowCount())]
        assert said[0] == "Code Health 2 retired"
        study.press(Key.Key_Down, Key.Key_Down)
        told = [dialog.differences.texts(n)[0] for n in range(dialog.differences.rowCount())]
        assert told == ["Health 1"]
        study.press(Key.Key_Escape)

    study.in_dialog(VersionsDialog, compare, lambda: study.do("codebook_versions"))


# By mouse


@pytest.fixture(autouse=True)
def _patient_mouse() -> Iterator[None]:
    """Let clicks into lists that just dropped down count: fast ones are taken for double ones."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    yield
    QApplication.setDoubleClickInterval(before)


def tick(ticks: QListWidget, words: str) -> None:
    item = next(
        ticks.item(n) for n in range(ticks.count()) if ticks.item(n).text().startswith(words)
    )
    ticks.scrollToItem(item)
    place: QRect = ticks.visualItemRect(item)
    for x in range(2, 40, 2):  # where a style draws the box
        QTest.mouseClick(ticks.viewport(), LEFT, pos=QPoint(place.left() + x, place.center().y()))
        if item.checkState() is Qt.CheckState.Checked:
            return
    raise AssertionError(words)


def by_menu(user: User, name: str) -> None:
    """Open the dialog from the menu of a code."""
    tree = user.coding.codebook.tree
    if not tree.isVisible():
        user.do("codebook")
    QApplication.processEvents()
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    tree.scrollToItem(item)
    place = tree.visualItemRect(item).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=place)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(tree.viewport(), event)


def reshape_by_mouse(user: User, name: str, act: object) -> None:
    by_menu(user, name)
    user.in_dialog(
        ReshapeDialog,
        act,  # pyright: ignore[reportArgumentType] - a function of the dialog
        lambda: user.choose("Merge, split, convert…"),
    )


def test_the_mouse_merges_choices_splits_one_and_converts_a_field(study: User) -> None:
    def merge(dialog: ReshapeDialog) -> None:
        pick(dialog.act, "Merge choices")
        tick(dialog.ticks, "Price")
        pick(dialog.target, "Cost")
        assert dialog.told.text().startswith("2 labels get Cost.")
        QTest.mouseClick(dialog.main, LEFT)

    def split(dialog: ReshapeDialog) -> None:
        pick(dialog.act, "Split a choice")
        pick(dialog.choice, "Cost")
        for line, words in ((dialog.first, "Now"), (dialog.second, "Later")):
            QTest.mouseClick(line, LEFT)
            study.write(words)
        pick(dialog.goes, "neither")
        assert dialog.told.text().startswith("3 labels are to be answered again.")
        QTest.mouseClick(dialog.main, LEFT)

    def convert(dialog: ReshapeDialog) -> None:
        pick(dialog.act, "Change")
        pick(dialog.field, "Sure")
        QTest.mouseClick(dialog.main, LEFT)

    reshape_by_mouse(study, "Health 0", merge)
    assert answers(study) == ["cost", "cost", "cost", "wait"]
    reshape_by_mouse(study, "Health 0", split)
    assert answers(study) == [None, None, None, "wait"]
    reshape_by_mouse(study, "Health 0", convert)
    assert answers(study, "sure") == ["yes", "no", "yes", "no"]


def test_the_mouse_merges_a_code_retires_one_and_compares_versions(study: User) -> None:
    def merge(dialog: ReshapeDialog) -> None:
        pick(dialog.target, "Health 3")
        QTest.mouseClick(dialog.main, LEFT)

    reshape_by_mouse(study, "Health 0", merge)
    assert codes_of_labels(study) == {"health3"}
    by_menu(study, "Health 5")
    study.choose("Retire")
    assert code(study, "health5").state is CodeState.RETIRED

    def compare(dialog: VersionsDialog) -> None:
        place = dialog.table.visualRect(dialog.table.model().index(1, 0)).center()
        QTest.mouseClick(dialog.table.viewport(), LEFT, pos=place)
        told = [dialog.differences.texts(n)[0] for n in range(dialog.differences.rowCount())]
        assert "Health 0" in told
        pick(dialog.against, "version 3")
        dialog.reject()

    study.in_dialog(VersionsDialog, compare, lambda: study.do("codebook_versions"))


def test_a_code_is_dragged_below_another_one(study: User, monkeypatch: pytest.MonkeyPatch) -> None:
    study.do("codebook")
    tree = study.coding.codebook.tree
    QApplication.processEvents()
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (dragged,), (onto,) = tree.findItems("Courts 9", flags), tree.findItems("Health 0", flags)
    tree.scrollToItem(onto)
    place = QPointF(tree.visualItemRect(onto).center())
    # Offscreen no window system carries a drag, so that it has no source.
    monkeypatch.setattr(QDropEvent, "source", lambda _event: tree)
    where = tree.DropIndicatorPosition.OnItem
    monkeypatch.setattr(tree, "dropIndicatorPosition", lambda: where)
    move = Qt.DropAction.MoveAction
    data = tree.mimeData([dragged])
    tree.dropEvent(QDropEvent(place, move, data, LEFT, NONE))
    assert code(study, "courts9").parent == "health0"
    study.do("undo")
    assert code(study, "courts9").parent == "area5"
