"""All coders' versions of one thing, one below the other: who has which, and where they differ."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.words import NOTHING, answer, breakable, ends, stressed
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel, plain, set_tool_tip
from annotator.gui.widgets.code_badge import Badge
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.composing import choices_of

MOST_KEYS = 9
"""How many versions have a digit."""


class VersionList(QWidget):
    """The versions of a match of all coders; made anew for each of them."""

    laid_out = Signal()
    """All has its place."""
    wanted = Signal(int)
    """The version of this number, from 0 on, is to be taken."""

    def __init__(self, session: Session, article: OpenArticle, match: Match) -> None:
        super().__init__()
        self._session = session
        self._article = article
        self._match = match
        self.heads: list[QPushButton] = []
        self._texts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for number, group in enumerate(choices_of(match)):
            self._column.addWidget(self._version(number, group))
        same = self._alike()
        if same is not None:
            self._column.addWidget(same)

    def bottom_of_texts(self) -> int:
        """Return where the last version's text ends, in pixels."""
        return max(one.mapTo(self, one.rect().bottomLeft()).y() for one in self._texts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that all has its place."""
        super().resizeEvent(event)
        self.laid_out.emit()

    # One version

    def _version(self, number: int, group: Sequence[Annotation]) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._head(number, group))
        if not group:
            nothing = PlainLabel("has nothing here", role="muted")
            column.addWidget(nothing)
            self._texts.append(nothing)
            return whole
        one = group[0]
        if Kind.OTHER_CODE in self._match.kinds:
            column.addWidget(self._code(one))
        text = self._text(one)
        column.addWidget(text)
        self._texts.append(text)
        for name, words in self._differing(one):
            column.addWidget(
                PlainLabel(breakable(f"{name}: {words or NOTHING}"), role="differs", wrap=True)
            )
        return whole

    def _head(self, number: int, group: Sequence[Annotation]) -> QPushButton:
        match = self._match
        coders = [one.coder for one in group] or list(match.lacking)
        names = ", ".join(self._session.handle_of(one) for one in coders)
        key = f"{number + 1}  " if number < MOST_KEYS else ""
        count = f"{len(coders)} of {len(match.readers)}"
        head = _Head(f"{key}{names}", f"  {count}")
        does = f"Take the version of {names}" if group else f"Reject it, as {names} would"
        set_tool_tip(head, does)
        head.setAccessibleName(f"{does}: {count}")
        head.clicked.connect(self._taker(number))
        self.heads.append(head)
        return head

    def _taker(self, number: int) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(number)

    def _code(self, one: Annotation) -> QWidget:
        code = self._session.code_of(one)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(Badge(code))
        row.addWidget(PlainLabel(code.name, role="differs", wrap=True), 1)
        return whole

    def _text(self, one: Annotation) -> QLabel:
        others = [each for each in self._match.versions if each.fragments != one.fragments]
        other = next(iter(others), one)  # where all have the same words, none is stressed
        label = QLabel(stressed(one, other, self.palette()))
        label.setTextFormat(Qt.TextFormat.RichText)  # of words that are escaped
        label.setWordWrap(True)
        label.setAccessibleName(one.text)
        return label

    # Answers

    def _differing(self, one: Annotation) -> list[tuple[str, str]]:
        code, match = self._session.code_of(one), self._match
        rows = [(f.name, answer(code, f.id, one)) for f in code.every_field if f.id in match.fields]
        rows += [(r.name, self._ends(one, r.type)) for r in code.links if r.type in match.links]
        return rows

    def _alike(self) -> QWidget | None:
        """Return what all versions say alike; codes that differ have nothing in common."""
        if Kind.OTHER_CODE in self._match.kinds:
            return None
        one, match = self._match.versions[0], self._match
        code: Code = self._session.code_of(one)
        rows = [
            (f.name, answer(code, f.id, one)) for f in code.every_field if f.id not in match.fields
        ]
        rows += [(r.name, self._ends(one, r.type)) for r in code.links if r.type not in match.links]
        said = [(name, words) for name, words in rows if words not in ("", NOTHING)]
        if not said:
            return None
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(PlainLabel("The same in all", role="small"))
        for name, words in said:
            column.addWidget(PlainLabel(breakable(f"{name}: {words}"), wrap=True))
        return whole

    def _ends(self, one: Annotation, link_type: str) -> str:
        return ends(self._session, self._article, one, link_type)


class _Head(QPushButton):
    """Whose a version is, cut where there is no room, and how many they are of how many."""

    def __init__(self, names: str, count: str) -> None:
        super().__init__()
        self._names, self._count = names, count
        self.setProperty("role", "answers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as has room."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - 3 * GRID - metrics.horizontalAdvance(self._count)
        cut = metrics.elidedText(self._names, Qt.TextElideMode.ElideRight, room)
        self.setText(plain(f"{cut}{self._count}"))
