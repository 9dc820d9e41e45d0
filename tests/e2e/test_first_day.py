"""A newcomer's first day: start, import, code, restart, undo, export."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from places import DOCS, SHARED
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from user import ALT, CONTROL, SHIFT, Key, User

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import Actor
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.project.identity import IdentityDialog
from annotator.gui.project.new import NewProjectDialog
from annotator.gui.settings.settings import LAST_FOLDER
from annotator.store.project import Project

MENU = """The "legend"'s anger against the coach!
ideas
top
TRENDING
services
- POLICE129
- STREET POLICE126
- AMBULANCE112
- FIREFIGHTER128"""
ARTICLE = f"""
Leaders press for truce before the call

The two presidents are to speak today, officials said.
"We consider it possible," the Kremlin spokesman said. "But only as a result of work."
Ukraine's chief negotiator, Rustem Umerov, said the "next step" would be a meeting.
A senior official, who asked not to be named, told reporters that the talks had failed.
"They called me 'disrespectful' in front of everybody," the minister complained.

{MENU}
"""
FIRST, SECOND = '"We consider it possible,"', '"But only as a result of work."'
NAMED = {"Enter": Key.Key_Return, "Esc": Key.Key_Escape}
REAL = SHARED / "seed" / "article.txt"


def found_project(user: User, folder: Path) -> Path:
    """Make a project by keyboard: Ctrl+N, its title, Enter; then say who is coding, Enter."""
    user.window.settings.set(LAST_FOLDER, str(folder))

    def say_who(_dialog: IdentityDialog) -> None:
        user.press(Key.Key_A, modifiers=CONTROL)
        user.write("kim")
        user.press(Key.Key_Return)

    def fill(_dialog: NewProjectDialog) -> None:
        user.write("Truce")
        user.press(Key.Key_Return)

    def make() -> None:
        user.in_dialog(NewProjectDialog, fill, lambda: user.press(Key.Key_N, modifiers=CONTROL))

    user.in_dialog(IdentityDialog, say_who, make)
    return folder / "Truce.annotator"


def drop(user: User, path: Path) -> None:
    """Drag a file over the window and drop it there."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPointF(user.window.rect().center()), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(place.toPoint(), copy, carried, button, none)
    QApplication.sendEvent(user.window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(user.window, QDropEvent(place, copy, carried, button, none))


def bring_in(user: User, source: Path) -> None:
    """Drop a file on the window and take what the dialog proposes."""

    def take(dialog: ImportDialog) -> None:
        user.qtbot.waitUntil(dialog.import_button.isEnabled)
        user.press(Key.Key_Return)

    user.in_dialog(ImportDialog, take, lambda: drop(user, source))


@pytest.fixture
def project(user: User, tmp_path: Path) -> Path:
    """Return a project that the user has just made, with the article in it and open."""
    path = found_project(user, tmp_path)
    source = tmp_path / "article.txt"
    source.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    bring_in(user, source)
    assert user.focus() is user.view
    return path


def documented_keys() -> list[str]:
    """Return the keys that the keyboard page gives for a whole quote, in order."""
    page = (DOCS / "keyboard.md").read_text(encoding="utf-8")
    section = page.partition("## A quote, whole")[2].partition("##")[0]
    return re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)


def code_the_split_quote(user: User) -> None:
    """Tag the quote that its attribution splits, with type, stance, cue, source and actor."""
    user.press(Key.Key_G)
    assert user.selected_text() == FIRST
    for key in documented_keys():
        if key in NAMED:
            user.press(NAMED[key])
        else:
            user.write(key)


def test_the_start_page_comes_first_and_teaches(user: User) -> None:
    assert user.window.start_page.isVisible()
    assert user.window.windowTitle() == "Media Annotator"


def test_a_new_project_asks_once_who_is_coding(user: User, project: Path) -> None:
    assert user.coding.session.coder == "kim"
    user.restart(project)
    assert user.coding.session.coder == "kim"
    assert user.window.windowTitle() == "Truce – Media Annotator"


