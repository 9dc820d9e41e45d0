import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.gui.look.palettes import DARK, LIGHT
from annotator.gui.look.theme import palette_of
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.reliability.plot_tab import PlotTab
from annotator.store.expecting import now_in_words

LEFT = Qt.MouseButton.LeftButton
Shown = Callable[[str], PlotTab]


@pytest.fixture
def shown(body: ReliabilityBody, qtbot: QtBot) -> Shown:
    """Show one of the plots by its tab's title, and wait until it is there."""
    bar = body.detail.tabBar()

    def show(title: str) -> PlotTab:
        (n,) = [n for n in range(bar.count()) if bar.tabText(n) == title]
        qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(n).center())
        qtbot.waitUntil(lambda: body.detail.work.reporter is None)
        tab = body.detail.currentWidget()
        assert isinstance(tab, PlotTab)
        return tab

    body.table.setCurrentIndex(body.table.index_of("quote", "type", "alpha"))
    return show


def test_a_plot_has_a_point_for_each_outlet(shown: Shown) -> None:
    chart = shown("Outlets").chart
    assert chart is not None
    assert list(chart.points) == ["AFP", "The $Herald$ of $x^2"]
    assert all(one.articles == 6 for one in chart.points.values())


def test_time_goes_on_by_months_of_coding(shown: Shown) -> None:
    chart = shown("Over time").chart
    assert chart is not None
    # All was coded now, whenever it was published.
    (month,) = chart.points
    assert month == now_in_words()[:7]
    assert (
        chart.title
        == "Quote · Type: Krippendorff’s α by month of coding (n: spans answered by both)"
    )


def test_coder_pairs_are_compared(shown: Shown) -> None:
    chart = shown("Coder pairs").chart
    assert chart is not None
    assert list(chart.points) == ["ana & ben"]


def test_a_plot_follows_the_row_at_hand(shown: Shown, body: ReliabilityBody) -> None:
    tab = shown("Coder pairs")
    body.table.setCurrentIndex(body.table.index_of("source", "", "f1_exact"))
    assert tab.chart is not None
    assert tab.chart.title == "Source: F1 exact by coder pair (n: spans of both)"
    assert tab.chart.marks is None


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv"])
def test_a_plot_is_written_to_a_file(
    shown: Shown, kind: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown("Outlets")
    path = tmp_path / f"plot.{kind}"
    # The ending is put on when it was left out.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    qtbot.mouseClick(tab.buttons[kind], LEFT)
    if kind == "png":
        assert not QImage(str(path)).isNull()
    elif kind == "svg":
        assert ET.parse(path).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    elif kind == "pdf":
        assert path.read_bytes().startswith(b"%PDF-")
    else:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["part"] for row in rows] == ["AFP", "The $Herald$ of $x^2"]
        assert rows[0]["measure"] == "alpha"


def test_a_plot_has_the_colours_of_the_theme(
    shown: Shown, body: ReliabilityBody, qtbot: QtBot
) -> None:
    tab = shown("Outlets")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = QPalette(app.palette())
    try:
        for theme in (DARK, LIGHT):
            app.setPalette(palette_of(theme))
            QApplication.processEvents()
            corner = tab.grab().toImage().pixelColor(3, 3)
            assert corner.name() == theme.base
    finally:
        app.setPalette(before)


def test_names_in_scripts_without_a_font_are_drawn_all_the_same(
    shown: Shown, tmp_path: Path
) -> None:
    from msgspec import structs  # noqa: PLC0415

    tab = shown("Outlets")
    assert tab.chart is not None
    (_, figure), *_ = tab.chart.points.items()
    odd = {"新闻 \U00013000": figure, "$\\frac{": figure, "x" * 300: figure}
    tab.show_chart(structs.replace(tab.chart, points=odd))
    tab.grab()
    tab.save(tmp_path / "odd.svg")
    assert ET.parse(tmp_path / "odd.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own file


def test_a_folder_that_is_gone_is_said_in_words(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "annotator.gui.widgets.plot_frame.show_refusal",
        lambda _parent, _title, error: said.append(str(error)),
    )
    shown("Outlets").save(tmp_path / "gone" / "plot.svg")
    assert len(said) == 1
    assert "can't be written" in said[0]


def test_the_window_starts_without_what_plots_and_figures_need() -> None:
    # Not numpy: sqlite_utils loads that by itself where it is installed.
    heavy = "{'annotator.analysis.agreement'}"
    words = (
        f"import sys, annotator.gui.window.main_window; print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_plot_over_time_goes_by_codebook_version_as_well(
    body: ReliabilityBody, qtbot: QtBot
) -> None:
    body.table.setCurrentIndex(body.table.index_of("quote", "type", "percent"))
    tab = body.detail.time
    body.detail.setCurrentWidget(tab)
    tab.grouping.setCurrentIndex(tab.grouping.findText("By codebook version"))
    qtbot.waitUntil(lambda: tab.chart is not None and "version" in tab.chart.title)
    assert tab.chart is not None
    assert list(tab.chart.points) == ["1"]
    assert body.detail.outlets.grouping.isHidden()
