"""What stands above the text: headline, metadata, and the codes of the whole article."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.analysis.ranges import excluded_share
from annotator.analysis.segmentation.by_word import word_counts
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code
from annotator.domain.wording import noun, percent
from annotator.gui.look.theme import DOUBLE, GRID, HALF
from annotator.gui.session.meanwhile import Meanwhile
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.two_line_rows import draw_text, is_rtl, isolated
from annotator.gui.wording.dates import short_date
from annotator.gui.wording.states import sent_back_by
from annotator.workflow.annotation_rows import values_summary
from annotator.workflow.article_questions import own_answers
from annotator.workflow.open_article import OpenArticle

MOST_CODES = 9
"""How many codes of the whole article have a key."""
_MOST_LINES, _FILLED = 3, 0.9
"""How many lines a headline has at most, and how much of each its words fill."""
_BETWEEN = "  ·  "
_SHOWN = ("outlet", "author", "published", "section", "language")


class ElidedFacts(ElidedLabel):
    """A line of facts, of which whole ones are left out: half a number is another number."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw those that fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room, width = self.contentsRect(), self.fontMetrics().horizontalAdvance
        draw_text(painter, room, fitting(self.text(), lambda said: width(said) <= room.width()))
        painter.end()


class BesideFacts(ElidedLabel):
    """Words beside the facts, cut where there is no room, whose tool tip says more than they do."""

    def __init__(self, *, role: str) -> None:
        super().__init__(role=role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def event(self, event: QEvent) -> bool:
        """Leave the tool tip as it is."""
        return PlainLabel.event(self, event)


def fitting(facts: str, fits: Callable[[str], bool]) -> str:
    """Return a line of facts with as many whole ones as fit, and "…" for the others."""
    parts = facts.split(_BETWEEN)
    for count in range(len(parts), 1, -1):
        said = _BETWEEN.join([*parts[:count], *(["…"] if count < len(parts) else [])])
        if fits(said):
            return said
    return facts  # of a single one as much as there is room for


class ArticleHeading(QWidget):
    """Headline and metadata of the open article, and the answers to it in one line.

    A headline with which the text begins is not said twice.
    """

    answers_wanted = Signal()
    """The user wants to see and give the answers to the article."""
    properties_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.title = Headline()
        self._meta = ElidedFacts(role="muted")
        self._suggestions = BesideFacts(role="muted")
        self._suggestions.hide()
        self._shown: Article | None = None
        self._meanwhile = Meanwhile(self)
        self._sent = PlainLabel(role="differs", wrap=True)
        self._line = AnswersLine()
        self._line.clicked.connect(self.answers_wanted)
        layout = QVBoxLayout(self)
        layout.setSpacing(HALF)
        self.stand_between(3 * GRID, 3 * GRID)
        # What is free at its sides is what the text leaves: it must not keep that from narrowing.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.title)
        facts = QWidget()
        beside = QHBoxLayout(facts)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(DOUBLE)
        beside.addWidget(self._meta, 1)
        beside.addWidget(self._suggestions)
        layout.addWidget(facts)
        layout.addWidget(self._sent)
        layout.addWidget(self._line)

    def stand_between(self, left: int, right: int) -> None:
        """Leave so many pixels free at each side."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left, GRID + HALF, right, GRID)

    def refresh(self) -> None:
        """Show the open article as it is now."""
        article = self._session.article
        self.setVisible(article is not None)
        if article is None:
            return
        if article.article != self._shown:
            self._shown = article.article
            self.title.say(" ".join(article.article.title.split()))
            self.title.setVisible(not article.begins_with_title)
            self._meta.setText(_metadata(article))
            self._meanwhile.begin(self._add_words(article))
        self._say_sent_back(article)
        self._refresh_codes(article)

    def say_suggestions(self, words: str, more: str) -> None:
        """Say how many suggestions there are, and `more` of them on hover."""
        self._suggestions.setText(words)
        self._suggestions.setVisible(bool(words))
        set_tool_tip(self._suggestions, f"{words}\n{more}" if more else words)

    def _say_sent_back(self, article: OpenArticle) -> None:
        mine = [one for one in article.sent_back if one.coder == self._session.coder_id]
        said = [sent_back_by(self._session.handle_of(one.reviewer), one.reason) for one in mine]
        self._sent.setText("\n".join(said))
        self._sent.setVisible(bool(said))

    def _add_words(self, article: OpenArticle) -> Iterator[None]:
        """Count the words once the article is on the screen: that takes a while in long ones."""
        ranges = [(r.start, r.end) for r in article.article.excluded]
        count = 0
        for found in word_counts(article.text, ranges):
            count += found
            yield
        words = f"{QLocale().toString(count)} {noun(count, 'word')}"
        share = excluded_share(article.text, ranges)
        amounts = [words, *([f"{percent(share)} left out"] if share else [])]
        if article.article == self._shown:
            known = [words for words in (_metadata(article),) if words]
            self._meta.setText(_BETWEEN.join([*known, *amounts]))

    def _refresh_codes(self, article: OpenArticle) -> None:
        session = self._session
        said = own_answers(article, session.codebook, session.visibility)
        self._line.setVisible(bool(said))
        if not said:
            return
        answered = [f"{code.name}: {_words(code, own)}" for code, own in said if own is not None]
        open_ones = [f"{code.name}: –" for code, own in said if own is None]
        count = f"{len(answered)} of {len(said)} answered"
        self._line.say("  ·  ".join([count, *answered, *open_ones]))


class Headline(PlainLabel):
    """A headline on as many lines as it needs; what is longer than a few ends in "…"."""

    def __init__(self) -> None:
        super().__init__(role="title", wrap=True)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def say(self, headline: str) -> None:
        """Show another headline."""
        self._whole = headline
        side = Qt.AlignmentFlag.AlignRight if is_rtl(headline) else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as has room."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        room = int(_MOST_LINES * self.width() * _FILLED)
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if cut != self.text():
            self.setText(cut)
        set_tool_tip(self, self._whole if cut != self._whole else "")


class AnswersLine(QPushButton):
    """One line that says the answers to the article, cut where there is no room; a click opens."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("role", "answers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Say other answers."""
        self._words = words
        self.setAccessibleName(f"The article: {words}")
        set_tool_tip(self, words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - 3 * GRID
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(plain(cut))


def _words(code: Code, own: Annotation) -> str:
    return values_summary(code, own) or "…"


def _metadata(article: OpenArticle) -> str:
    meta = article.article.meta
    return _BETWEEN.join(_shown(name, str(meta[name])) for name in _SHOWN if meta.get(name))


def _shown(name: str, value: str) -> str:
    return isolated(short_date(value) if name == "published" else value)