def test_the_import_leaves_the_menu_out_and_keeps_the_text_whole(user: User, project: Path) -> None:
    article = user.coding.session.project.find(Article)[0]
    text = user.view.text
    assert text == ARTICLE
    assert article.title == "Leaders press for truce before the call"
    assert [text[r.start : r.end] for r in article.excluded] == [MENU]


@pytest.mark.skipif(not REAL.exists(), reason="the real article is not beside the checkout")
def test_the_real_article_loses_its_last_ten_lines_to_the_menu(user: User, tmp_path: Path) -> None:
    found_project(user, tmp_path)
    bring_in(user, REAL)
    article = user.coding.session.project.find(Article)[0]
    text = user.view.text
    (excluded,) = article.excluded
    lines = text[excluded.start : excluded.end].splitlines()
    assert len(lines) == 10
    assert text[excluded.end :].strip() == ""
    assert article.title.startswith("Trump to hold phone call")
    user.press(Key.Key_G)
    user.write("Q")
    assert user.texts("quote") == [user.annotations[0].text]


def test_a_whole_quote_takes_at_most_twelve_keys(user: User, project: Path) -> None:
    assert len(documented_keys()) <= 12
    code_the_split_quote(user)
    store = user.coding.session.project
    quote = next(a for a in user.annotations if a.code == "quote")
    source = next(a for a in user.annotations if a.code == "source")
    assert quote.text == FIRST
    assert quote.values["quote_type"] == "direct"
    assert quote.values["stance"] == 1
    assert source.text == "the Kremlin spokesman"
    assert user.texts("cue") == ["said"]
    actor = store.find(Actor)[0]
    assert actor.name == "the Kremlin spokesman"
    links = {(link.annotation, link.type) for link in store.find(Link)}
    assert {(quote.id, "said_by"), (quote.id, "cue"), (source.id, "is")} == links
    assert user.focus() is user.view


def test_a_session_of_coding_by_keyboard_alone(user: User, project: Path) -> None:
    code_the_split_quote(user)
    user.press(Key.Key_P)  # from the source back to the quote
    while user.coding.session.selected_annotation().code != "quote":  # type: ignore[union-attr]
        user.press(Key.Key_P)
    user.press(Key.Key_G)
    while user.selected_text() != SECOND:
        user.press(Key.Key_G)
    user.write("+")
    assert user.texts("quote") == [f"{FIRST} … {SECOND}"]
    user.press(Key.Key_Escape, Key.Key_J)
    user.write("F")  # the sentence at the caret
    user.write("1")
    user.press(Key.Key_Escape, Key.Key_Escape)
    assert len(user.texts("frame")) == 1
    user.press(Key.Key_1, modifiers=CONTROL)  # the genre of the whole article
    user.write("1")
    genre = next(a for a in user.annotations if a.code == "genre")
    assert genre.values == {"genre": "news"}
    user.press(Key.Key_Escape)
    user.press(Key.Key_Return, modifiers=CONTROL)  # asks for what is missing still
    user.press(Key.Key_Return, modifiers=CONTROL | ALT)
    assert user.coding.session.project.find(Status)[0].status is WorkStatus.DONE


def test_the_same_quote_is_coded_with_the_mouse_alone(user: User, project: Path) -> None:
    user.drag_over(FIRST)
    assert user.selected_text() == FIRST
    bar, inspector = user.coding.pane.code_bar, user.coding.inspector
    user.click_button(bar, "Quote, key Q")
    user.click_button(inspector, "Direct")
    user.click_button(inspector, "+1")
    user.drag_over("the Kremlin spokesman")
    user.click_button(bar, "Source, key S")
    user.drag_over("said. ")
    user.click_button(bar, "Cue, key C")
    quote = next(a for a in user.annotations if a.code == "quote")
    assert quote.values["quote_type"] == "direct"
    assert quote.values["stance"] == 1
    assert user.texts("source") == ["the Kremlin spokesman"]
    store = user.coding.session.project
    assert {link.type for link in store.find(Link)} == {"said_by", "cue"}
    user.click_text("Kremlin")
    user.click_button(inspector, "Add Is")
    user.write("Dmitry Peskov")
    user.click_proposal("Dmitry Peskov")
    assert [actor.name for actor in store.find(Actor)] == ["Dmitry Peskov"]
    assert {link.type for link in store.find(Link)} == {"said_by", "cue", "is"}


