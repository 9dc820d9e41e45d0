"""Labels whose place is unsure are dealt with one by one, with one key each."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation, Decision, Link, Origin, Verdict
from annotator.domain.people import coder_id
from annotator.domain.runs import Score
from annotator.domain.teamwork import Comment, is_open
from annotator.gui.places import PlacesDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

TEXT = (
    "Mill to close\n\n“The mill is finished,” Jo Field said. “It is finished for good.”\n\n"
    "The owner said nothing. Jo Field said the rest would follow."
)
LOST = "Nobody ever asked the workers"
OWNER = "The owner"
LABELS = [
    {"code": "source", "text": "Jo Field"},
    {"code": "quote", "text": LOST, "stance": 1, "note": "Odd", "score": 0.25, "source": OWNER},
]


def imported(folder: Path, *options: str) -> Path:
    path, labels = folder / "p.annotator", folder / "labels.jsonl"
    labels.write_text(json.dumps({"text": TEXT, "title": "Mill", "labels": LABELS}), "utf-8")
    for words in (["new", str(path)], ["import", str(path), str(labels), *options]):
        CliRunner().invoke(cli, words)
    return path


def opened(path: Path, qtbot: QtBot) -> Iterator[PlacesDialog]:
    with Project.open(path, "ana") as project:
        session = Session(project)
        dialog = PlacesDialog(session, Settings())
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        yield dialog
        session.end()


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> Iterator[PlacesDialog]:
    yield from opened(imported(tmp_path), qtbot)


@pytest.fixture
def of_run(tmp_path: Path, qtbot: QtBot) -> Iterator[PlacesDialog]:
    yield from opened(imported(tmp_path, "--run", "Try 1"), qtbot)


def project_of(dialog: PlacesDialog) -> Project:
    return dialog._session.project  # pyright: ignore[reportPrivateUsage] - of the test's own


def rows(dialog: PlacesDialog) -> list[str]:
    return [dialog.table.texts(row)[1] for row in range(dialog.table.rowCount())]


def field_label(dialog: PlacesDialog) -> Annotation:
    found = project_of(dialog).find(Annotation)
    return next(one for one in found if one.text == "Jo Field")


def waits(dialog: PlacesDialog) -> bool:
    return is_open(project_of(dialog).find(Comment))


def test_each_is_listed_and_shown_where_it_stands(dialog: PlacesDialog) -> None:
    assert rows(dialog) == ["“Jo Field”", f"“{LOST}”"]
    assert dialog.text.selection() == (39, 47)
    assert "place 1 of 2" in dialog.why.text()
    assert dialog.told.text().startswith("2 labels wait for a place.")


def test_one_key_keeps_a_label_and_goes_to_the_next(dialog: PlacesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_A)
    assert not waits(dialog)
    assert rows(dialog) == [f"“{LOST}”"]
    assert field_label(dialog).fragments[0].start == 39


def test_a_label_is_moved_to_the_next_place_and_back(dialog: PlacesDialog, qtbot: QtBot) -> None:
    second = TEXT.rindex("Jo Field")
    qtbot.keyClick(dialog.table, Qt.Key.Key_N)
    assert field_label(dialog).fragments[0].start == second
    assert dialog.text.selection() == (second, second + 8)
    assert waits(dialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_U)
    assert field_label(dialog).fragments[0].start == 39
    qtbot.keyClick(dialog.table, Qt.Key.Key_N)
    qtbot.keyClick(dialog.table, Qt.Key.Key_A)
    assert field_label(dialog).fragments[0].start == second
    assert not waits(dialog)


def test_what_was_dealt_with_is_at_hand_again_when_it_is_taken_back(
    dialog: PlacesDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_A)
    qtbot.keyClick(dialog.table, Qt.Key.Key_U)
    assert rows(dialog) == ["“Jo Field”", f"“{LOST}”"]
    assert dialog.at_hand is not None
    assert dialog.at_hand.words == "Jo Field"
    assert waits(dialog)


def test_a_label_without_a_place_gets_it_with_all_it_came_with(
    dialog: PlacesDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_M)
    assert dialog.problem.text().startswith("No words are selected")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.text.hasFocus()
    dialog.text.set_caret(TEXT.index("“It is"))
    for _ in range(4):
        held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(dialog.text, Qt.Key.Key_Right, held)
    qtbot.keyClick(dialog.text, Qt.Key.Key_M)
    project = project_of(dialog)
    quote = next(one for one in project.find(Annotation) if one.code == "quote")
    assert quote.text.startswith("“It is")
    assert (quote.values, quote.note, quote.origin) == ({"stance": 1}, "Odd", Origin.IMPORT)
    assert quote.coder == coder_id("Labels by text")
    (link,) = project.find(Link, annotation=quote.id)
    source = project.get(Annotation, link.target_annotation or "")
    assert source is not None
    assert source.text == "The owner"
    (score,) = project.find(Score)
    assert (score.annotation, score.score) == (quote.id, 0.25)
    assert rows(dialog) == ["“Jo Field”"]


def test_a_person_s_label_that_is_left_out_goes(dialog: PlacesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_X)
    assert all(one.text != "Jo Field" for one in project_of(dialog).find(Annotation))
    qtbot.keyClick(dialog.table, Qt.Key.Key_X)
    assert rows(dialog) == []
    assert dialog.told.text().startswith("All labels have their places.")
    qtbot.keyClick(dialog.table, Qt.Key.Key_U)
    qtbot.keyClick(dialog.table, Qt.Key.Key_U)
    assert rows(dialog) == ["“Jo Field”", f"“{LOST}”"]


def test_a_run_s_label_that_is_left_out_is_rejected(of_run: PlacesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(of_run.table, Qt.Key.Key_X)
    (decision,) = project_of(of_run).find(Decision)
    assert decision.verdict is Verdict.REJECTED
    assert field_label(of_run).id == decision.annotation
    assert not waits(of_run)


def test_a_run_s_label_gets_its_place_as_the_run_s(of_run: PlacesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(of_run.table, Qt.Key.Key_Down)
    of_run.text.set_selection(0, 4)
    qtbot.keyClick(of_run.table, Qt.Key.Key_M)
    made = next(one for one in project_of(of_run).find(Annotation) if one.code == "quote")
    assert (made.coder, made.origin) == (coder_id("Try 1"), Origin.SUGGESTION)
    assert project_of(of_run).find(Link, annotation=made.id)


def test_esc_leaves_the_text_for_the_list_and_then_the_dialog(
    dialog: PlacesDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_label_stays_where_it_was_placed_when_its_file_comes_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = imported(tmp_path)
    for dialog in opened(path, qtbot):
        qtbot.keyClick(dialog.table, Qt.Key.Key_N)
        qtbot.keyClick(dialog.table, Qt.Key.Key_A)
        dialog.text.set_selection(0, 4)
        qtbot.keyClick(dialog.table, Qt.Key.Key_M)
    again = ["import", str(path), str(tmp_path / "labels.jsonl")]
    assert "1 duplicate" in CliRunner().invoke(cli, again).output
    for dialog in opened(path, qtbot):
        assert rows(dialog) == []
        assert field_label(dialog).fragments[0].start == TEXT.rindex("Jo Field")
