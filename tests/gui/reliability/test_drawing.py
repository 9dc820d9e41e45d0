import re
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from annotator.analysis.agreement import Figure, Marks
from annotator.gui.look.palettes import LIGHT
from annotator.gui.look.theme import ui_font
from annotator.gui.reliability.drawing import draw
from annotator.gui.reliability.plots import save
from annotator.workflow.reliability.chart import Chart, Shape

SVG = "{http://www.w3.org/2000/svg}"


def figure(value: float | None, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(
        code="quote", field="", choice="", measure="alpha", coders=("ana", "ben"),
        value=value, low=low, high=high, articles=12, bearing=12, units=1200,
        counts="pairs of answers", note="",
    )  # fmt: skip


class Drawn:
    """A chart as it is in an SVG file."""

    def __init__(
        self, path: Path, points: Mapping[str, Figure | None], shape: Shape = "dots"
    ) -> None:
        chart = Chart("Quote: α", "Krippendorff’s α", shape, points, Marks())
        save(path / "plot.svg", chart)
        self.root = ET.parse(path / "plot.svg").getroot()  # noqa: S314 - our own file

    @property
    def texts(self) -> list[str]:
        return [one.text or "" for one in self.root.iter(f"{SVG}text")]

    @property
    def words(self) -> str:
        """Return all that is written; a change of font breaks a text in two."""
        return "".join(self.texts)

    @property
    def dots(self) -> int:
        return sum(one.get("r") == "4" for one in self.root.iter(f"{SVG}circle"))

    def feet(self, name: str) -> list[tuple[float, float]]:
        """Return where the texts that match a name stand (x), and by how much they lean."""
        found: list[tuple[float, float]] = []
        for group in self.root.iter(f"{SVG}g"):
            if any(re.fullmatch(name, one.text or "") for one in group.findall(f"{SVG}text")):
                _, lean, *_, x, _ = map(float, re.findall(r"-?[\d.e-]+", group.attrib["transform"]))
                found.append((x, lean))
        return found

    @property
    def runs(self) -> int:
        """Return the number of lines that join values."""
        groups = self.root.iter(f"{SVG}g")
        blue = [one for one in groups if one.get("stroke") == LIGHT.focus]
        return sum(len(list(one.iter(f"{SVG}polyline"))) for one in blue)


@pytest.mark.parametrize("shape", ["dots", "line"])
def test_every_value_is_a_dot_with_its_name_and_units(
    tmp_path: Path, qtbot: QtBot, shape: Shape
) -> None:
    drawn = Drawn(
        tmp_path, {"AFP": figure(0.8), "$x^2$ <b>": figure(0.5), "—": figure(None)}, shape
    )
    assert drawn.dots == 2
    words = drawn.words
    assert "Quote: α" in words
    assert "Krippendorff’s α" in words
    assert "$x^2$ <b>" in words
    assert words.count("n 1,200") == 3


@pytest.mark.parametrize("shape", ["dots", "line"])
@pytest.mark.parametrize("low", [0.4, -0.6, -3.0, -40.0])
def test_the_axis_reaches_to_the_lowest_value_in_few_steps(
    tmp_path: Path, qtbot: QtBot, shape: Shape, low: float
) -> None:
    drawn = Drawn(tmp_path, {"AFP": figure(0.7, low, 0.9)}, shape)
    ticks = [float(text) for text in drawn.texts if re.fullmatch(r"-?[\d.]+", text)]
    assert 2 <= len(ticks) <= 9
    assert min(ticks) <= min(low, 0.0) + 10
    assert max(ticks) <= 1.0


def test_intervals_are_explained_where_there_are_any(tmp_path: Path, qtbot: QtBot) -> None:
    said = "Quote: α, bars: 95 % intervals"
    for shape in ("dots", "line"):
        assert said in Drawn(tmp_path, {"AFP": figure(0.7, 0.6, 0.8)}, shape).words
        assert "bars" not in Drawn(tmp_path, {"AFP": figure(0.7)}, shape).words


def test_too_few_articles_for_intervals_are_said(tmp_path: Path, qtbot: QtBot) -> None:
    few = structs.replace(figure(0.7), articles=9, bearing=9)
    assert "Quote: α, too few articles (10 needed)" in Drawn(tmp_path, {"AFP": few}).words


def test_an_undefined_value_leaves_a_gap_in_the_line(tmp_path: Path, qtbot: QtBot) -> None:
    months = [0.5, 0.6, None, 0.7, 0.8]
    points = {f"2025-0{n}": figure(value) for n, value in enumerate(months, 1)}
    drawn = Drawn(tmp_path, points, "line")
    assert (drawn.dots, drawn.runs) == (4, 2)


def test_where_parts_count_other_things_each_says_what(tmp_path: Path, qtbot: QtBot) -> None:
    points = {
        f"ana & {name}": structs.replace(figure(0.5), counts=f"spans of {name}")
        for name in ("ben", "cleo")
    }
    words = Drawn(tmp_path, points).words
    assert "ana & ben  (n 1,200 spans of ben)" in words
    assert "ana & cleo  (n 1,200 spans of cleo)" in words


def test_a_month_without_data_leaves_a_gap_in_the_line(tmp_path: Path, qtbot: QtBot) -> None:
    there = {f"2025-0{n}": figure(n / 10) for n in range(1, 6)}
    drawn = Drawn(tmp_path, {**there, "2025-03": None}, "line")
    assert (drawn.dots, drawn.runs) == (4, 2)
    assert drawn.words.count("no data") == 1
    assert drawn.words.count("n 1,200") == 4


@pytest.mark.parametrize("months", [3, 8, 12, 13, 20, 40, 120])
def test_names_of_months_never_cover_each_other(tmp_path: Path, qtbot: QtBot, months: int) -> None:
    names = [f"20{n // 12:02}-{n % 12 + 1:02}" for n in range(months)]
    drawn = Drawn(tmp_path, {name: figure(0.5) for name in names}, "line")
    feet = drawn.feet(r"20\d\d-\d\d")
    assert len(feet) > 1
    letters = QFontMetricsF(ui_font(12))
    leans = any(lean for _, lean in feet)
    assert leans == (months > 8)
    # Lying, a name needs its width; leaning by 30°, its two lines need twice their height.
    needed = 4 * letters.height() if leans else letters.horizontalAdvance("2025-01")
    assert all(two - one >= needed - 0.5 for (one, _), (two, _) in pairwise(feet))


def test_of_many_names_as_many_are_written_as_there_is_room_for(
    tmp_path: Path, qtbot: QtBot
) -> None:
    drawn = Drawn(tmp_path, {f"Outlet {n}": figure(n / 90) for n in range(90)}, "line")
    written = [text for text in drawn.texts if text.startswith("Outlet")]
    assert drawn.dots == 90
    assert 5 < len(written) < 40


@pytest.mark.parametrize("height", [110, 140, 200, 400])
def test_steps_of_an_axis_keep_apart_where_there_is_little_height(
    tmp_path: Path, qtbot: QtBot, height: int
) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "low.svg"))
    chart = Chart("Quote: α", "Krippendorff’s α", "line", {"2025-01": figure(0.5, -0.4, 0.9)})
    painter = QPainter(generator)
    draw(painter, QRectF(0, 0, 700, height), chart, LIGHT)
    painter.end()
    root = ET.parse(tmp_path / "low.svg").getroot()  # noqa: S314 - our own file
    written = [one for one in root.iter(f"{SVG}text") if re.fullmatch(r"-?\d\.\d", one.text or "")]
    places = sorted(float(one.attrib["y"]) for one in written)
    assert places
    letters = QFontMetricsF(ui_font(12)).height()
    assert all(two - one >= letters for one, two in pairwise(places))


