"""`annotator report`: the printable report from the command line."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from once import shipped_sample
from program import Program

Run = Callable[..., Result]


def test_it_is_a_page(run: Run, study: str, tmp_path: Path) -> None:
    result = run("report", study, "report.html")
    assert result.stdout == "Wrote the report to report.html.\n", result.output
    assert "<h2>Gold</h2>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_another_ending_and_a_project_are_refused(run: Run, study: str, tmp_path: Path) -> None:
    result = run("report", study, "report.docx")
    assert (result.exit_code, "neither HTML nor PDF" in result.stderr) == (2, True)
    assert not (tmp_path / "report.docx").exists()
    assert run("report", study, study).exit_code == 2


def test_pdf_needs_no_display(run: Run, study: str, tmp_path: Path, program: Program) -> None:
    assert run("info", study).exit_code == 0
    ended = program.run("report", study, "report.pdf", environment={"QT_QPA_PLATFORM": ""})
    assert ended.status == 0, ended.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_views_layers_and_words_are_chosen(run: Run, tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    chosen = ("--view", "voice:rows=month", "--view", "frames", "--layer", "ana")
    result = run("report", "s.annotator", "r.html", *chosen, "--query", "code:quote")
    assert result.exit_code == 0, result.output
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h3>Share of voice by month</h3>" in text
    assert "<h3>Named and anonymous</h3>" not in text
    assert "Nothing was found for: Frames." in text
    assert "Counted are the labels of ana." in text


def test_a_view_that_there_is_none_of_is_refused_before_anything_is_computed(
    run: Run, study: str, tmp_path: Path
) -> None:
    result = run("report", study, "r.html", "--view", "choir")
    assert (result.exit_code, "There is no view choir" in result.stderr) == (2, True)
    assert not (tmp_path / "r.html").exists()


def test_the_whole_codebook_is_in_it_where_it_is_asked_for(
    run: Run, study: str, tmp_path: Path
) -> None:
    assert run("report", study, "short.html").exit_code == 0
    assert run("report", study, "whole.html", "--full").exit_code == 0
    short, whole = ((tmp_path / one).read_text() for one in ("short.html", "whole.html"))
    assert "<b>Include:</b>" in whole
    assert "<b>Include:</b>" not in short
