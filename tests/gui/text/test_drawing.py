"""What the pixels show: tints, lanes, outlines, brackets, links and faded text, light and dark."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.look.colours import contrast
from annotator.gui.text import ArticleView, LinkLine, Mark

Marks = Callable[..., Mark]
Spot = Callable[[ArticleView, int], QPoint]
TEXT = "One two three four five six seven eight nine ten eleven twelve.\nAnother line."
COLOURS = ("#0072B2", "#D55E00", "#7F7F7F", "#009E73", "#CC79A7")


def picture(view: ArticleView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def colours_in(image: QImage, area: QRect) -> set[str]:
    area = area.intersected(image.rect())
    xs, ys = range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1)
    return {image.pixelColor(x, y).name() for x in xs for y in ys}


def ground_of(image: QImage, area: QRect) -> str:
    """Return the colour in the corner of an area, which letters don't reach."""
    return image.pixelColor(area.left() + 1, area.top() + 1).name()


def darken(view: ArticleView) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#1e1f22"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#e6e6e6"))
    view.setPalette(palette)


def test_marked_text_has_its_code_s_tint_and_a_lane_below(view: ArticleView, mark: Marks) -> None:
    view.show_article(TEXT, [mark("a", (4, 13))])
    image, area = picture(view), view.mark_rect("a")
    assert ground_of(image, area) == view.theme.tint("#0072B2").name()
    lane = QRect(area.left(), int(view.places.lines()[0].bottom), area.width(), 4)
    assert view.theme.lane("#0072B2").name() in colours_in(image, lane)
    assert image.pixelColor(area.left() - 3, area.top() + 1).name() == "#ffffff"
    assert image.pixelColor(area.right() + 3, area.top() + 1).name() == "#ffffff"


def test_the_innermost_mark_s_tint_wins(view: ArticleView, mark: Marks) -> None:
    inner = mark("in", (4, 13), colour="#D55E00")
    view.show_article(TEXT, [inner, mark("out", (0, 30))])
    assert ground_of(picture(view), view.mark_rect("in")) == view.theme.tint("#D55E00").name()


def test_five_spans_over_one_place_have_five_lanes_of_their_own(view: ArticleView) -> None:
    nested = [Mark(f"m{i}", ((i, 40 - i),), c, "Q", "") for i, c in enumerate(COLOURS)]
    view.show_article(TEXT, nested)
    image, line = picture(view), view.places.lines()[0]
    x = view.mark_rect("m4").center().x()
    column = [image.pixelColor(x, y).name() for y in range(int(line.bottom), int(line.foot))]
    found = [name for name in dict.fromkeys(column) if name != "#ffffff"]
    assert found == [view.theme.lane(colour).name() for colour in COLOURS]


def test_spans_beyond_the_last_lane_are_hinted_at_with_dots(view: ArticleView) -> None:
    nested = [Mark(f"m{i}", ((i, 40 - i),), COLOURS[0], "Q", "") for i in range(8)]
    view.show_article(TEXT, nested)
    line = view.places.lines()[0]
    below = QRect(0, int(line.foot) - 3, 900, 3)
    assert line.room == 6
    assert view.theme.muted.name() in colours_in(picture(view), below)


def test_no_dots_stand_between_paragraphs(view: ArticleView) -> None:
    text = "one two three\n\nfour five six"
    nested = [Mark(f"m{i}", ((i, len(text)),), COLOURS[0], "Q", "", 1) for i in range(9)]
    view.show_article(text, nested)
    image = picture(view)
    empty = view.places.lines()[1]
    assert empty.start == empty.end
    row = QRect(int(view.column.left), round(view.strip.top(empty.bottom, empty.room)), 60, 2)
    assert view.theme.muted.name() not in colours_in(image, row)


@pytest.mark.parametrize("pattern", [1, 2, 3, 4])
def test_a_pattern_leaves_gaps_in_its_lane(view: ArticleView, pattern: int) -> None:
    view.show_article(TEXT, [Mark("a", ((0, 40),), "#0072B2", "Q", "", pattern)])
    area, line = view.mark_rect("a"), view.places.lines()[0]
    lane = QRect(area.left(), round(view.strip.top(line.bottom, 0)), area.width() - 2, 1)
    assert colours_in(picture(view), lane) == {"#ffffff", view.theme.lane("#0072B2").name()}


