"""What stands in the margins: brackets, letters, links and their labels, never on one another."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.gui.text import ArticleView, LinkLine, Mark
from annotator.gui.text.geometry import TextLine
from annotator.gui.text.links import Drawn, arranged
from annotator.gui.text.margin import Bracket, brackets

Marks = Callable[..., Mark]
TEXT = "\n".join(["The minister said so on Monday, and נאמר כך גם ביום שני nobody objected."] * 12)
_SHORT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_PLACES = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 120)), min_size=1, max_size=14
)
_LABELS = st.sampled_from(["said by", "cue", "target: Kremlin spokesman Dmitry Peskov", "holder"])


def shown(view: ArticleView, places: list[tuple[int, int]], side: int = 0) -> list[str]:
    marks = [
        Mark(f"m{n}", ((start, min(len(TEXT), start + size)),), "#0072B2", "Q", "", side=side)
        for n, (start, size) in enumerate(places)
    ]
    view.show_article(TEXT, marks)
    return [mark.id for mark in marks]


def drawn(view: ArticleView) -> Drawn:
    letters = QFont(view.font())
    letters.setPixelSize(10)
    return arranged(view.page(), view.scene, QFontMetricsF(letters))


def letters_of(line: TextLine) -> QRectF:
    return line.row.naturalTextRect().translated(line.shift, line.top - line.row.y())


@_SHORT
@given(
    _PLACES, st.lists(st.tuples(st.integers(0, 13), _LABELS), max_size=9), st.integers(300, 1600)
)
def test_labels_are_whole_in_the_margin_and_on_no_letters_nor_on_each_other(
    view: ArticleView,
    places: list[tuple[int, int]],
    ends: list[tuple[int, str]],
    width: int,
) -> None:
    view.resize(width, 600)
    marks = shown(view, places)
    view.focus_mark(marks[0])
    view.set_links([LinkLine(marks[0], marks[n % len(marks)], text) for n, text in ends])
    found = drawn(view)
    boxes = [label.place for label in found.labels]
    for number, box in enumerate(boxes):
        assert box.left() > view.column.left + view.column.width
        assert box.right() <= view.viewport().width()
        assert not any(box.intersects(other) for other in boxes[number + 1 :])
        assert not any(box.intersects(letters_of(line)) for line in view.page().lines)
        for corners in found.arrows:
            assert all(corner.x() < box.left() for corner in corners)
    assert {label.text for label in found.labels} <= {text for _, text in ends}


def test_where_there_is_room_each_link_has_its_label_beside_the_line_where_it_ends(
    view: ArticleView, mark: Marks
) -> None:
    view.resize(1100, 600)
    starts = [TEXT.index("The", n * 72) for n in (0, 3, 5)]
    view.show_article(TEXT, [mark(str(n), (start, start + 12)) for n, start in enumerate(starts)])
    view.focus_mark("0")
    view.set_links(
        [LinkLine("0", "1", "said by"), LinkLine("0", "2", "cue"), LinkLine("0", None, "target: X")]
    )
    lines = {line.start: line.top for line in view.page().lines}
    found = {label.text: label.place.top() for label in drawn(view).labels}
    assert found == {
        "said by": lines[starts[1]],
        "cue": lines[starts[2]],
        "target: X": lines[starts[0]],
    }


def test_without_room_the_line_alone_stays(view: ArticleView, mark: Marks) -> None:
    view.resize(320, 600)
    view.show_article(TEXT, [mark("a", (4, 12)), mark("b", (260, 280))])
    view.focus_mark("a")
    view.set_links([LinkLine("a", "b", "said by somebody")])
    found = drawn(view)
    assert (len(found.arrows), found.labels) == (1, [])


def test_links_beside_the_same_lines_have_ways_of_their_own(view: ArticleView, mark: Marks) -> None:
    view.resize(1100, 600)
    starts = [TEXT.index("The", n * 72) for n in (1, 4, 6, 8)]
    view.show_article(TEXT, [mark(str(n), (start, start + 12)) for n, start in enumerate(starts)])
    view.focus_mark("0")
    view.set_links([LinkLine("0", "1", "a"), LinkLine("0", "2", "b"), LinkLine("3", "2", "c")])
    ways = [max(corner.x() for corner in corners) for corners in drawn(view).arrows]
    assert ways[0] != ways[1]
    assert len(set(ways)) == 2  # the third runs further down, where the first has ended


def _boxes(view: ArticleView) -> list[tuple[Bracket, QRectF]]:
    page = view.page()
    return [(one, one.rect(page)) for one in brackets(page, view.scene, view.columns)]


@_SHORT
@given(_PLACES, st.integers(0, 13), st.integers(420, 1600))
def test_brackets_never_stand_on_each_other_and_the_selected_one_is_always_there(
    view: ArticleView, places: list[tuple[int, int]], focus: int, width: int
) -> None:
    view.resize(width, 2000)
    marks = shown(view, places)
    chosen = marks[focus % len(marks)]
    view.focus_mark(chosen)
    found = _boxes(view)
    for number, (_, box) in enumerate(found):
        assert 0 <= box.left() < box.right() <= view.column.left
        assert not any(box.intersects(other) for _, other in found[number + 1 :])
    own = [bracket for bracket, _ in found if bracket.span.owner == chosen]
    assert own[0].head is not None  # its letter stands beside its first line


def test_a_wide_margin_has_room_for_more_brackets(view: ArticleView) -> None:
    places = [(n, 200) for n in range(7)]
    view.resize(560, 600)
    shown(view, places)
    narrow = len(_boxes(view))
    view.resize(1400, 600)
    assert narrow < len(_boxes(view))
    assert len({one.span.owner for one, _ in _boxes(view)}) == len(places)


def test_brackets_stay_beside_their_words_when_the_lines_break_elsewhere(
    view: ArticleView, mark: Marks
) -> None:
    text = "one two three four five six seven eight nine ten " * 6
    start = text.rindex("seven")
    view.show_article(text, [mark("a", (start, start + 5))])
    for width in (900, 620, 420, 700):
        view.resize(width, 900)
        ((bracket, _),) = _boxes(view)
        assert bracket.head is not None
        assert bracket.head.start <= start < bracket.head.end


def test_lines_come_together_again_when_a_mark_goes(view: ArticleView, mark: Marks) -> None:
    marks = [mark(str(n), (n, 40 - n)) for n in range(5)]
    view.show_article(TEXT, marks[:2])
    before = [line.top for line in view.page().lines]
    view.update_marks(marks[2:])
    assert [line.top for line in view.page().lines] != before
    view.update_marks((), [one.id for one in marks[2:]])
    assert [line.top for line in view.page().lines] == before


def test_the_lanes_below_move_up_when_the_uppermost_goes(view: ArticleView, mark: Marks) -> None:
    marks = [mark(str(n), (n, 40 - n)) for n in range(4)]
    view.show_article(TEXT, marks[:3])
    before = [line.top for line in view.page().lines]
    view.update_marks(marks[3:])
    assert [line.top for line in view.page().lines] != before
    view.update_marks((), ["0"])
    assert [line.top for line in view.page().lines] == before
    lanes = {span.owner: span.lane for span in view.scene.layer.index.query(0, 40)}
    assert lanes == {"1": 0, "2": 1, "3": 2}


@pytest.mark.parametrize("width", [420, 700, 1600])
def test_the_sign_for_more_marks_stands_on_no_letter(view: ArticleView, width: int) -> None:
    view.resize(width, 600)
    shown(view, [(n, 200) for n in range(12)])
    view.focus_mark("m11")
    left = min(box.left() for _, box in _boxes(view))
    assert left >= 10  # the sign has that much room before the outermost letter


@_SHORT
@given(_PLACES, st.integers(520, 1600))
def test_beside_two_compared_layers_labels_stand_clear_of_the_brackets_at_the_right(
    view: ArticleView, places: list[tuple[int, int]], width: int
) -> None:
    view.use_both_margins()
    view.resize(width, 900)
    marks = [
        Mark(f"m{n}", ((start, min(len(TEXT), start + size)),), "#0072B2", "Q", "", side=1 + n % 2)
        for n, (start, size) in enumerate(places)
    ]
    view.show_article(TEXT, marks)
    view.focus_mark("m0")
    view.set_links([LinkLine("m0", one.id, "said by") for one in marks[1:]])
    far = [box for bracket, box in _boxes(view) if bracket.far]
    page = view.page()
    assert all(box.left() >= page.column.left + page.column.width for box in far)
    assert all(box.right() <= page.width for box in far)
    for label in drawn(view).labels:
        assert not any(label.place.intersects(box) for box in far)
        assert label.place.right() <= page.width