def test_everything_is_there_after_a_restart_and_can_be_undone(user: User, project: Path) -> None:
    code_the_split_quote(user)
    before = {a.id: a for a in user.annotations}
    caret = user.view.caret()
    user.restart(project)
    assert {a.id: a for a in user.annotations} == before
    assert user.view.caret() == caret
    store = user.coding.session.project
    while store.find(Annotation):
        user.view.setFocus()
        user.press(Key.Key_Z, modifiers=CONTROL)
    assert store.find(Link) == []
    while len(store.find(Annotation)) < len(before):
        user.press(Key.Key_Z, modifiers=CONTROL | SHIFT)
    while store.redo_label():
        user.press(Key.Key_Z, modifiers=CONTROL | SHIFT)
    assert {a.id: a for a in store.find(Annotation)} == before
    assert store.check() == []


def test_after_closing_one_plain_sound_file_is_left(user: User, project: Path) -> None:
    code_the_split_quote(user)
    user.restart()
    # Backups, which have a folder of their own, may have been made meanwhile.
    files = [p.name for p in project.parent.glob("*Truce*") if p.is_file()]
    assert files == ["Truce.annotator"]
    with Project.open(project) as reopened:
        assert reopened.check() == []


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_the_export_holds_what_was_coded(user: User, project: Path, suffix: str) -> None:
    code_the_split_quote(user)
    target = project.parent / f"out.{suffix}"

    def export(dialog: ExportDialog) -> None:
        dialog.choices.format.setCurrentIndex(dialog.choices.format.findData(suffix))
        dialog.path.setFocus()
        user.press(Key.Key_A, modifiers=CONTROL)
        user.write(str(target))
        user.press(Key.Key_Return)

    user.in_dialog(ExportDialog, export, lambda: user.press(Key.Key_E, modifiers=CONTROL))
    user.qtbot.waitUntil(target.exists)
    if suffix == "csv":
        text = target.read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        quote = next(row for row in rows if row["code"] == "quote")
        assert quote["text"] == FIRST
        assert quote["said_by_text"] == "the Kremlin spokesman"
        assert quote["cue_text"] == "said"
        assert (quote["quote.quote_type"], quote["quote.stance"]) == ("direct", "1")
    else:
        record = json.loads(target.read_text(encoding="utf-8"))
        start, end = next(a["fragments"][0] for a in record["annotations"] if a["code"] == "quote")
        assert record["text"][start:end] == FIRST
        assert record["text"] == ARTICLE


def test_typing_in_a_line_never_tags(user: User, project: Path) -> None:
    user.press(Key.Key_J, modifiers=CONTROL)
    filter_line = user.focus()
    assert isinstance(filter_line, QWidget)
    user.write("quotes")
    assert user.annotations == []


def test_panels_and_orders_come_back_after_a_restart(user: User, project: Path) -> None:
    code_the_split_quote(user)
    user.press(Key.Key_B, modifiers=CONTROL)
    assert user.coding.codebook.isVisible()
    header = user.coding.annotations.view.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    user.restart(project)
    assert user.coding.codebook.isVisible()
    header = user.coding.annotations.view.horizontalHeader()
    assert header.sortIndicatorSection() == 1
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def open_labels(user: User) -> None:
    """Let coders see each other's labels before they have finished."""
    user.coding.session.apply(SetSetting(OPEN_SETTING, value=True))


