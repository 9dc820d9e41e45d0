"""What a project says of suggestions: whether there are any, where, and the bar for answers."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.edits.base import Edit
from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import (
    ANSWERS_BAR_SETTING,
    DEFAULT_ANSWERS_BAR,
    SUGGEST_SETTING,
    SUGGEST_SHARED_SETTING,
    ProjectSettings,
)
from annotator.gui.widgets.basic import set_tool_tip
from annotator.gui.widgets.calm import SpinBox
from annotator.gui.widgets.dialog import GAP, named


class SuggestionSettings(QWidget):
    """Asks what is suggested in the project; `edits` makes the project so."""

    def __init__(self, settings: ProjectSettings) -> None:
        super().__init__()
        self._set = settings
        self.suggests = QCheckBox("Su&ggest labels and answers to coders")
        self.suggests.setChecked(settings.suggest)
        self.shared = QCheckBox("A&lso where several coders code the same article")
        self.shared.setChecked(settings.suggest_shared)
        bar = round(100 * settings.suggest_answers_bar)
        self.bar = SpinBox(maximum=100, suffix=" %", value=bar)
        self.suggests.toggled.connect(self._enable)
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        self._name = named("&Bar for suggested answers", self.bar)
        line.addWidget(self._name)
        line.addWidget(self.bar)
        line.addStretch(1)
        said = "Suggested is what was surely right in so many of the held-out labels."
        set_tool_tip(self.bar, said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.suggests)
        column.addWidget(self.shared)
        column.addLayout(line)

    @property
    def fields(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.suggests, self.shared, self.bar]

    def _enable(self) -> None:
        for one in (self.shared, self.bar, self._name):
            one.setEnabled(self.suggests.isChecked())

    def edits(self) -> list[Edit]:
        """Return the edits that make the project as it is set here; none where it is."""
        found: list[Edit] = []
        suggests, shared = self.suggests.isChecked(), self.shared.isChecked()
        if suggests != self._set.suggest:
            said = "Suggestions on" if suggests else "Suggestions off"
            found.append(SetSetting(SUGGEST_SETTING, None if suggests else False, said))
        if shared != self._set.suggest_shared:
            said = "Suggestions in the shared part" if shared else "No suggestions there"
            found.append(SetSetting(SUGGEST_SHARED_SETTING, shared or None, said))
        if self.bar.value() != round(100 * self._set.suggest_answers_bar):
            bar = self.bar.value() / 100
            kept = None if bar == DEFAULT_ANSWERS_BAR else bar
            said = f"Bar for answers: {self.bar.value()} %"
            found.append(SetSetting(ANSWERS_BAR_SETTING, kept, said))
        return found