def names_of_pairs(coders: int) -> list[str]:
    names = [f"coder {n:02}" for n in range(coders)]
    return [f"{one} & {other}" for one, other in combinations(names, 2)]


def heights(drawn: Drawn, names: Iterable[str]) -> list[float]:
    """Return where names of points stand (y), in order."""
    found: list[float] = []
    for group in drawn.root.iter(f"{SVG}g"):
        for one in group.findall(f"{SVG}text"):
            if any((one.text or "").startswith(name) for name in names):
                *_, y = map(float, re.findall(r"-?[\d.e-]+", group.attrib["transform"]))
                found.append(y + float(one.attrib["y"]))
    return sorted(found)


def test_each_of_66_pairs_of_coders_has_its_name_and_none_covers_another(
    tmp_path: Path, qtbot: QtBot
) -> None:
    names = names_of_pairs(12)
    drawn = Drawn(tmp_path, {name: figure(0.5, 0.3, 0.7) for name in names})
    assert drawn.dots == len(names) == 66
    places = heights(drawn, names)
    assert len(places) == 66
    letters = QFontMetricsF(ui_font(12)).height()
    assert min(b - a for a, b in pairwise(places)) >= letters


def test_of_two_long_handles_both_are_told(tmp_path: Path, qtbot: QtBot) -> None:
    one, other = (f"{n} Oberhuber-Strauss of the Western Newsrooms 0{n[0]}" for n in ("1a", "2b"))
    (label,) = [
        one for one in Drawn(tmp_path, {f"{one} & {other}": figure(0.5)}).texts if "&" in one
    ]
    assert re.fullmatch(r"1a .*….* 01 & 2b .*….* 02  \(n 1,200\)", label)


def test_the_axis_of_many_points_stands_above_them_as_well(tmp_path: Path, qtbot: QtBot) -> None:
    few, many = (
        Drawn(tmp_path, {name: figure(0.5) for name in names_of_pairs(coders)})
        for coders in (4, 12)
    )
    assert few.texts.count("0.4") == 1
    assert many.texts.count("0.4") == 2


def test_of_very_many_points_the_paper_has_a_bound(tmp_path: Path, qtbot: QtBot) -> None:
    some, more = (
        Drawn(tmp_path, {f"outlet {n}": figure(0.5) for n in range(count)}) for count in (300, 3000)
    )
    assert some.root.attrib["height"] == more.root.attrib["height"]
    assert more.dots == 3000
