"""Pictures for scripts: SVG without Qt, PNG and PDF by a child."""

import subprocess
import sys
from pathlib import Path

import pytest
from drawn_insights import audit, insight_of, shares_of

from annotator.analysis.insights.insight import InsightShape
from annotator.domain.errors import UserError
from annotator.workflow.insights import figure_files
from annotator.workflow.insights.figure_files import write_figure


@pytest.mark.parametrize(
    ("name", "begin"), [("a.svg", b"<svg "), ("a.png", b"\x89PNG"), ("a.PDF", b"%PDF-")]
)
def test_a_picture_is_what_its_name_says(name: str, begin: bytes, tmp_path: Path) -> None:
    write_figure(tmp_path / name, audit(5))
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_the_same_insight_gives_the_same_svg(tmp_path: Path) -> None:
    insight = shares_of(InsightShape.STACKED, 12, 7)
    for name in ("a.svg", "b.svg"):
        write_figure(tmp_path / name, insight)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_nothing_to_show_is_a_picture_too(tmp_path: Path) -> None:
    write_figure(tmp_path / "a.svg", insight_of(InsightShape.STACKED, (), (), ()))
    assert "There is nothing to show" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_another_ending_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a\.gif is no picture") as refused:
        write_figure(tmp_path / "a.gif", audit(2))
    assert ".svg, .png, .pdf" in (refused.value.remedy or "")


def test_where_nothing_can_paint_it_says_so_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = [sys.executable, "-c", "import sys; sys.exit('no Qt here')"]
    monkeypatch.setattr(figure_files, "_command", lambda: dying)
    with pytest.raises(UserError, match="no Qt here"):
        write_figure(tmp_path / "a.png", audit(2))
    assert not list(tmp_path.iterdir())


def test_svg_needs_no_qt() -> None:
    program = (
        "import sys; import annotator.workflow.insights.figure_files; "
        "print(any(one.startswith('PySide6') for one in sys.modules))"
    )
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
