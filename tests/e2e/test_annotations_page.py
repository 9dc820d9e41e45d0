"""The page of all annotations: found, grouped, changed many at once, by keys alone and by mouse."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from picking import pick
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog
from user import ALT, CONTROL, LEFT, NONE, SHIFT, Key, User

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.annotations_page.bulk_dialog import BulkDialog
from annotator.gui.annotations_page.forms import AnswerForm, NoteForm, RecodeForm
from annotator.gui.annotations_page.model import LabelColumn
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelGroup
from annotator.workflow.label_table import write_labels

TEXT = "It ended. The judge said nothing. Nobody spoke in court."
PLACES = (("q", "quote", (0, 9)), ("r", "quote", (25, 32)), ("s", "source", (10, 19)))


@pytest.fixture
def coded(user: User, tmp_path: Path) -> User:
    """Have ana code three articles with two quotes and a source each, one of ben's beside them."""
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        articles = tuple(
            NewArticle(id=f"a{n}", title=f"Court {n}", text=TEXT, meta={"outlet": "AFP"})
            for n in range(3)
        )
        project.apply(ImportRecords(articles=articles))
        for one in articles:
            project.apply(Tag(id=f"{one.id}q", article=one.id, code="quote", fragments=((0, 9),)))
            project.apply(Tag(id=f"{one.id}r", article=one.id, code="quote", fragments=((25, 32),)))
            project.apply(
                Tag(id=f"{one.id}s", article=one.id, code="source", fragments=((10, 19),))
            )
        project.coder = "ben"
        project.apply(Tag(id="b", article="a0", code="quote", fragments=((34, 40),)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a0", ask=False)
    QApplication.processEvents()
    return user


def page_of(user: User) -> AnnotationsPage:
    return user.project.page(AnnotationsPage)


def codes(user: User) -> dict[str, str]:
    return {one.id: one.code for one in user.project.session.project.find(Annotation)}


def planned(user: User, dialog: BulkDialog) -> None:
    user.qtbot.waitUntil(lambda: dialog.plan is not None)


def test_by_keys_alone_all_that_is_filtered_is_recoded_and_undone(coded: User) -> None:
    before = codes(coded)
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    assert page.model.rowCount() == 9, "ben's label is hidden from ana, who codes that article"
    coded.press(Key.Key_Slash)
    coded.write("code:quote judge")
    coded.press(Key.Key_Return)
    assert page.model.rowCount() == 0
    page.want("code:quote ended")
    coded.press(Key.Key_Down)
    assert page.model.rowCount() == 3

    def recode(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, RecodeForm)
        coded.press(Key.Key_S, modifiers=ALT)
        dialog.form.code.setFocus()
        coded.write("fra")
        planned(coded, dialog)
        assert "3 annotations change in 3 articles" in dialog.said.text()
        coded.press(Key.Key_Return)

    coded.in_dialog(BulkDialog, recode, lambda: coded.press(Key.Key_R))
    assert [one for one, code in codes(coded).items() if code == "frame"] == ["a0q", "a1q", "a2q"]
    assert codes(coded)["b"] == "quote"
    coded.press(Key.Key_Z, modifiers=CONTROL)
    assert codes(coded) == before


def test_groups_fold_and_enter_leads_to_the_passage(coded: User) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    coded.press(Key.Key_G)
    assert [one.count for one in page.model.layout.found.groups] == [6, 3]
    coded.press(Key.Key_F, modifiers=SHIFT)
    assert page.model.rowCount() == 2
    coded.press(Key.Key_End)
    coded.press(Key.Key_F)
    assert page.model.rowCount() == 5
    coded.press(Key.Key_End)
    coded.press(Key.Key_Return)
    session = coded.project.session
    assert session.article is not None
    assert (session.article.article.id, session.selection) == ("a2", "a2s")


def test_a_note_by_mouse_on_a_group(coded: User) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    page.want("", page.group.itemData(1))
    QApplication.processEvents()
    table = page.table
    place = table.visualRect(page.model.index(7, 1)).center()
    coded.qtbot.mouseClick(table.viewport(), LEFT, pos=place)

    def write(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, NoteForm)
        assert "3 selected annotations" in dialog.selected.text()
        dialog.form.note.setPlainText("who is it?")
        planned(coded, dialog)
        coded.qtbot.mouseClick(dialog.main, LEFT)

    coded.in_dialog(BulkDialog, write, lambda: coded.click_button(page, "Note…"))
    noted = [one.id for one in coded.project.session.project.find(Annotation) if one.note]
    assert noted == ["a0s", "a1s", "a2s"]


def test_an_unknown_condition_is_refused_with_the_known_ones(coded: User) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    page.want("foo:bar")
    assert "no condition foo:" in page.problem.text()
    assert "code:" in page.problem.text()
    assert page.problem.isVisible()
    fits = page.problem.heightForWidth(page.problem.width())
    assert page.problem.height() >= fits, "all conditions are in sight"
    assert page.model.rowCount() == 9


def test_what_is_shown_goes_out_as_csv_without_what_may_not_be_seen(
    coded: User, tmp_path: Path
) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page, session = page_of(coded), coded.project.session
    session.apply(SetNote("a0q", "=1+1"))
    page.want("outlet:afp code:quote")
    numbers = [*page.model.layout.found.numbers, 10_000]
    hidden = session.project.labels
    everything = session.visibility
    path = tmp_path / "out.csv"
    ids = {one: n for n, one in hidden.ids(range(100)).items()}
    told = write_labels(session.project, path, [*numbers, ids["b"]], everything)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert told == "6 annotations"
    assert {row["coder"] for row in rows} == {"ana"}
    assert rows[0]["text"] == "It ended."


def test_what_stays_as_it_is_is_said_with_its_reason(coded: User) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    page.table.go_to(0)

    def look(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, RecodeForm)
        dialog.form.code.setCurrentText("Genre")
        coded.qtbot.waitUntil(lambda: "Genre is " in dialog.refused.text())
        assert dialog.said.text() == "Nothing changes."
        assert dialog.refused.text().startswith("1 stays as it is: Genre is ")
        dialog.reject()

    coded.in_dialog(BulkDialog, look, lambda: coded.press(Key.Key_R))


def test_a_heading_at_hand_selects_nothing_that_nobody_chose_once_more_is_listed(
    coded: User,
) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    page.want("coder:ana", LabelGroup.CODE)
    page.table.go_to(0)
    assert len(page.table.selected_numbers()) == 6, "the heading stands for its group"
    page.want("", LabelGroup.CODE)
    assert page.table.line() == 0, "it is at hand still"
    assert len(page.table.selectionModel().selectedRows()) == 1
    page.want("", LabelGroup.NONE)
    assert len(page.table.selected_numbers()) == 1


def all_selected(coded: User, words: str) -> AnnotationsPage:
    """Come to the page by keys, filter it, and select all that is listed."""
    coded.press(Key.Key_8, modifiers=ALT)
    coded.press(Key.Key_Slash)
    coded.write(words)
    coded.press(Key.Key_Escape if coded.focus() is not page_of(coded).filter else Key.Key_Return)
    assert page_of(coded).table.hasFocus()
    coded.press(Key.Key_A, modifiers=CONTROL)
    return page_of(coded)


def by_key(coded: User, key: Key, act: Callable[[BulkDialog], object]) -> None:
    def then(dialog: BulkDialog) -> None:
        act(dialog)
        planned(coded, dialog)
        coded.press(Key.Key_Return)

    coded.in_dialog(BulkDialog, then, lambda: coded.press(key))


def labels(coded: User) -> dict[str, Annotation]:
    return {one.id: one for one in coded.project.session.project.find(Annotation)}


def test_by_keys_alone_many_are_answered_linked_noted_and_deleted(coded: User) -> None:
    coded.project.session.apply(PutActor(Actor(id="may", name="Mayor")))
    project = coded.project.session.project
    all_selected(coded, "code:quote ended")

    def answer(_: BulkDialog) -> None:
        coded.press(Key.Key_Tab)
        coded.write("ind")

    by_key(coded, Key.Key_A, answer)
    assert [labels(coded)[f"a{n}q"].values.get("quote_type") for n in range(3)] == ["indirect"] * 3

    by_key(coded, Key.Key_L, lambda _: coded.press(Key.Key_Tab))
    assert {one.annotation for one in project.find(Link)} == {"a0q", "a1q", "a2q"}
    assert {one.target_actor for one in project.find(Link)} == {"may"}

    def note(_: BulkDialog) -> None:
        coded.write("really?")
        coded.press(Key.Key_Tab)

    by_key(coded, Key.Key_N, note)
    assert {one.id for one in labels(coded).values() if one.note} == {"a0q", "a1q", "a2q"}

    by_key(coded, Key.Key_Delete, lambda _: None)
    assert not {"a0q", "a1q", "a2q"} & set(labels(coded))
    for _ in range(4):
        coded.press(Key.Key_Z, modifiers=CONTROL)
    assert {"a0q", "a1q", "a2q"} <= set(labels(coded))
    assert not project.find(Link)
    assert not any(one.note for one in labels(coded).values())
    assert "indirect" not in {one.values.get("quote_type") for one in labels(coded).values()}


def test_by_mouse_rows_are_grouped_sorted_recoded_answered_linked_and_deleted(coded: User) -> None:
    coded.project.session.apply(PutActor(Actor(id="may", name="Mayor")))
    coded.do("mode_annotations")
    page, project = page_of(coded), coded.project.session.project
    table = page.table
    pick(page.group, "By code")
    sign = table.visualRect(page.model.index(0, 0))
    coded.qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(10, sign.center().y()))
    assert page.model.rowCount() == 1 + 1 + 3
    pick(page.group, "Not grouped")
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(LabelColumn.CODE) + 20, header.height() // 2)
    for _ in range(2):
        coded.qtbot.mouseClick(header.viewport(), LEFT, pos=at)
    assert codes(coded)["a0s"] == "source"
    row = page.model.row_at(0)
    assert row is not None
    assert row.annotation.code == "source", "the other way round"
    for n, held in ((0, NONE), (2, SHIFT)):
        place = table.visualRect(page.model.index(n, 1)).center()
        coded.qtbot.mouseClick(table.viewport(), LEFT, held, place)
    assert len(table.selected_numbers()) == 3

    def choose(button: str, act: Callable[[BulkDialog], object]) -> None:
        def then(dialog: BulkDialog) -> None:
            act(dialog)
            planned(coded, dialog)
            coded.qtbot.mouseClick(dialog.main, LEFT)

        coded.in_dialog(BulkDialog, then, lambda: coded.click_button(page, button))

    choose("Recode…", lambda one: pick(one.form.code, "Quote"))  # type: ignore[union-attr]
    assert set(codes(coded).values()) == {"quote"}
    coded.press(Key.Key_Z, modifiers=CONTROL)

    def answer(dialog: BulkDialog) -> None:
        assert isinstance(dialog.form, AnswerForm)
        pick(dialog.form.field, "Source – Naming")
        pick(dialog.form.choices, dialog.form.choices.itemText(0))

    choose("Answer…", answer)
    assert {one.id for one in labels(coded).values() if "naming" in one.values} == {
        "a0s",
        "a1s",
        "a2s",
    }
    choose("Link…", lambda one: pick(one.form.end, "Mayor"))  # type: ignore[union-attr]
    assert {one.annotation for one in project.find(Link)} == {"a0s", "a1s", "a2s"}
    choose("Delete…", lambda _: None)
    assert "source" not in codes(coded).values()


def words_listed(coded: User) -> list[str]:
    model = page_of(coded).model
    rows = [model.row_at(n) for n in range(model.rowCount())]
    return [one.annotation.text for one in rows if one is not None]


@pytest.mark.parametrize(
    ("typed", "listed", "refused"),
    [
        ("code:source outlet:afp ", ["The judge"] * 3, False),
        ("foo:bar ", ["It ended.", "The judge", "nothing"] * 3, True),
    ],
)
def test_by_mouse_the_filter_is_clicked_and_typed_into(
    coded: User, typed: str, listed: list[str], refused: bool
) -> None:
    coded.do("mode_annotations")
    page = page_of(coded)
    assert coded.focus() is page.table
    coded.qtbot.mouseClick(page.filter, LEFT)
    coded.write(typed)
    coded.qtbot.waitUntil(lambda: words_listed(coded) == listed)
    coded.qtbot.waitUntil(lambda: page.problem.isVisible() is refused)
    assert ("no condition foo:" in page.problem.text()) is refused
    row = page.table.visualRect(page.model.index(1, LabelColumn.WORDS)).center()
    coded.qtbot.mouseClick(page.table.viewport(), LEFT, pos=row)
    assert page.row is not None
    assert page.row.annotation.text == listed[1]


def test_by_keys_the_list_is_sorted_by_the_next_and_the_other_way_round(coded: User) -> None:
    coded.press(Key.Key_8, modifiers=ALT)
    page = page_of(coded)
    reading = words_listed(coded)
    assert reading[:3] == ["It ended.", "The judge", "nothing"]
    coded.press(Key.Key_S)
    assert page.sort.currentText() == "Sorted by code"
    coded.press(Key.Key_S)
    assert page.sort.currentText() == "Sorted by words"
    forth = words_listed(coded)
    assert forth == sorted(reading, key=str.casefold)
    coded.press(Key.Key_S, modifiers=SHIFT)
    assert words_listed(coded) == sorted(reading, key=str.casefold, reverse=True)
    coded.press(Key.Key_S, modifiers=SHIFT)
    assert words_listed(coded) == forth
    for _ in range(page.sort.count() - 2):
        coded.press(Key.Key_S)
    assert page.sort.currentText() == "In reading order"
    assert words_listed(coded) == reading


def test_what_was_coded_before_a_version_is_found_by_keys_and_goes_to_a_table(
    coded: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, target = coded.project.session, tmp_path / "old.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    session.apply(PutCode(Code(id="irony", name="Irony")))
    session.apply(Tag(id="new", article="a1", code="quote", fragments=((0, 2),)))
    newest = session.project.info().codebook_version
    page = all_selected(coded, f"version:<{newest}")
    assert page.model.rowCount() == 9
    with coded.qtbot.waitSignal(session.told):
        coded.press(Key.Key_E)
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 9
    target.unlink()
    page.want(f"-version:<{newest}")
    with coded.qtbot.waitSignal(session.told):
        coded.click_button(page, "Export…")
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["text"] for row in rows] == ["It"]
