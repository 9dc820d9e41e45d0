"""What differs between a backup and today, in words and as a list of articles."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.wording import counted, noun
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.backups.comparing import BackupDifference

_MOST_ARTICLES = 500
_MOST_CODES = 6


class DifferencePane(QWidget):
    """Says of one backup what differs from today."""

    def __init__(self) -> None:
        super().__init__()
        self._said = PlainLabel(wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = PlainTable("Articles that differ", ("Article", "What differs"), 0, {1: 380})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._said)
        layout.addWidget(self.table, 1)
        self._rest = QWidget()
        layout.addWidget(self._rest, 1)
        self.say("")

    @property
    def text(self) -> str:
        """What it says above the list."""
        return self._said.text()

    def say(self, words: str, *, role: str = "muted") -> None:
        """Say something instead of a difference."""
        self._said.setText(words)
        self._said.set_role(role)
        self.table.hide()
        self._rest.show()

    def show_difference(self, found: BackupDifference) -> None:
        """Show how a backup differs."""
        if not (found.articles or found.labels or found.codes):
            self.say("Nothing differs from today that you may see.")
            return
        self.say("\n".join(_lines(found)), role="")
        shown = found.articles[:_MOST_ARTICLES]
        rows = [(one.title, one.in_words()) for one in shown]
        more = len(found.articles) - len(shown)
        if more:
            rows.append((f"… and {more:,} more", ""))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._rest.setVisible(not rows)


def _lines(found: BackupDifference) -> list[str]:
    articles = counted(len(found.articles), "article")
    differ = noun(len(found.articles), "differs", "differ")
    lines = [f"{articles} {differ} from today." if found.articles else "No article differs."]
    if found.labels:
        changes = (f"{layer} {then:,}, now {now:,}" for layer, (then, now) in found.labels.items())
        lines.append(f"Labels: {'; '.join(changes)}.")
    if found.codes:
        shown = ", ".join(found.codes[:_MOST_CODES])
        more = len(found.codes) - _MOST_CODES
        lines.append(f"Codebook: {shown}{f', and {more:,} more' if more > 0 else ''}.")
    return lines
