"""What stands above the text: headline, metadata, and the codes of the whole article."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.analysis.ranges import excluded_share
from annotator.analysis.segmentation.by_word import word_counts
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Scope
from annotator.domain.wording import noun
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import GRID, HAIR, HALF
from annotator.gui.session.meanwhile import Meanwhile
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel
from annotator.gui.widgets.two_line_rows import isolated
from annotator.gui.wording.dates import short_date
from annotator.workflow.annotation_rows import values_summary
from annotator.workflow.open_article import OpenArticle

MOST_CODES = 9
"""How many codes of the whole article have a key."""
_SHOWN = ("outlet", "author", "published", "section", "language")


class ArticleHeading(QWidget):
    """Headline and metadata of the open article, and a button for each article-level code."""

    code_triggered = Signal(str)
    properties_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._title = ElidedLabel(role="title")
        self._meta = ElidedLabel(role="muted")
        self._shown: Article | None = None
        self._meanwhile = Meanwhile(self)
        self._buttons: dict[str, QToolButton] = {}
        self._codes = QHBoxLayout()
        self._codes.setSpacing(HALF + HAIR)
        self._codes.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID + HALF, 3 * GRID, GRID)
        layout.setSpacing(HALF)
        layout.addWidget(self._title)
        layout.addWidget(self._meta)
        layout.addLayout(self._codes)

    def refresh(self) -> None:
        """Show the open article as it is now."""
        article = self._session.article
        self.setVisible(article is not None)
        if article is None:
            return
        if article.article != self._shown:
            self._shown = article.article
            self._title.setText(" ".join(article.article.title.split()))
            self._meta.setText(_metadata(article))
            self._meanwhile.begin(self._add_words(article))
        self._refresh_codes(article)

    def _add_words(self, article: OpenArticle) -> Iterator[None]:
        """Count the words once the article is on the screen: that takes a while in long ones."""
        ranges = [(r.start, r.end) for r in article.article.excluded]
        count = 0
        for found in word_counts(article.text, ranges):
            count += found
            yield
        words = f"{QLocale().toString(count)} {noun(count, 'word')}"
        share = excluded_share(article.text, ranges)
        amounts = [words, *([f"{share:.0%} left out"] if share else [])]
        if article.article == self._shown:
            self._meta.setText("  ·  ".join([_metadata(article), *amounts]))

    def _refresh_codes(self, article: OpenArticle) -> None:
        codes = self._session.codebook.usable(Scope.ARTICLE)
        if [code.id for code in codes] != list(self._buttons):
            self._rebuild(codes)
        counts = self._session.counts_here()
        for n, code in enumerate(codes):
            own = self._own(article, code) if counts[code.id] else None
            self._refresh_button(own, code, n)

    def _own(self, article: OpenArticle, code: Code) -> Annotation | None:
        with_code = (a for a in article.annotations.placed.values() if a.code == code.id)
        own = next(filter(self._session.is_own, with_code), None)
        return article.annotations.get(own.id) if own is not None else None

    def _rebuild(self, codes: tuple[Code, ...]) -> None:
        for button in self._buttons.values():
            self._codes.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for n, code in enumerate(codes):
            button = QToolButton(self)
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._trigger, code.id))
            self._codes.insertWidget(n, button)
            self._buttons[code.id] = button

    def _trigger(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self.code_triggered.emit(code)

    def _refresh_button(self, own: Annotation | None, code: Code, n: int) -> None:
        button = self._buttons[code.id]
        answer = values_summary(code, own) if own else ""
        button.setText(f"{code.name}: {answer or ('…' if own else '–')}".replace("&", "&&"))
        button.setChecked(own is not None and own.id == self._session.selection)
        button.setToolTip(key_of(f"article_code_{n + 1}") if n < MOST_CODES else "")
        answered = "true" if answer else "false"
        if button.property("answered") != answered:
            button.setProperty("answered", answered)
            button.style().polish(button)


def _metadata(article: OpenArticle) -> str:
    meta = article.article.meta
    return "  ·  ".join(_shown(name, str(meta[name])) for name in _SHOWN if meta.get(name))


def _shown(name: str, value: str) -> str:
    return isolated(short_date(value) if name == "published" else value)
