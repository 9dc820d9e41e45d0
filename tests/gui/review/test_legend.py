"""Whose lane is which, also where many coders with long handles are compared at once."""

from pathlib import Path

from msgspec import structs
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot
from team_of_many import team_of_many

from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder
from annotator.gui.review.legend import Legend
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel
from annotator.workflow.review.comparison import ALL, Sides

_WIDTH = 380


def _shown(folder: Path, qtbot: QtBot, surname: str = "") -> Legend:
    with team_of_many(folder / "p.annotator", articles=16, coders=12) as project:
        people = [one for one in project.find(Coder) if one.handle != "lea"]
        for one in people if surname else []:
            handle = f"{one.handle.title()} {surname} {len(one.handle):02}"
            project.apply(PutCoder(structs.replace(one, handle=handle)))
        legend = Legend(Session(project))
        qtbot.addWidget(legend)
        legend.show_sides(Sides(ALL, ALL, tuple(one.id for one in people)))
    legend.resize(_WIDTH, legend.heightForWidth(_WIDTH))
    with qtbot.waitExposed(legend):
        legend.show()
    return legend


def _rows(legend: Legend) -> dict[int, list[ElidedLabel]]:
    rows: dict[int, list[ElidedLabel]] = {}
    for one in legend.findChildren(ElidedLabel):
        cell = one.parentWidget()
        if one.isVisible() and cell is not None:
            rows.setdefault(cell.y(), []).append(one)
    return rows


def test_twelve_long_handles_take_four_lines(tmp_path: Path, qtbot: QtBot) -> None:
    legend = _shown(tmp_path, qtbot, "Oberhuber-Strauss of the West")
    rows = _rows(legend)
    assert [len(row) for row in rows.values()] == [3, 3, 3, 3]
    for one in (one for row in rows.values() for one in row):
        assert one.mapTo(legend, one.rect().topRight()).x() < _WIDTH


def test_short_handles_are_shown_whole(tmp_path: Path, qtbot: QtBot) -> None:
    legend = _shown(tmp_path, qtbot)
    names = [one for row in _rows(legend).values() for one in row]
    assert len(names) == 12
    for one in names:
        assert QFontMetrics(one.font()).horizontalAdvance(one.text()) <= one.width()
