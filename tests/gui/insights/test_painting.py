"""Drawings in the window's looks and in files: readable, and the same in each kind of file."""

from pathlib import Path

import pytest
from drawn_insights import DRAWN, audit, balance, shares_of, values_of
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.domain.errors import UserError
from annotator.gui.insights.painting import inks_of, measure_in, paint, save_figure
from annotator.gui.look.colours import contrast, mix
from annotator.gui.look.palettes import CONTRAST, DARK, LIGHT, THEMES, Theme
from annotator.gui.look.theme import ui_font
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.colours import ON_DARK, ON_LIGHT, PAPER, SERIES, Inks
from annotator.workflow.insights.drawing.patterns import HATCHED
from annotator.workflow.insights.drawing.scene import Box, InsightScene, WrittenWords
from annotator.workflow.insights.drawing.texts import estimated_width

NAMES = {id(LIGHT): "light", id(DARK): "dark", id(CONTRAST): "contrast"}
themes = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: NAMES[id(theme)])
TEXT, GRAPHICS = 4.5, 3.0
FILLS = [*(f"series{n + 1}" for n in range(SERIES)), "border", "good", "danger", "accent"]


def painted(scene: InsightScene, theme: Theme, exposed: QRectF | None = None) -> QImage:
    image = QImage(round(scene.width), round(scene.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    paint(painter, scene, inks_of(theme), exposed)
    painter.end()
    return image


@themes
def test_bars_and_lines_stand_out_from_the_ground(theme: Theme) -> None:
    inks = inks_of(theme)
    for name in FILLS:
        assert contrast(inks.of(name), theme.base) >= GRAPHICS, name


@themes
def test_words_can_be_read(theme: Theme) -> None:
    inks = inks_of(theme)
    for name in ("text", "muted"):
        assert contrast(inks.of(name), theme.base) >= TEXT
    for name in FILLS:
        for hundredth in range(101):
            ground = inks.of(name, hundredth / 100)
            assert contrast(inks.on(name, hundredth / 100), ground) >= TEXT, (name, hundredth)


@themes
def test_hatching_is_seen_on_every_colour(theme: Theme) -> None:
    inks = inks_of(theme)
    for name in FILLS[:SERIES]:
        assert contrast(inks.of(name), inks.of(name, HATCHED)) >= 2.2, name


@pytest.mark.parametrize("hues", [ON_LIGHT, ON_DARK], ids=["light", "dark"])
def test_series_have_twelve_colours(hues: tuple[str, ...]) -> None:
    assert len(set(hues)) == SERIES


def test_colours_are_mixed_as_the_window_mixes_them() -> None:
    inks = inks_of(DARK)
    assert inks.of("series1", 0.3) == mix(DARK.base, ON_DARK[0], 0.3)
    assert inks.of("series1") == ON_DARK[0]


def test_files_have_the_colours_of_the_light_window() -> None:
    names = ("text", "muted", "hairline", "border", "base", "good", "danger")
    assert {one: PAPER[one] for one in names} == {one: getattr(LIGHT, one) for one in names}
    for name in FILLS:
        assert contrast(Inks(PAPER).of(name), LIGHT.base) >= GRAPHICS


@pytest.mark.parametrize("shape", DRAWN)
@themes
def test_each_look_has_its_own_ground(shape: InsightShape, theme: Theme, qtbot: QtBot) -> None:
    image = painted(drawn(shares_of(shape, 5, 3), 700), theme)
    assert image.pixelColor(1, 1).name() == theme.base
    colours = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert len(colours) > 5
    assert "#ff00ff" not in colours


def test_a_box_and_its_hatching_are_painted_where_they_are(qtbot: QtBot) -> None:
    box = Box(x=10, y=10, width=40, height=20, colour="series2", pattern=3)
    image = painted(InsightScene(width=60, height=40, shapes=(box,), areas=(), said=""), LIGHT)
    inside = {image.pixelColor(x, 20).name() for x in range(11, 49)}
    assert ON_LIGHT[1] in inside
    assert len(inside) > 1
    assert image.pixelColor(5, 20).name() == LIGHT.base
    assert image.pixelColor(30, 35).name() == LIGHT.base


def test_what_is_exposed_looks_as_it_does_in_the_whole(qtbot: QtBot) -> None:
    scene = drawn(shares_of(InsightShape.STACKED, 30, 5), 700)
    whole = painted(scene, LIGHT)
    part = QRectF(0, 300, 700, 200)
    image = painted(scene, LIGHT, part)
    area = part.toRect().adjusted(0, 8, 0, -8)
    assert image.copy(area) == whole.copy(area)


def test_words_are_as_wide_as_was_estimated_or_narrower(qtbot: QtBot) -> None:
    measured = measure_in(ui_font().family())
    for insight in (shares_of(InsightShape.MATRIX, 12, 12), values_of(InsightShape.BARS, 12, 1)):
        for words in drawn(insight).shapes:
            if isinstance(words, WrittenWords) and words.text.isascii():
                real = measured(words.text, words.size, words.bold)
                assert real <= 1.08 * estimated_width(words.text, words.size, words.bold), words


@pytest.mark.parametrize(
    "insight",
    [*(shares_of(one, 5, 3) for one in DRAWN), audit(7), balance(4, 5)],
    ids=[*DRAWN, "audit", "means"],
)
def test_png_and_pdf_are_as_large_as_the_drawing(
    insight: Insight, tmp_path: Path, qtbot: QtBot
) -> None:
    scene = drawn(insight)
    for ending, begin in ((".png", b"\x89PNG\r\n"), (".pdf", b"%PDF-"), (".svg", b"<svg ")):
        path = tmp_path / f"figure{ending}"
        save_figure(path, insight)
        assert path.read_bytes().startswith(begin)
    image = QImage(str(tmp_path / "figure.png"))
    assert image.width() == 1400  # seven inches
    assert image.height() == pytest.approx(scene.height * 1400 / 672, abs=1)
    assert image.pixelColor(1, 1).name() == LIGHT.base


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    for ending in (".png", ".svg"):
        with pytest.raises(UserError):
            save_figure(tmp_path / "nowhere" / f"figure{ending}", audit(2))
