"""The page of the actors: figures that may be seen, their passages, and making two one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any, NoReturn

import pytest
from dialogs import in_dialog
from named_actors import FULL, LAST, OTHER, named_actors
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from waiting import LIMIT

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.annotation import Link
from annotator.domain.article import WorkStatus
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.team import Assign
from annotator.domain.people import Actor, Affiliation
from annotator.domain.visibility import Visibility
from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page import detail as detail_module
from annotator.gui.actors_page import page as page_module
from annotator.gui.actors_page.csv_in_out import ActorsPreview
from annotator.gui.actors_page.detail import ActorDetail
from annotator.gui.actors_page.doubles_dialog import DoublesDialog
from annotator.gui.actors_page.merge_dialog import MergeDialog
from annotator.gui.actors_page.model import ActorColumn
from annotator.gui.actors_page.split_dialog import SplitDialog
from annotator.gui.actors_page.variables import VariablesDialog
from annotator.gui.commands.key_events import no_key
from annotator.gui.session import many
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Open = Callable[..., ActorsPage]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with named_actors(tmp_path / "p.annotator") as made:
        yield made


@pytest.fixture
def open_page(project: Project, qtbot: QtBot) -> Iterator[Open]:
    pages: list[ActorsPage] = []

    def make(coder: str = "lea") -> ActorsPage:
        project.coder = coder
        page = ActorsPage(Session(project), Settings())
        page.session.setParent(page)
        qtbot.addWidget(page)
        page.resize(1024, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.enter()
        settle(page, qtbot)
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.remember()  # as before a project is closed


def settle(page: ActorsPage, qtbot: QtBot) -> None:
    detail = page.detail
    qtbot.waitUntil(
        lambda: (
            not (
                page.listing.is_due
                or page.filling.is_due
                or detail.reading.is_due
                or detail.finder.busy
            )
        )
    )


def cell(page: ActorsPage, actor: str, column: ActorColumn) -> str:
    model = page.model
    place = model.place_of(actor)
    return str(model.data(model.index(place, column)) or "").strip("\u2068\u2069")


def choose(page: ActorsPage, qtbot: QtBot, actor: str, column: ActorColumn) -> None:
    page.table.setCurrentIndex(page.model.index(page.model.place_of(actor), column))
    settle(page, qtbot)


def test_actors_come_by_name_with_their_figures(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    ModelTester(page.model)
    assert list(page.model.ids) == [OTHER, FULL, LAST]
    figures = [cell(page, LAST, column) for column in ActorColumn if column > 3]
    assert figures == ["2", "1", "−2.00", "2", "1 Jun 2025"]
    assert cell(page, OTHER, ActorColumn.QUOTES) == ""
    assert cell(page, OTHER, ActorColumn.ROLE) == "Business"


def test_a_coder_who_is_blind_sees_figures_of_the_own_labels_alone(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    project.apply(Assign((("a1", "ben"),)))
    page = open_page("ben")
    assert cell(page, LAST, ActorColumn.QUOTES) == "1"  # ana's on a1 is none that ben may see yet
    assert cell(page, LAST, ActorColumn.JUDGEMENTS) == ""
    choose(page, qtbot, LAST, ActorColumn.NAME)
    assert [one.annotation for one in page.detail.rows.passages] == ["q3"]
    page.session.apply(SetStatus("a1", WorkStatus.DONE))
    settle(page, qtbot)
    assert cell(page, LAST, ActorColumn.QUOTES) == "2"


def test_the_figure_at_hand_has_its_passages_below(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    choose(page, qtbot, LAST, ActorColumn.QUOTES)
    assert [one.annotation for one in page.detail.rows.passages] == ["q3", "q1"]
    choose(page, qtbot, LAST, ActorColumn.JUDGEMENTS)
    assert [one.annotation for one in page.detail.rows.passages] == ["t1"]
    choose(page, qtbot, LAST, ActorColumn.NAME)
    assert len(page.detail.rows.passages) == 3


def test_enter_goes_to_the_passages_and_then_to_the_article(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    choose(page, qtbot, LAST, ActorColumn.QUOTES)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.passages.hasFocus()
    qtbot.keyClick(page.detail.passages, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.passage_wanted) as opened:
        qtbot.keyClick(page.detail.passages, Qt.Key.Key_Return)
    assert opened.args == ["a1", "q1"]
    qtbot.keyClick(page.detail.passages, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_click_on_a_heading_sorts_figures_from_the_largest_on(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    page.table.horizontalHeader().sectionClicked.emit(ActorColumn.QUOTES)
    settle(page, qtbot)
    assert page.model.ids[0] == LAST
    page.table.horizontalHeader().sectionClicked.emit(ActorColumn.POLARITY)
    settle(page, qtbot)
    assert list(page.model.ids) == [FULL, LAST, OTHER]
    page.sort_here()
    settle(page, qtbot)


def test_words_find_actors_whatever_the_case_and_accents(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    page.bar.words.setText("volodýmyr zel")
    qtbot.waitUntil(lambda: list(page.model.ids) == [FULL])
    page.bar.words.setText("presidency")
    qtbot.waitUntil(lambda: list(page.model.ids) == [FULL])
    settle(page, qtbot)


def test_an_actor_that_the_filter_leaves_out_is_come_to_without_it(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    page.bar.words.setText("presidency")
    qtbot.waitUntil(lambda: list(page.model.ids) == [FULL])
    page.come_to(OTHER)
    qtbot.waitUntil(lambda: page.row is not None and page.row.actor.id == OTHER)
    assert not page.bar.words.text()
    settle(page, qtbot)


def test_what_is_typed_is_applied_when_the_field_is_left(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    variable = ActorVariable("gender", "Gender", ActorVariableType.CHOICE, ("female", "male"))
    project.apply(SetActorVariables((variable,)))
    page = open_page()
    choose(page, qtbot, LAST, ActorColumn.NAME)
    form = page.detail.form
    form.affiliations.setPlainText("Parliament (2002 – 2007-05)\nParty")
    form.values[0].value.setCurrentText("male")  # type: ignore[union-attr]
    form.values[0].how.setCurrentIndex(form.values[0].how.findData("public_record"))
    page.commit_pending()
    stored = project.get(Actor, LAST)
    assert stored is not None
    assert stored.affiliations == (
        Affiliation("Parliament", "2002", "2007-05"),
        Affiliation("Party"),
    )
    assert stored.values == {"gender": {"value": "male", "how": "public_record"}}
    settle(page, qtbot)


def test_a_wrong_date_is_said_and_nothing_is_written(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, qtbot, LAST, ActorColumn.NAME)
    page.detail.form.affiliations.setPlainText("Parliament (2002-13 – 2007)")
    assert not page.detail.commit()
    assert "2002-13" in page.detail.problem.text()
    page.detail.form.affiliations.clear()
    page.commit_pending()
    assert project.get(Actor, LAST) == Actor(id=LAST, name="Zelensky", affiliation="Government")


def test_two_actors_become_one_after_a_look_at_what_changes(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, qtbot, FULL, ActorColumn.NAME)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(page.table.selected()) == {FULL, LAST}

    def answer(dialog: MergeDialog) -> None:
        dialog.kept.setCurrentIndex(dialog.kept.findData(FULL))
        assert "3 links in 2 articles" in dialog.preview.text()
        box = dialog.asked["affiliation"]
        box.setCurrentIndex(box.findData(LAST))
        dialog.accept()

    in_dialog(MergeDialog, answer, page.merge)
    settle(page, qtbot)
    kept = project.get(Actor, FULL)
    assert kept is not None
    assert (kept.affiliation, kept.aliases) == ("Government", ("Zelensky",))
    assert list(page.model.ids) == [OTHER, FULL]
    assert cell(page, FULL, ActorColumn.QUOTES) == "3"
    page.session.undo()
    settle(page, qtbot)
    assert list(page.model.ids) == [OTHER, FULL, LAST]


def test_one_actor_is_split_by_its_passages(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, qtbot, LAST, ActorColumn.NAME)

    def answer(dialog: SplitDialog) -> None:
        assert not dialog.go.isEnabled(), "nothing is ticked yet"
        assert dialog.preview.text().startswith("Tick the passages")
        dialog.name.setText("Olena Zelenska")
        assert len(dialog.links.items_()) == 3
        dialog.links.items_()[0].setCheckState(Qt.CheckState.Checked)
        dialog.accept()

    in_dialog(SplitDialog, answer, page.split)
    settle(page, qtbot)
    (made,) = [one for one in project.find(Actor) if one.name == "Olena Zelenska"]
    assert [one.annotation for one in project.find(Link, target_actor=made.id)] == ["q1"]


def test_likely_doubles_are_proposed_and_refused_for_good(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    seen: list[int] = []

    def answer(dialog: DoublesDialog) -> None:
        seen.append(len(dialog.pairs))
        dialog.different_button.click()
        seen.append(len(dialog.pairs))
        dialog.reject()

    in_dialog(DoublesDialog, answer, page.look_at_doubles)
    assert seen == [1, 0]
    assert project.get(Actor, FULL).unlike == {LAST: True}  # type: ignore[union-attr]
    settle(page, qtbot)


def test_variables_are_written_one_a_line(open_page: Open, project: Project, qtbot: QtBot) -> None:
    page = open_page()

    def answer(dialog: VariablesDialog) -> None:
        dialog.lines.setPlainText("Born: date\nGender: x")
        dialog.accept()
        assert "no type" in dialog.problem.text()
        dialog.lines.setPlainText("Born: date\nGender: female, male")
        dialog.accept()

    in_dialog(VariablesDialog, answer, page.ask_variables)
    assert [(one.id, one.type) for one in project.info().actor_variables] == [
        ("born", ActorVariableType.DATE),
        ("gender", ActorVariableType.CHOICE),
    ]
    assert [row.variable.id for row in page.detail.form.values] == ["born", "gender"]
    settle(page, qtbot)


def test_a_table_goes_out_and_comes_in_after_a_look(
    open_page: Open,
    project: Project,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page()
    path = tmp_path / "actors.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    with qtbot.waitSignal(page.session.told):
        page.perform("export_actors")
    path.write_text("name,role\nZelensky,government\nNew One,\n")

    def answer(dialog: ActorsPreview) -> None:
        assert dialog.told.text() == "1 new actor, 1 changed, 0 as they are."
        dialog.accept()

    in_dialog(ActorsPreview, answer, lambda: page.perform("import_actors"))
    settle(page, qtbot)
    assert {one.name: one.role for one in project.find(Actor)} == {
        "Volodymyr Zelensky": "",
        "Zelensky": "government",
        "Sergei Ivanov": "business",
        "New One": "",
    }


def test_a_new_actor_is_there_once_it_has_a_name(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    page.add()
    page.detail.form.name.setText("Another")
    page.back()
    settle(page, qtbot)
    assert "Another" in {one.name for one in project.find(Actor)}
    assert page.row is not None
    assert page.row.actor.name == "Another"
    page.archive()
    settle(page, qtbot)
    assert "Another" not in {cell(page, one, ActorColumn.NAME) for one in page.model.ids}


def test_an_edit_elsewhere_leaves_all_that_is_selected(
    open_page: Open, project: Project, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, qtbot, FULL, ActorColumn.NAME)
    page.table.selectAll()
    chosen = page.table.selected()
    assert len(chosen) == 3
    page.session.apply(PutActor(Actor(id="new", name="Zoe New")))
    settle(page, qtbot)
    assert page.table.selected() == chosen
    page.sort_by(ActorColumn.QUOTES)
    settle(page, qtbot)
    assert set(page.table.selected()) == set(chosen)


def test_what_is_being_read_gives_way_to_an_edit_and_is_read_afterwards(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    reads = (
        (page_module, "listed", page.listing, page._list),
        (page_module, "rows_of", page.filling, lambda: page._fill(0)),
        (detail_module, "passages_of", page.detail.reading, page.detail._read),
    )
    for module, name, work, begin in reads:
        begun, go, read = Event(), Event(), getattr(module, name)

        def slow(*args: Any, begun: Event = begun, go: Event = go, read: Any = read) -> Any:
            begun.set()
            go.wait(LIMIT)
            return read(*args)

        monkeypatch.setattr(module, name, slow)
        begin()
        qtbot.waitUntil(begun.is_set)
        page.session.waiting.room_wanted.emit()
        assert not work.busy, name
        begun.clear()
        go.set()
        qtbot.waitUntil(begun.is_set)
        settle(page, qtbot)
        monkeypatch.setattr(module, name, read)


def test_a_large_import_is_written_beside_the_window(
    open_page: Open,
    project: Project,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page()
    page.session.window = page
    path = tmp_path / "actors.csv"
    path.write_text("name\n" + "".join(f"Somebody {n}\n" for n in range(300)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))

    def stand_still(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the window waits")

    monkeypatch.setattr(page.session, "apply", stand_still)
    in_dialog(ActorsPreview, lambda one: one.accept(), lambda: page.perform("import_actors"))
    qtbot.waitUntil(lambda: len(project.find(Actor)) == 303)
    qtbot.waitUntil(lambda: len(page.model.ids) == 303)
    settle(page, qtbot)


def test_merging_and_splitting_what_has_many_links_is_done_beside_the_window(
    open_page: Open, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    page.session.window = page
    monkeypatch.setattr(many, "_LARGE", 0)

    def stand_still(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the window waits")

    monkeypatch.setattr(page.session, "apply", stand_still)
    choose(page, qtbot, LAST, ActorColumn.NAME)

    def split(dialog: SplitDialog) -> None:
        dialog.name.setText("Olena")
        dialog.links.tick([one.data(Qt.ItemDataRole.UserRole) for one in dialog.links.items_()])
        dialog.accept()

    in_dialog(SplitDialog, split, page.split)
    qtbot.waitUntil(lambda: "Olena" in {one.name for one in project.find(Actor)})
    qtbot.waitUntil(lambda: page.row is not None and page.row.actor.name == "Olena")
    qtbot.waitUntil(lambda: len(page.model.ids) == 4)
    settle(page, qtbot)
    page.table.selectAll()
    in_dialog(MergeDialog, lambda one: one.accept(), page.merge)
    qtbot.waitUntil(lambda: sum(one.archived for one in project.find(Actor)) == 3)
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    settle(page, qtbot)
    assert not page.bar.archived.isChecked(), "what is listed is what was wished"


def test_the_figure_at_hand_is_outlined_and_named(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    choose(page, qtbot, OTHER, ActorColumn.QUOTES)
    before = page.table.viewport().grab().toImage()
    assert page.detail.heading.text().startswith("Quotes of")
    assert "No quotes" in [label.text() for label in page.detail.findChildren(QLabel)]
    choose(page, qtbot, OTHER, ActorColumn.JUDGEMENTS)
    assert page.table.viewport().grab().toImage() != before


def test_before_there_is_an_actor_nothing_is_said_of_passages(
    project: Project, qtbot: QtBot
) -> None:
    detail = ActorDetail(Session(project), no_key)
    qtbot.addWidget(detail)
    detail.show()
    texts = [one.text() for one in detail.findChildren(QLabel) if one.isVisible()]
    assert not [text for text in texts if "passages" in text.lower() or "Labels" in text]


def test_roles_that_contradict_are_asked_by_their_names(project: Project, qtbot: QtBot) -> None:
    project.apply(PutActor(Actor(id=FULL, name="Volodymyr Zelensky", role="government")))
    both = [one for one in project.find(Actor) if one.id in (FULL, OTHER)]
    dialog = MergeDialog(Session(project), both, Visibility(), None)
    qtbot.addWidget(dialog)
    box = dialog.asked["role"]
    names = {box.itemText(n) for n in range(box.count())}
    assert names == {"Business", "Government and politics"}