def test_a_hidden_colleagues_annotation_is_selected_no_longer(user: User, project: Path) -> None:
    code_the_split_quote(user)
    open_labels(user)
    user.coding.session.coder = "ben"
    user.view.setFocus()
    user.press(Key.Key_N)
    assert user.coding.session.selection
    user.press(Key.Key_L, modifiers=CONTROL | SHIFT)
    assert not user.coding.session.selection


def test_an_article_that_another_program_removes_is_closed(user: User, project: Path) -> None:
    with Project.open(project, "ben") as other:
        other.apply(RemoveArticles((other.find(Article)[0].id,)))
    user.coding.session.refresh_from_disk()
    assert user.coding.session.article is None
    assert not user.view.isVisible()


def test_the_last_article_done_says_so(user: User, project: Path) -> None:
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert "4 answers are missing; here: Genre of the article" in user.say()
    assert not user.coding.session.project.find(Status)
    user.press(Key.Key_Return, modifiers=CONTROL | ALT)
    assert "last one" in user.say()


def test_done_asks_for_answers_that_are_missing(user: User, project: Path) -> None:
    user.press(Key.Key_G)
    user.write("Q")
    user.press(Key.Key_Escape)
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert "missing" in user.say()
    assert user.coding.session.project.find(Status)[0].status is WorkStatus.IN_PROGRESS
    user.write("1")
    assert user.annotations[0].values["quote_type"] == "direct"
    user.press(Key.Key_Return, modifiers=CONTROL)
    assert "here: Genre of the article" in user.say()
    for _ in range(4):  # the questions to the article, one after the other
        user.write("1")
        user.press(Key.Key_Return, modifiers=CONTROL)
    assert user.coding.session.project.find(Status)[0].status is WorkStatus.DONE


def test_answers_stay_open_only_where_one_says_so(user: User, project: Path) -> None:
    user.press(Key.Key_G)
    user.write("Q")
    for _ in range(3):
        user.press(Key.Key_Return, modifiers=CONTROL)
    assert user.coding.session.project.find(Status)[0].status is WorkStatus.IN_PROGRESS
    user.press(Key.Key_Return, modifiers=CONTROL | ALT)
    assert user.coding.session.project.find(Status)[0].status is WorkStatus.DONE
    assert "quote_type" not in user.annotations[0].values


def test_a_right_click_offers_to_tag_and_to_change_what_is_there(user: User, project: Path) -> None:
    user.drag_over(FIRST)
    user.right_click_text("consider")
    user.choose("Tag as Quote")
    assert user.texts("quote") == [FIRST]
    user.press(Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    user.view.set_caret(0)
    user.right_click_text("consider")
    user.choose("Delete the annotation")
    assert user.texts("quote") == []


def test_what_a_click_would_select_is_outlined(user: User, project: Path) -> None:
    code_the_split_quote(user)
    place = user.point_at("consider")
    user.qtbot.mouseMove(user.view.viewport(), QPoint(1, 1))
    user.qtbot.mouseMove(user.view.viewport(), place)
    quote = next(a.id for a in user.annotations if a.code == "quote")
    user.qtbot.waitUntil(lambda: user.view.scene.hover == quote)


def test_a_click_selects_ones_own_annotation_before_a_colleagues(user: User, project: Path) -> None:
    session = user.coding.session
    open_labels(user)
    for coder in ("ben", "kim"):
        session.coder = coder
        start = user.view.text.index(FIRST)
        place = ((start, start + len(FIRST)),)
        tag = Tag(
            id=f"of-{coder}",
            article=session.project.find(Article)[0].id,
            code="quote",
            fragments=place,
        )
        session.apply(tag)
    session.select("")
    user.click_text("consider")
    assert session.selection == "of-kim"
    user.click_text("consider")
    assert session.selection == "of-ben"