def test_marks_behind_emoji_are_drawn_under_their_own_words(
    view: ArticleView, mark: Marks, spot: Spot
) -> None:
    text = "😀👨‍👩‍👧𝔘 one two three"
    start = text.index("two")
    view.show_article(text, [mark("a", (start, start + 3))])
    area = view.mark_rect("a")
    assert area.left() < spot(view, start).x() < spot(view, start + 2).x() < area.right()
    assert not area.contains(spot(view, start - 2))


def test_a_right_to_left_paragraph_stands_at_the_right_with_its_marks_under_their_words(
    view: ArticleView, mark: Marks
) -> None:
    text = "אחת שתים שלוש"
    view.show_article(text, [mark("first", (0, 3)), mark("last", (9, 13))])
    first, last = view.mark_rect("first"), view.mark_rect("last")
    edge = view.column.left + view.column.width
    assert first.right() == pytest.approx(edge, abs=3)
    assert last.right() < first.left()


def test_a_paragraph_without_letters_follows_the_article_s_language(
    view: ArticleView, mark: Marks
) -> None:
    view.show_article("2025", [mark("a", (0, 4))], (), "ar")
    assert view.mark_rect("a").left() > view.column.left + view.column.width / 2


def test_a_mark_across_mixed_directions_covers_all_its_words_and_no_others(
    view: ArticleView, mark: Marks
) -> None:
    text = "abc שלום עולם def"
    view.show_article(text, [mark("a", (4, 8))])
    image, line = picture(view), view.places.lines()[0]
    tint, y = view.theme.tint("#0072B2").name(), int(line.top) + 1
    tinted = [x for x in range(image.width()) if image.pixelColor(x, y).name() == tint]
    middle = (line.x(4) + line.x(13)) / 2
    assert tinted
    assert min(tinted) > middle - 6 or max(tinted) < middle + 6


def test_the_focused_mark_has_an_outline_in_the_accent_colour(
    view: ArticleView, mark: Marks
) -> None:
    view.show_article(TEXT, [mark("a", (4, 13)), mark("b", (20, 30))])
    accent = view.theme.accent.name()
    area = view.mark_rect("a").adjusted(-4, -4, 4, 0)
    assert accent not in colours_in(picture(view), area)
    view.focus_mark("a", reveal=False)
    image = picture(view)
    assert accent in colours_in(image, area)
    assert accent not in colours_in(image, view.mark_rect("b"))
    view.focus_mark(None, reveal=False)
    assert accent not in colours_in(picture(view), area)


def test_the_margin_has_a_bracket_for_every_mark_beside_each_other(
    view: ArticleView, mark: Marks
) -> None:
    view.show_article(TEXT, [Mark(f"m{i}", ((i, 40),), COLOURS[i], "Q", "") for i in range(3)])
    line = view.places.lines()[0]
    beside = QRect(0, int(line.top) + 2, int(view.column.left), 1)
    image = picture(view)
    order = [image.pixelColor(x, beside.top()).name() for x in range(beside.right(), 0, -1)]
    lanes = [view.theme.lane(colour).name() for colour in COLOURS[:3]]
    assert [name for name in dict.fromkeys(order) if name in lanes] == lanes


def test_links_are_drawn_beside_and_between_lines_but_never_over_text(
    view: ArticleView, mark: Marks
) -> None:
    text = "\n".join(["The minister said so on Monday."] * 6)
    view.show_article(text, [mark("a", (4, 12)), mark("b", (4 + 32 * 4, 12 + 32 * 4))])
    view.focus_mark("a", reveal=False)
    before = picture(view)
    view.set_links([LinkLine("a", "b", "said by"), LinkLine("a", None, "an actor")])
    after = picture(view)
    right = QRect(int(view.column.left + view.column.width) + 1, 0, 150, 200)
    assert colours_in(before, right) == {"#ffffff"}
    assert view.theme.accent.name() in colours_in(after, right)
    for line in view.places.lines()[1:4]:
        words = QRect(
            int(view.column.left), int(line.top) + 4, 200, int(line.bottom - line.top) - 4
        )
        assert before.copy(words) == after.copy(words)


