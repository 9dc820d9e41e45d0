"""The dialog in which the lead says in which order articles are coded."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import NEXT_SETTING, NextOrder, project_settings
from annotator.gui.commands.table import key_of
from annotator.gui.look.theme import DOUBLE
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, run_dialog
from annotator.workflow.suggesting.next_article import ORDERS, WHY

_SIZE = QSize(520, 440)
_MNEMONICS = {
    NextOrder.LISTED: "As the articles are &listed",
    NextOrder.UNSURE: "What the model is least &sure of",
    NextOrder.NOVEL: "What is least like the articles &coded so far",
    NextOrder.RANDOM: "At &random",
}


def ask_next_order(parent: QWidget | None, session: Session, settings: Settings) -> None:
    """Ask in which order articles are coded, and keep the answer with the project."""
    run_dialog(NextOrderDialog(session, settings, parent))


class NextOrderDialog(Dialog):
    """One of four orders; Enter keeps it."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "next_order", "Order of coding", _SIZE)
        self._session = session
        self._before = project_settings(session.project.info().settings).next_order
        self._group = QButtonGroup(self)
        self.choices = {order: self._choice(order) for order in NextOrder}
        self._lay_out()
        self.choices[self._before].setChecked(True)
        self.choices[self._before].setFocus()

    def _choice(self, order: NextOrder) -> QRadioButton:
        choice = QRadioButton(_MNEMONICS[order])
        choice.setAccessibleName(ORDERS[order])
        choice.setAccessibleDescription(WHY[order])
        self._group.addButton(choice)
        return choice

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        told = (
            f"Which article is opened by {key_of('done')} and by {key_of('code_next')}. It holds "
            "for everybody in this project; each article that was drawn keeps its chance."
        )
        layout.addWidget(PlainLabel(told, role="muted", wrap=True))
        for order, choice in self.choices.items():
            layout.addWidget(choice)
            why = PlainLabel(WHY[order], role="muted", wrap=True)
            why.setContentsMargins(DOUBLE, 0, 0, GAP)
            layout.addWidget(why)
        layout.addStretch(1)
        buttons, self.keep = answer_buttons(self, "&Keep")
        layout.addWidget(buttons)

    @property
    def chosen(self) -> NextOrder:
        """The order that is chosen."""
        return next(order for order, choice in self.choices.items() if choice.isChecked())

    def accept(self) -> None:
        """Keep what is chosen, where it is another order."""
        order = self.chosen
        if order is not self._before:
            value = None if order is NextOrder.LISTED else order.value
            said = f"Order of coding: {ORDERS[order].lower()}"
            if self._session.apply(SetSetting(NEXT_SETTING, value, said)) is None:
                return
        super().accept()
