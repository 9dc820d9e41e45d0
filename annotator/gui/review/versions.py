"""Both versions of a difference side by side, row by row, what differs highlighted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import NONE, Code, Field
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.legend import LaneSwatch
from annotator.gui.review.words import NOTHING, answer, breakable, ends, stressed
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel
from annotator.gui.widgets.code_badge import Badge
from annotator.gui.wording.dates import short_moment
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.comparison import Sides, side_names

_NAMES = 52
_TOP = Qt.AlignmentFlag.AlignTop


class Versions(QWidget):
    """A grid of names and two columns; made anew for each difference."""

    laid_out = Signal()
    """All has its place."""

    def __init__(self, session: Session, article: OpenArticle, match: Match) -> None:
        super().__init__()
        self._session = session
        self._article = article
        self._match = match
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(HALF)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._build()

    def bottom_of_texts(self) -> int:
        """Return where the row with both texts ends, in pixels."""
        return max(text.geometry().bottom() for text in self._texts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that all has its place."""
        super().resizeEvent(event)
        self.laid_out.emit()

    def _build(self) -> None:
        match = self._match
        self._add("", *self._heads())
        other_code = Kind.OTHER_CODE in match.kinds
        self._add("Code", *(self._code(one, differs=other_code) for one in (match.a, match.b)))
        texts = (self._text(match.a, match.b), self._text(match.b, match.a))
        self._add("Text", *texts)
        self._texts = texts
        for code in self._codes():
            for field in self._fields(code):
                self._add_words(
                    field.name,
                    *(answer(code, field.id, one) if _has(one, code) else "" for one in self._both),
                    differs=field.id in match.fields,
                )
            for rule in code.links:
                self._add_words(
                    rule.name,
                    *(self._ends(one, code, rule.type) for one in self._both),
                    differs=rule.type in match.links,
                )
        self._add_words("Note", *(one.note if one else "" for one in self._both))
        self._add_words("When", *(short_moment(one.modified) if one else "" for one in self._both))

    def _fields(self, code: Code) -> list[Field]:
        """Return the fields to show; whether a unit has none only where somebody says so."""
        said = any(one is not None and NONE in one.values for one in self._both)
        return [one for one in code.every_field if one.id != NONE or said]

    @property
    def _both(self) -> tuple[Annotation | None, Annotation | None]:
        return self._match.a, self._match.b

    def _codes(self) -> list[Code]:
        return [self._session.code_of(one) for one in self._match.annotations][
            : 2 if Kind.OTHER_CODE in self._match.kinds else 1
        ]

    def _heads(self) -> tuple[QWidget, QWidget]:
        places = Sides(*self._match.layers).places()
        names = side_names(self._match, self._session.handle_of)
        first, second = (_head(f"{'AB'[n]}  {names[n]}", places[n]) for n in (0, 1))
        return first, second

    def _code(self, one: Annotation | None, *, differs: bool) -> QWidget:
        if one is None:
            return PlainLabel("has nothing here", role="muted", wrap=True)
        code = self._session.code_of(one)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(Badge(code))
        row.addWidget(PlainLabel(code.name, role="differs" if differs else "strong", wrap=True), 1)
        return whole

    def _text(self, one: Annotation | None, other: Annotation | None) -> QWidget:
        if one is None:
            return PlainLabel()
        label = QLabel(stressed(one, other, self.palette()))
        label.setTextFormat(Qt.TextFormat.RichText)  # of words that are escaped
        label.setWordWrap(True)
        label.setAccessibleName(one.text)
        return label

    def _ends(self, one: Annotation | None, code: Code, link_type: str) -> str:
        if one is None or not _has(one, code):
            return ""
        return ends(self._session, self._article, one, link_type)

    def _add_words(self, name: str, a: str, b: str, *, differs: bool = False) -> None:
        """Add a row, unless neither has an answer."""
        if {a, b} <= {"", NOTHING}:
            return
        role = "differs" if differs else ""
        self._add(name, *(PlainLabel(breakable(words), role=role, wrap=True) for words in (a, b)))

    def _add(self, name: str, a: QWidget, b: QWidget) -> None:
        row = self._grid.rowCount()
        label = PlainLabel(name, role="small", wrap=True)
        label.setFixedWidth(scaled(_NAMES))
        for column, widget in enumerate((label, a, b)):
            if isinstance(widget, QLabel):
                widget.setAlignment(_TOP)
            self._grid.addWidget(widget, row, column)


def _head(name: str, place: int) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(HALF)
    row.addWidget(LaneSwatch(place))
    row.addWidget(ElidedLabel(name, role="strong"), 1)
    return whole


def _has(one: Annotation | None, code: Code) -> bool:
    return one is not None and one.code == code.id
