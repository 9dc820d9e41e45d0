"""What one file brings, looked at closely: its codes, its conflicts, and what stays out."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.team.people import PeopleTable
from annotator.gui.team.proposals import ProposalList
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.calm import ComboBox, TabWidget
from annotator.gui.widgets.dialog import GAP
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.merging.report import CodeMatch, FileReport, NewNote, ProposalKey
from annotator.store.project import Project
from annotator.workflow.conflict_words import conflict_row

AS_NEW = "a new code"
CONFLICT_HEADINGS = ("Conflict", "What", "Ours", "Theirs", "Kept")
CONFLICT_WIDTHS = {1: 120, 2: 132, 3: 132, 4: 56}
_MOST_CONFLICTS = 500
_TABS = ("Conflicts", "Codes", "Stays out", "Coders", "Proposals", "Notes", "Team")
_LONGEST_NOTE = 400
_QUIET = "Nothing of this file needs a decision: {}."


class DetailPane(QWidget):
    """Shows one file's report; which code is which can be changed."""

    mapped = Signal(str, str)
    """The id of a code of theirs, and of ours that it is; empty for a new one."""
    taken = Signal()
    """Other proposals are to be taken."""
    named = Signal(str, str)
    """Somebody's handle in the file, and the handle of the coder as whom they come in."""

    def __init__(self, project: Project, codebook: Codebook, visibility: Visibility) -> None:
        super().__init__()
        self._project = project
        self._codebook = codebook
        self._visibility = visibility
        self._said = PlainLabel(wrap=True, role="muted")
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setContentsMargins(0, GAP, 0, 0)
        self.codes = _CodeTable(codebook)
        self.codes.mapped.connect(self.mapped)
        self.people = PeopleTable(project)
        self.people.named.connect(self.named)
        self.conflicts = PlainTable("Conflicts", CONFLICT_HEADINGS, 0, CONFLICT_WIDTHS)
        self.proposals = ProposalList()
        self.proposals.toggled.connect(self.taken)
        self.left_out = QListWidget()
        self.left_out.setAccessibleName("What stays out")
        self.left_out.setWordWrap(True)
        self.notes = QListWidget()
        self.notes.setAccessibleName("New notes to the lead")
        self.notes.setWordWrap(True)
        self.team = QListWidget()
        self.team.setAccessibleName("New coders and assignments")
        self.team.setWordWrap(True)
        self.tabs = TabWidget()
        self.tabs.tabBar().setDrawBase(False)
        pages = (self.conflicts, self.codes, self.left_out)
        for page in (*pages, self.people, self.proposals, self.notes, self.team):
            self.tabs.addTab(page, "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._said)
        self._stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def text(self) -> str:
        """What it says instead of tables, or nothing."""
        return self._said.text() if self._stack.currentIndex() == 0 else ""

    def show_report(
        self,
        report: FileReport | None,
        mapping: Mapping[str, str],
        people: Mapping[str, str] | None = None,
        take: Collection[ProposalKey] = (),
    ) -> None:
        """Show another report, with what was chosen for codes, people and proposals."""
        if report is None or report.error:
            self._say(report.error if report else "", role="danger")
            return
        clock = (f"{report.clock}.",) if report.clock else ()
        first = [*report.not_applied, *report.of_gold, *report.refused]
        stays_out = [*clock, *first, *report.withheld]
        self.proposals.show_proposals(report.proposals, take)
        self._show_conflicts(report)
        self.codes.show_matches(report.codebook, mapping)
        self._show_lines(self.left_out, stays_out)
        self._show_lines(self.notes, map(_note_line, report.notes))
        self._show_lines(self.team, report.of_team)
        out = len(clock) + len(first) + report.waiting
        self.people.show_newcomers(report.newcomers, people or {})
        counts = (
            *(len(report.conflicts), len(report.codebook), out),
            *(len(report.newcomers), len(report.proposals), len(report.notes)),
            len(report.of_team),
        )
        for tab, (title, count) in enumerate(zip(_TABS, counts, strict=True)):
            self.tabs.setTabText(tab, f"{title} {count}")
            self.tabs.setTabVisible(tab, count > 0)
        if report.newcomers:
            self.tabs.setCurrentWidget(self.people)
        if any(counts):
            self._stack.setCurrentWidget(self.tabs)
        else:
            brings = "all of it comes in" if report.edits else "all of it is in the project already"
            self._say(_QUIET.format(brings), role="muted")

    def _say(self, words: str, *, role: str) -> None:
        self._said.setText(words)
        self._said.set_role(role)
        self._stack.setCurrentWidget(self._said)

    def _show_conflicts(self, report: FileReport) -> None:
        shown = report.conflicts[:_MOST_CONFLICTS]
        told, seen = (self._project, self._codebook), self._visibility
        rows = [conflict_row(*told, one, seen) for one in shown]
        more = len(report.conflicts) - len(shown)
        if more:
            rows.append((f"… and {more} more", "", "", "", ""))
        self.conflicts.show_rows(rows)

    def _show_lines(self, lines: QListWidget, sentences: Iterable[str]) -> None:
        lines.clear()
        for sentence in sentences:
            item = QListWidgetItem(sentence, lines)
            item.setToolTip(tool_tip(sentence))


def _note_line(note: NewNote) -> str:
    return f"{note.coder} on {note.about}: {shortened(note.text, _LONGEST_NOTE)}"


class _CodeTable(QTableWidget):
    """Codes of theirs, each with a choice of which of ours it is."""

    mapped = Signal(str, str)

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(0, 3)
        self._codebook = codebook
        self.setAccessibleName("Codes")
        self.setHorizontalHeaderLabels(["Their code", "In this project", "How they differ"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height() + 6)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, scaled(180))
        self.setColumnWidth(1, scaled(200))

    def show_matches(self, matches: Iterable[CodeMatch], mapping: Mapping[str, str]) -> None:
        """Show these codes, as they were mapped or recognised: by their ids for good."""
        matches = list(matches)
        self.setRowCount(0)
        self.setRowCount(len(matches))
        for row, match in enumerate(matches):
            known = self._codebook.code(match.ours) if match.ours == match.theirs else None
            texts = (match.name, known.name if known else "", match.note)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(tool_tip(text))
                self.setItem(row, column, item)
            if known is None:
                ours = mapping.get(match.theirs, match.ours)
                self.setCellWidget(row, 1, self._choice(match, ours))

    def _choice(self, match: CodeMatch, ours: str) -> QComboBox:
        box = ComboBox()
        box.setAccessibleName(f"What {match.name} is")
        box.addItem(AS_NEW, "")
        usable = {code.id for code in self._codebook.usable()}
        for code in self._codebook.codes:
            if code.id in usable or (code.id == ours and not code.group):
                box.addItem(code.name, code.id)
        box.setCurrentIndex(max(box.findData(ours), 0))
        box.activated.connect(partial(self._choose, match.theirs, box))
        return box

    def _choose(self, theirs: str, box: QComboBox, _index: int) -> None:
        self.mapped.emit(theirs, str(box.currentData()))
