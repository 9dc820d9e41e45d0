"""The dialog that asks what becomes of answers that a codebook from a file doesn't take."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.gui.look.sizes import scaled
from annotator.gui.session.many import apply_many
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, answer_buttons
from annotator.gui.widgets.tab_order import order_tabs
from annotator.workflow.codebooks.contradictions import Choosing, Contradiction, WayOn, taking_over
from annotator.workflow.codebooks.preview import others_too

_SIZE = 640, 420


class ContradictionsDialog(QDialog):
    """A row for each contradiction with the ways on.

    The likely one is what is called the same, or else to keep what is there; where neither can
    be, somebody has to choose.
    """

    def __init__(
        self,
        session: Session,
        book: Codebook,
        found: Sequence[Contradiction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._book, self._found = session, book, found
        self.setWindowTitle("Labels say what this codebook doesn’t take")
        self.ways: list[ComboBox] = []
        self._choosing: list[list[Choosing | None]] = []
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, GAP, 0)
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(found):
            combo = ComboBox()
            ways = _ways(one)
            combo.addItems([words for words, _ in ways])
            combo.setAccessibleName(one.in_words())
            self.ways.append(combo)
            self._choosing.append([way for _, way in ways])
            grid.addWidget(PlainLabel(one.in_words(), wrap=True), row, 0)
            grid.addWidget(combo, row, 1)
        grid.setRowStretch(len(found), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each question is a stop
        scroll.setWidget(inside)
        buttons, _ = answer_buttons(self, "&Take over the codebook")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(scroll, 1)
        if unseen := others_too(session.project, session.visibility):
            column.addWidget(PlainLabel(unseen, role="muted", wrap=True))
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.resize(*map(scaled, _SIZE))
        order_tabs(self)
        self.ways[0].setFocus()

    def accept(self) -> None:
        """Take the codebook over as it is chosen, or say why that is refused."""
        ways: dict[str, Choosing] = {}
        for one, combo, choosing in zip(self._found, self.ways, self._choosing, strict=True):
            chosen = choosing[combo.currentIndex()]
            if chosen is None:
                self._refuse(f"Choose what becomes of this: {one.in_words()}.")
                combo.setFocus()
                return
            ways[one.id] = chosen
        refusals: list[str] = []
        heard = self._session.refused.connect(refusals.append)
        session, title, close = self._session, "Taking the codebook over", super().accept
        try:
            edit = taking_over(session.codebook, self._book, self._found, ways)
            labels = sum(map(session.project.labels_in_use, {one.code for one in self._found}))
            done = apply_many(session, edit, labels, title, close=close)
        except UserError as error:
            refusals.append(str(error))
            done = False
        finally:
            session.refused.disconnect(heard)
        if not done:
            self._refuse(refusals[-1] if refusals else "")

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()


def _ways(one: Contradiction) -> list[tuple[str, Choosing | None]]:
    """Return what can be chosen, first what is the likely one and loses nothing."""
    kept = ("Keep it" if one.link else "Keep it as retired", Choosing(WayOn.KEEP))
    mapped = [
        (f"Make it {name}", Choosing(WayOn.MAP, ident))
        for ident, name in sorted(one.others, key=lambda other: other[0] != one.likely)
    ]
    dropped = ("Drop it from the labels", Choosing(WayOn.DROP))
    if one.likely:
        return [*mapped, *([kept] if one.stays else []), dropped]
    return [kept if one.stays else ("– choose –", None), *mapped, dropped]
