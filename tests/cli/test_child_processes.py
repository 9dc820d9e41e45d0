"""A frozen program is the child that learns, or draws, however it was started."""

import io
import sys
from pathlib import Path

import pytest
from coded_quotes import made
from drawn_insights import audit

from annotator.analysis.suggest import worker
from annotator.analysis.suggest.learned import train
from annotator.analysis.suggest.worker import COMMAND, train_elsewhere
from annotator.formats.outgoing.reading import drawing
from annotator.workflow.insights import figure_files

DOCUMENTS = [made(number, "<WHO> [SAY] that {WORDS}.") for number in range(3)]


ENTRIES = pytest.mark.parametrize("entry", ["annotator.cli.main", "annotator.cli.open"])


@ENTRIES
def test_both_programs_learn_when_they_start_themselves(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = [sys.executable, "-c", f"from {entry} import main; main()", COMMAND]
    monkeypatch.setattr(worker, "_command", lambda: started)
    assert train_elsewhere(DOCUMENTS) == train(DOCUMENTS).to_bytes()


@ENTRIES
def test_both_programs_draw_when_they_start_themselves(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = [sys.executable, "-c", f"from {entry} import main; main()", drawing.COMMAND]
    monkeypatch.setattr(drawing, "_command", lambda: started)
    made = io.BytesIO()
    drawing.drawn("Title", "", [("Foot", "<p>Words</p>")], made)
    assert made.getvalue().startswith(b"%PDF")


@ENTRIES
def test_both_programs_paint_figures_when_they_start_themselves(
    entry: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = [sys.executable, "-c", f"from {entry} import main; main()", figure_files.COMMAND]
    monkeypatch.setattr(figure_files, "_command", lambda: started)
    figure_files.write_figure(tmp_path / "figure.pdf", audit(3))
    assert (tmp_path / "figure.pdf").read_bytes().startswith(b"%PDF")
