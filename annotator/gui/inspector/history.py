"""What happened to an annotation: its edits, what reviewers decided, and what gold has instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.change import Changes
from annotator.gui.look.theme import HAIR
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.annotations import decision_words, provenance_words
from annotator.gui.wording.dates import short_moment
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.gold import gold_words

_MOST = 50


class History(QWidget):
    """Edits, newest first."""

    toggled = Signal()
    """All lines are wanted, or only the newest one."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setCheckable(True)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setText("History")
        self.button.setToolTip("Show or hide what happened")
        self.button.toggled.connect(self._toggle)
        self._lines = PlainLabel(role="small", wrap=True, selectable=True)
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(self.button)
        column.addWidget(self._lines)

    @property
    def open(self) -> bool:
        """Whether all lines are shown."""
        return self.button.isChecked()

    def text(self) -> str:
        """Return the lines that are shown."""
        return self._lines.text()

    def show_edits(self, edits: list[Changes]) -> None:
        """Show edits, the newest one alone unless all are wanted."""
        shown = edits[:_MOST] if self.open else edits[:1]
        lines = [_line(one) for one in shown]
        if self.open and len(edits) > _MOST:
            lines.append(f"… and {len(edits) - _MOST} earlier")
        self._lines.setText("\n".join(lines))
        self.button.setText(f"History · {len(edits)}")

    def _toggle(self, opened: bool) -> None:  # noqa: FBT001 - a signal's slot
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self.toggled.emit()


def _line(edit: Changes) -> str:
    who = f"{edit.coder} · " if edit.coder else ""
    return f"{short_moment(edit.at)}  {who}{edit.label}"


class Decisions(QWidget):
    """A line for each decision, and below it how gold differs; hidden while there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.said = PlainLabel(wrap=True, selectable=True)
        self.gold = PlainLabel(role="small", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(self.said)
        column.addWidget(self.gold)
        self.hide()

    def show_decisions(self, article: OpenArticle, annotation: Annotation) -> None:
        """Show what was decided on an annotation of the open article."""
        if annotation.layer == GOLD_LAYER:
            self._say(provenance_words(self._session, article, annotation), "")
            return
        found = [one for one in article.decisions if one.annotation == annotation.id]
        said = [decision_words(one, self._session.handle_of(one.reviewer)) for one in found]
        gold = self._gold_words(article, found) if found else []
        self._say("\n".join(said), "\n".join(one for one in gold if one))

    def _gold_words(self, article: OpenArticle, found: list[Decision]) -> list[str]:
        layers, names = article.layers, self._session.names()
        return [gold_words(layers, one, self._session.visibility, names) for one in found]

    def _say(self, said: str, gold: str) -> None:
        self.said.setText(said)
        self.gold.setText(gold)
        self.gold.setVisible(bool(gold))
        self.setVisible(bool(said))
