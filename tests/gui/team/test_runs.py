"""The runs of programs in the window: listed, sampled for people, held against what they coded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from dialogs import in_dialog
from pytestqt.qtbot import QtBot

from annotator.cli.main import cli
from annotator.domain.annotation import Annotation
from annotator.domain.edits.review import Settle
from annotator.domain.teamwork import Assignment
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.run_drawing import DrawDialog
from annotator.gui.team.run_figures import FiguresDialog
from annotator.gui.team.runs import RunsDialog
from annotator.store.project import Project

TEXT = "“The mill is finished,” Jo Field said in week {n}. The union called it a shame."


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> Iterator[RunsDialog]:
    path, people, run = (tmp_path / n for n in ("p.annotator", "people.jsonl", "run.jsonl"))
    texts = [TEXT.format(n=n) for n in range(12)]
    label = {"code": "quote", "start": 1, "end": 21, "coder": "ana"}
    coded = [{"text": t, "annotations": [label], "statuses": {"ana": "done"}} for t in texts]
    found = [{"text": t, "quotes": [{"quote": "The mill is finished"}]} for t in texts[:9]]
    for file, lines in ((people, coded), (run, found)):
        file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    as_run = ["--run", "Try 1", "--model", "m-7b"]
    for words in (["new", path], ["import", path, people], ["import", path, run, *as_run]):
        result = CliRunner().invoke(cli, [str(one) for one in words])
        assert result.exit_code == 0, result.output
    with Project.open(path, "lea") as project:
        session = Session(project)
        made = RunsDialog(session, Settings())
        qtbot.addWidget(made)
        made.show()
        yield made
        session.end()


def project_of(dialog: RunsDialog) -> Project:
    return dialog._session.project  # pyright: ignore[reportPrivateUsage] - of the test's own


def test_runs_are_listed_with_what_was_decided_of_their_labels(dialog: RunsDialog) -> None:
    assert dialog.table.texts(0) == ["Try 1", "m-7b", "", "9", "9", "0", "0", "0"]
    assert dialog.at_hand is not None
    project = project_of(dialog)
    first, second, *_ = project.find(Annotation, coder=dialog.at_hand.run.coder)
    session = dialog._session  # pyright: ignore[reportPrivateUsage] - of the test's own
    session.apply(Settle(take=(first.id,)))
    session.apply(Settle(over=(second.id,)))
    assert dialog.table.texts(0)[5:] == ["1", "0", "1"]


def test_a_run_is_held_against_people_and_the_figures_are_exported(
    dialog: RunsDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "figures.csv"
    monkeypatch.setattr(
        "annotator.gui.widgets.file_dialogs.QFileDialog.getSaveFileName",
        lambda *_: (str(out), ""),
    )

    def look(found: FiguresDialog) -> None:
        row = next(found.table.texts(n) for n in range(found.table.rowCount()))
        assert row[0] == "Quote"
        assert row[2:5] == ["9", "12", "9"]
        assert row[5].startswith("1.00 [")
        assert row[6].startswith("0.75 [")
        found.export_figures()
        found.reject()

    in_dialog(FiguresDialog, look, dialog.validate_run)
    assert out.read_text("utf-8-sig").startswith("code,field,value")


def test_a_sample_is_drawn_and_handed_out(dialog: RunsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    def draw(found: DrawDialog) -> None:
        assert found.coders.chosen() == ("ana",)
        found.coders.adding.setText("ben")
        found.size_.setValue(4)
        found.folder.setText(str(tmp_path))
        found.accept()

    in_dialog(DrawDialog, draw, dialog.draw_sample)
    qtbot.waitUntil(lambda: "drawn" in dialog.told.text())
    assert len({one.article for one in project_of(dialog).find(Assignment)}) == 4
    assert len(list(tmp_path.glob("p*-ben*")) + list(tmp_path.glob("p*ana*"))) >= 1
    assert "Sample of 4 articles drawn on quote" in dialog.detail.text()
