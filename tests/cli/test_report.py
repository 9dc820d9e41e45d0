"""`annotator report`: the printable report from the command line."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
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
