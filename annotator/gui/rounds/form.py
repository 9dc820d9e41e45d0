"""What is asked of one round: its name, what it is for, when it begins, and the pass mark."""

from msgspec import structs
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.edits.rounds import PutRound
from annotator.domain.rounds import KIND_NAMES
from annotator.domain.study import Round, RoundKind
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox, SpinBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named

_SIZE = QSize(440, 320)
_USUAL_MARK = 80
_HELP: dict[RoundKind, str] = {
    RoundKind.TRAINING: "Practice articles with gold: who finishes one sees what they missed. They "
    "stay out of figures and exports.",
    RoundKind.PILOT: "A trial of the codebook. Articles that are in no round count to it from its "
    "day on.",
    RoundKind.MAIN: "The study itself. Articles that are in no round count to it from its day on.",
    RoundKind.REPEAT: "The same articles a second time, as new ones, for each coder's agreement "
    "with themselves.",
}


class RoundDialog(Dialog):
    """Save makes the round, or changes it; what is refused is said, and the dialog stays."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        one: Round,
        parent: QWidget | None = None,
        *,
        is_new: bool,
    ) -> None:
        title = "New round" if is_new else "Round"
        super().__init__(parent, settings, "round", title, _SIZE)
        self._session = session
        self._round = one
        self.name = QLineEdit(one.name)
        self.kind = ComboBox()
        for kind, words in KIND_NAMES.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(list(KIND_NAMES).index(one.kind))
        self.begins = QLineEdit(one.begins)
        self.begins.setPlaceholderText("2026-01-31")
        mark = _USUAL_MARK if one.pass_mark is None else round(100 * one.pass_mark)
        self.mark = SpinBox(maximum=100, suffix=" %", value=mark)
        self._help = PlainLabel(role="muted", wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._follow_kind)
        session.refused.connect(self._refuse)
        self._follow_kind()
        self.name.selectAll()
        self.name.setFocus()

    def _lay_out(self) -> None:
        buttons, self.save = answer_buttons(self, "&Save")
        self.form = QFormLayout()
        self.form.setSpacing(GAP)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("&Name", self.name),
            ("&What for", self.kind),
            ("&Begins", self.begins),
            ("&Pass mark", self.mark),
        )
        for words, widget in rows:
            self.form.addRow(named(words, widget), widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(self.form)
        layout.addWidget(self._help)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(buttons)

    @property
    def _kind(self) -> RoundKind:
        return RoundKind(self.kind.currentData())

    def _follow_kind(self) -> None:
        self.form.setRowVisible(self.mark, self._kind is RoundKind.TRAINING)
        self._help.setText(_HELP[self._kind])

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    def accept(self) -> None:
        """Keep the round."""
        training = self._kind is RoundKind.TRAINING
        wanted = structs.replace(
            self._round,
            name=self.name.text(),
            kind=self._kind,
            begins=self.begins.text().strip(),
            pass_mark=self.mark.value() / 100 if training else None,
        )
        if self._session.apply(PutRound(wanted)) is not None:
            super().accept()
