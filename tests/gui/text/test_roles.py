"""What a stretch of a text is shows by a quiet style, and by a word in the blank line above it."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.offsets import OffsetMap
from annotator.gui.imports.line_text import LineText
from annotator.gui.text import ArticleView
from annotator.gui.text.role_style import roles_of, word_above

WORDS = {
    StretchRole.HEADLINE: "The bridge \N{GRINNING FACE}",
    StretchRole.BYLINE: "By Ann Lee",
    StretchRole.BODY: "The bridge is closed.",
    StretchRole.CAPTION: "The bridge in May",
    StretchRole.PULL_QUOTE: "is closed",
    StretchRole.SUBHEAD: "A summer lost",
}
TEXT = "\n\n".join(WORDS.values())


def stretches() -> list[RoleStretch]:
    found: list[RoleStretch] = []
    for role, words in WORDS.items():
        start = TEXT.rindex(words)
        if role is not StretchRole.BODY:
            again = role is StretchRole.PULL_QUOTE
            found.append(RoleStretch(start, start + len(words), role, again))
    return found


def above(view: ArticleView, paragraph: int) -> set[str]:
    """Return the colours in the blank line above a paragraph, from 0."""
    QApplication.processEvents()
    image: QImage = view.viewport().grab().toImage()
    line = next(one for one in view.places.lines() if one.block.blockNumber() == 2 * paragraph - 1)
    area = QRect(int(view.column.left), int(line.top), 200, int(line.bottom - line.top))
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


def font_of(view: ArticleView, paragraph: int) -> QFont | None:
    formats = view.document().findBlockByNumber(2 * paragraph).layout().formats()
    return formats[0].format.font() if formats else None


@pytest.fixture
def shown(view: ArticleView) -> ArticleView:
    view.show_article(TEXT, (), stretches=stretches())
    QApplication.processEvents()
    return view


def test_a_word_above_says_what_it_is_and_none_stands_above_the_body(shown: ArticleView) -> None:
    names = list(WORDS)
    for role in names[1:]:
        written = len(above(shown, names.index(role))) > 1
        assert written == (role is not StretchRole.BODY)


def test_each_role_has_its_style_and_the_body_has_none(shown: ArticleView) -> None:
    usual = shown.font().pixelSize()
    fonts = {role: font_of(shown, n) for n, role in enumerate(WORDS)}
    headline, caption = fonts[StretchRole.HEADLINE], fonts[StretchRole.CAPTION]
    assert headline is not None
    assert headline.pixelSize() > usual
    assert caption is not None
    assert caption.pixelSize() < usual
    subhead, quote = fonts[StretchRole.SUBHEAD], fonts[StretchRole.PULL_QUOTE]
    assert subhead is not None
    assert subhead.weight() == QFont.Weight.DemiBold
    assert quote is not None
    assert quote.italic()
    assert fonts[StretchRole.BODY] is None


def test_styles_follow_the_zoom_and_go_with_their_article(shown: ArticleView) -> None:
    before = font_of(shown, 3)
    shown.zoom(3)
    QApplication.processEvents()
    shown.places.lines()
    after = font_of(shown, 3)
    assert before is not None
    assert after is not None
    assert after.pixelSize() > before.pixelSize()
    shown.show_article(TEXT, ())
    QApplication.processEvents()
    assert [font_of(shown, n) for n in range(len(WORDS))] == [None] * len(WORDS)


def test_a_pull_quote_that_repeats_the_text_says_so() -> None:
    roles = roles_of(stretches(), OffsetMap(TEXT))
    start = len(TEXT[: TEXT.rindex("is closed")].encode("utf-16-le")) // 2
    assert word_above(roles, start) == "Pull quote that repeats the text"
    assert word_above(roles, start + 1) == ""


def test_the_preview_of_what_comes_in_says_it_too(qtbot: object) -> None:
    text = LineText()
    text.resize(400, 400)
    pictures: list[QImage] = []
    for roles in ((), stretches()):
        text.show_text(TEXT, (), roles)
        text.show()
        QApplication.processEvents()
        pictures.append(text.viewport().grab().toImage())
    assert pictures[0] != pictures[1]
    text.close()