def test_a_link_to_what_is_out_of_view_leaves_at_the_edge(view: ArticleView, mark: Marks) -> None:
    text = "\n\n".join(f"Paragraph {i} of a long text." for i in range(200))
    far = text.index("Paragraph 150")
    view.show_article(text, [mark("a", (4, 12)), mark("far", (far, far + 9))])
    view.focus_mark("a", reveal=False)
    view.set_links([LinkLine("a", "far", "cue")])
    image = picture(view)
    low = QRect(int(view.column.left + view.column.width), image.height() - 40, 60, 40)
    assert view.theme.accent.name() in colours_in(image, low)


def test_excluded_text_is_paler_yet_readable_and_marked_in_the_margin(view: ArticleView) -> None:
    start = TEXT.index("Another")
    view.show_article(TEXT, (), [(start, len(TEXT))])
    image = picture(view)
    first, last = (
        QRect(int(view.column.left), int(line.top), 300, int(line.bottom - line.top))
        for line in view.places.lines()
    )
    normal = max(contrast(name, "#ffffff") for name in colours_in(image, first))
    faded = max(contrast(name, "#ffffff") for name in colours_in(image, last))
    assert 4.5 <= faded < normal
    beside = QRect(int(view.column.left) - 12, last.top(), 10, last.height())
    assert view.theme.quiet.name() in colours_in(image, beside)


def test_selected_text_keeps_its_contrast_where_it_is_excluded(view: ArticleView) -> None:
    view.show_article(TEXT, (), [(0, 30)])
    view.set_selection(0, 20)
    line = view.places.lines()[0]
    ground = picture(view).pixelColor(int(view.column.left) + 1, int(line.top) + 1).name()
    assert ground == view.theme.selection


def test_a_dark_palette_is_taken_over_at_once(view: ArticleView, mark: Marks) -> None:
    view.show_article(TEXT, [mark("a", (4, 13))])
    light = ground_of(picture(view), view.mark_rect("a"))
    darken(view)
    image = picture(view)
    assert image.pixelColor(5, 5).name() == "#1e1f22"
    dark = ground_of(image, view.mark_rect("a"))
    assert dark != light
    assert contrast(dark, "#e6e6e6") >= 7


@pytest.mark.parametrize("is_dark", [False, True])
def test_selected_text_is_readable(view: ArticleView, *, is_dark: bool) -> None:
    if is_dark:
        darken(view)
    group, roles = QPalette.ColorGroup.Active, QPalette.ColorRole
    ground = view.palette().color(group, roles.Highlight).name()
    assert contrast(ground, view.palette().color(group, roles.HighlightedText).name()) >= 4.5
    assert contrast(ground, view.palette().color(group, roles.Base).name()) >= 3


class Watch(QObject):
    """Notes which parts of a widget are drawn again."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.drawn.append(event.rect())
        return super().eventFilter(watched, event)


def test_changing_a_mark_draws_its_paragraph_again_and_no_other(
    view: ArticleView, mark: Marks, qtbot: QtBot
) -> None:
    text = "\n\n".join(f"Paragraph {i} with some words." for i in range(12))
    view.show_article(text, [mark("a", (0, 9))])
    QApplication.processEvents()
    watch = Watch()
    view.viewport().installEventFilter(watch)
    view.update_marks([mark("a", (0, 12))])
    qtbot.waitUntil(lambda: bool(watch.drawn))
    assert max(rect.height() for rect in watch.drawn) < 80


def test_a_strip_that_is_drawn_alone_looks_as_it_does_in_the_whole(
    view: ArticleView, mark: Marks
) -> None:
    nested = [mark(f"m{i}", (i * 10, 300 - i * 20)) for i in range(4)]
    view.show_article("word " * 80, nested, [(310, 400)])
    view.focus_mark("m1", reveal=False)
    view.set_links([LinkLine("m1", "m3", "said by"), LinkLine("m1", None, "target")])
    whole = picture(view)
    for top in range(0, 200, 7):
        strip = QRect(0, top, whole.width(), 7)
        assert view.viewport().grab(strip).toImage() == whole.copy(strip)
