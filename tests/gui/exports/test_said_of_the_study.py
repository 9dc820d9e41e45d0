"""What is said of a study when it leaves belongs to the study, not to the machine."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import NameReviewers
from annotator.formats.export_options import OptionKind, RememberedBy
from annotator.formats.format import Format
from annotator.formats.table import export_formats
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.exports.report_dialog import ReportDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_OPTIONS, Settings
from annotator.store.project import Project

Open = Callable[[str], ExportDialog]


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[dict[str, Project]]:
    with ExitStack() as stack:
        found: dict[str, Project] = {}
        for name in ("coast", "hills"):
            codebook = Codebook(codes=(Code(id="q", name="Q"),))
            made = Project.create(tmp_path / f"{name}.annotator", codebook=codebook)
            found[name] = stack.enter_context(made)
            found[name].coder = "ana"
            article = NewArticle(id="a", title="T", text="So.")
            found[name].apply(ImportRecords(articles=(article,)))
        yield found


@pytest.fixture
def open_dialog(projects: dict[str, Project], qapp: object, qtbot: QtBot) -> Open:
    sessions = {name: Session(one) for name, one in projects.items()}

    def open_it(name: str) -> ExportDialog:
        dialog = ExportDialog(sessions[name], Settings())
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        dialog.choices.format.choose("release")
        qtbot.waitUntil(lambda: dialog.preview.up_to_date)
        return dialog

    return open_it


def say(dialog: ExportDialog, qtbot: QtBot, **said: str) -> None:
    for name, words in said.items():
        field = dialog.choices.options.field(name.replace("_", "-"))
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClicks(field, words)


def write(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)


def test_it_comes_back_in_the_same_project_and_in_no_other(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("coast")
    flag = dialog.choices.options.field("titles")
    qtbot.keyClick(flag, Qt.Key.Key_Space)
    say(dialog, qtbot, title="Coast", authors="Berg, Maja", label_licence="CC-BY-4.0")
    write(dialog, qtbot)
    again = open_dialog("coast").choices.selection().options
    assert again == {
        "titles": False,
        "title": "Coast",
        "authors": "Berg, Maja",
        "label-licence": "CC-BY-4.0",
    }
    assert open_dialog("hills").choices.selection().options == {"titles": False}


def test_options_that_name_codes_do_not_choose_those_of_another_study(
    open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog("coast")
    dialog.choices.format.choose("edge-list")
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    say(dialog, qtbot, statements="q")
    write(dialog, qtbot)
    for name, found in (("coast", {"statements": "q"}), ("hills", {})):
        again = open_dialog(name)
        again.choices.format.choose("edge-list")
        assert again.choices.selection().options == found


@pytest.mark.parametrize("chosen", [one for one in export_formats() if one.exporter.options])
def test_no_option_that_names_codes_or_coders_is_remembered_for_all_projects(
    chosen: Format,
) -> None:
    for one in chosen.exporter.options:
        if re.search(r"\b(codes?|fields?|links?|handles?)\b", f"{one.title} {one.help}".lower()):
            free = one.kind is OptionKind.TEXT and one.id not in NO_NAMES
            assert not free or one.remembered_by is not RememberedBy.MACHINE, one.id


NO_NAMES = {"dataset"}


def test_columns_are_those_of_one_project(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("coast")
    dialog.choices.format.choose("csv")
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    dialog.choices.columns.choose(["code", "text"])
    write(dialog, qtbot)
    for name, found in (("coast", ["code", "text"]), ("hills", None)):
        again = open_dialog(name)
        again.choices.format.choose("csv")
        assert again.choices.columns.chosen() == found


def test_what_a_report_showed_comes_back_in_the_same_project_alone(
    projects: dict[str, Project], qapp: object, qtbot: QtBot
) -> None:
    def dialog(name: str) -> ReportDialog:
        made = ReportDialog(Session(projects[name]), Settings())
        qtbot.addWidget(made)
        return made

    first = dialog("coast")
    first.words.setText("code:nope")
    first.accept()
    assert first.problem.text().startswith("There is no code nope")
    first.words.setText("code:q")
    first.accept()
    assert dialog("coast").choice.words == "code:q"
    assert dialog("hills").choice.words == ""


def test_what_is_so_of_one_file_is_typed_anew(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("coast")
    say(dialog, qtbot, doi="10.5281/zenodo.1", date="2025-05-31")
    write(dialog, qtbot)
    assert open_dialog("coast").choices.selection().options == {}
    assert Settings().get(EXPORT_OPTIONS) == {}


def test_it_is_one_step_that_can_be_undone_and_none_if_nothing_is_new(
    open_dialog: Open, projects: dict[str, Project], qtbot: QtBot
) -> None:
    dialog = open_dialog("coast")
    say(dialog, qtbot, authors="Berg, Maja")
    write(dialog, qtbot)
    project = projects["coast"]
    assert project.undo_label() == "Release described"
    project.undo()
    before = project.undo_label()
    write(open_dialog("coast"), qtbot)
    assert project.undo_label() == before


def test_what_was_taken_back_stays_away(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("coast")
    say(dialog, qtbot, authors="Berg, Maja")
    write(dialog, qtbot)
    dialog = open_dialog("coast")
    say(dialog, qtbot, authors="")
    write(dialog, qtbot)
    assert open_dialog("coast").choices.selection().options == {}


def test_who_may_not_say_what_the_study_is_changes_nothing_of_it(
    open_dialog: Open, projects: dict[str, Project], qtbot: QtBot
) -> None:
    project = projects["coast"]
    project.apply(NameReviewers(("lea",)))
    dialog = open_dialog("coast")
    say(dialog, qtbot, authors="Berg, Maja")
    write(dialog, qtbot)
    assert open_dialog("coast").choices.selection().options == {}


def test_why_a_choice_can_not_be_so_is_scrolled_to(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("coast")
    dialog.resize(dialog.minimumSizeHint())
    field = dialog.choices.options.field("text-licence")
    field.setFocus()
    say(dialog, qtbot, text_licence="free for all")
    qtbot.waitUntil(lambda: dialog.choices.options.refused() is not None)
    said = dialog.choices.options.refused()
    assert said is not None
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())
