"""How suggestions look: quiet, apart from marks, told from one another without colour."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from annotator.gui.text import ArticleView, Mark, Strength, SuggestedEnd, SuggestedMark

TEXT = "One two three four five six seven eight nine ten eleven twelve.\nAnother line."
BLUE, RED = "#0072B2", "#D55E00"


def suggested(
    ident: str, start: int, end: int, strength: Strength = Strength.SURE
) -> SuggestedMark:
    return SuggestedMark(ident, ((start, end),), BLUE, strength)


def picture(view: ArticleView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def inked(image: QImage, area: QRect, colour: str) -> int:
    """Return how many pixels of an area have this colour."""
    area = area.intersected(image.rect())
    xs, ys = range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1)
    return sum(image.pixelColor(x, y).name() == colour for x in xs for y in ys)


def under(view: ArticleView, start: int, end: int) -> QRect:
    """Return the strip under some words of the first line, above its lanes."""
    line = view.places.lines()[0]
    left, right = line.x(start), line.x(end)
    return QRect(int(left), int(line.bottom) - 3, int(right - left), 3)


def beside(view: ArticleView) -> QRect:
    """Return the strip beside the first line in which a sign may stand."""
    line = view.places.lines()[0]
    left = int(view.column.left) - 9
    return QRect(left, int(line.top), 8, int(line.bottom - line.top))


def ink(view: ArticleView) -> str:
    return view.theme.lane(BLUE).name()


@pytest.mark.parametrize("grounds", [("#ffffff", "#1a1a1a"), ("#1e1f22", "#e6e6e6")])
def test_dots_stand_under_the_words_and_a_sign_beside_the_line(
    view: ArticleView, grounds: tuple[str, str]
) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(grounds[0]))
    palette.setColor(QPalette.ColorRole.Text, QColor(grounds[1]))
    view.setPalette(palette)
    view.show_article(TEXT, [])
    view.set_suggestions([suggested("a", 4, 13)])
    image = picture(view)
    assert inked(image, under(view, 4, 13), ink(view))
    assert inked(image, beside(view), ink(view))
    assert not inked(image, under(view, 20, 40), ink(view))
    line = view.places.lines()[0]
    lanes = QRect(int(line.x(4)), int(line.bottom), 60, int(line.foot - line.bottom))
    assert not inked(image, lanes, ink(view))


def test_the_surer_it_is_the_more_its_mark_says(view: ArticleView) -> None:
    view.show_article(TEXT, [])
    dots, signs = [], []
    for strength in Strength:
        view.set_suggestions([suggested("a", 4, 40, strength)])
        image = picture(view)
        dots.append(inked(image, under(view, 4, 40), ink(view)))
        signs.append(inked(image, beside(view), ink(view)))
    assert dots == sorted(set(dots))
    assert signs[Strength.SURE] > signs[Strength.POSSIBLE]


def test_no_line_moves_and_no_mark_is_made(view: ArticleView) -> None:
    view.show_article(TEXT, [Mark("m", ((0, 30),), RED, "S", "Source")])
    before = [(line.top, line.foot) for line in view.places.lines()]
    view.set_suggestions([suggested("a", 4, 13), suggested("b", 2, 50)])
    assert [(line.top, line.foot) for line in view.places.lines()] == before
    assert view.marks_at(5) == ["m"]
    assert view.suggestions_at(5) == ["a", "b"]


def test_the_one_at_hand_and_its_ends_are_outlined(view: ArticleView) -> None:
    view.show_article(TEXT, [])
    end = SuggestedEnd(20, 30, RED)
    view.set_suggestions([SuggestedMark("a", ((4, 13),), BLUE, Strength.SURE, (end,))])
    accent, red = view.theme.accent.name(), view.theme.lane(RED).name()
    line = view.places.lines()[0]
    row = QRect(0, int(line.top) - 2, view.width(), int(line.bottom - line.top) + 4)
    assert not inked(picture(view), row, red)
    view.focus_suggestion("a")
    image = picture(view)
    assert inked(image, row, accent)
    assert inked(image, row, red)
    view.focus_suggestion(None)
    assert not inked(picture(view), row, red)


def test_some_come_and_go_and_only_those_that_are_there_can_be_at_hand(view: ArticleView) -> None:
    view.show_article(TEXT, [])
    view.set_suggestions([suggested("a", 4, 13), suggested("b", 20, 30)])
    view.focus_suggestion("a")
    view.update_suggestions([suggested("c", 40, 44)], ["a"])
    assert view.scene.suggestion is None
    assert view.suggestions_at(5) == []
    assert view.suggestions_at(41) == ["c"]
    image = picture(view)
    assert not inked(image, under(view, 4, 13), ink(view))
    assert inked(image, under(view, 40, 44), ink(view))
    view.focus_suggestion("a")
    assert view.scene.suggestion is None


def test_places_are_code_points_beyond_the_first_plane(view: ArticleView) -> None:
    view.show_article("😀😀 she said so.", [])
    view.set_suggestions([SuggestedMark("a", ((3, 6),), BLUE)])
    assert view.suggestions_at(2) == []
    assert view.suggestions_at(3) == ["a"]
    assert view.suggestions_at(6) == []


def test_another_article_has_none_of_them(view: ArticleView) -> None:
    view.show_article(TEXT, [])
    view.set_suggestions([suggested("a", 4, 13)])
    view.focus_suggestion("a")
    view.show_article("Another article.", [])
    assert view.suggestions_at(5) == []
    assert view.suggestion_place().isNull()
