"""The dialog that teaches an archive: lines to mark on one side, what follows from it beside."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated
from annotator.formats.archives import kept
from annotator.formats.archives.profile import Profile
from annotator.formats.archives.sources import Source, opened
from annotator.formats.archives.teaching import (
    Marking,
    SplitPreview,
    beginning,
    guessed,
    preview,
    shown,
    summary,
    taught,
)
from annotator.formats.incoming import ReadOptions
from annotator.gui.imports.teaching.line_finder import LineFinder
from annotator.gui.imports.teaching.lines import LinesModel, LinesTable
from annotator.gui.imports.teaching.marks import PARTS, LineMarks, LinePart
from annotator.gui.imports.teaching.split import SplitModel, SplitTable
from annotator.gui.look.theme import HALF
from annotator.gui.session.jobs import Job, LatestOnly
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.gui.widgets.splitter import ACROSS, remember_sizes, remembered_sizes, splitter

_SIZE = QSize(1100, 680)
_CLEARS = QKeySequence(Qt.Key.Key_Delete).toString()
_SPLITTER = "teach/panels"
_KINDS = "Profiles of archives (*.json)"
_HINT = (
    "Mark one article: choose a line and press the key of what it is, or its button. "
    "What has a question mark is proposed; its key takes it over."
)
_SOON = 2_000  # lines that are looked at first
_ONLY_ONE = "If there are more, mark its other lines, too, and above all where its text ends (E)."


class ShownFile(msgspec.Struct, frozen=True):
    """An opened file and the lines that people see of it."""

    source: Source
    lines: Sequence[str]


class Learnt(msgspec.Struct, frozen=True):
    """What was learnt from marks: a profile, and how it splits the file, or yet its beginning."""

    profile: Profile
    split: SplitPreview
    whole: bool = True


def teach(
    parent: QWidget, settings: Settings, path: Path, encoding: str, done: Callable[[Path], object]
) -> None:
    """Let the user teach an archive by a file; `done` gets the file of the profile kept."""

    def work(_reporter: Reporter) -> ShownFile:
        source = opened(path, ReadOptions(encoding=encoding or None))
        return ShownFile(source, shown(source))

    def show(found: ShownFile) -> None:
        profile = run_dialog(TeachDialog(parent, settings, path.stem, found)).kept
        if profile is not None:
            done(profile)

    job = Job(work).on_success(show)
    job.on_refusal(partial(show_refusal, parent, "The file can’t be shown"))
    job.run(parent, "Opening the file")


class TeachDialog(Dialog):
    """Enter keeps what was learnt under a name; `kept` is its file then."""

    def __init__(
        self, parent: QWidget | None, settings: Settings, name: str, found: ShownFile
    ) -> None:
        super().__init__(parent, settings, "teach", "Teach an archive", _SIZE)
        self._source, self._lines = found.source, found.lines
        self.kept: Path | None = None
        self._lesson: Learnt | None = None
        self._names = {one.casefold() for one in kept.kept()}
        self.marks = LineMarks()
        self.model = LinesModel(found.lines, self.marks)
        self.lines = LinesTable(self.model)
        self.split = SplitModel()
        self.found = SplitTable(self.split)
        self._guessing = LatestOnly(self)
        self._learning = LatestOnly(self)
        self._make_parts(name)
        self._lay_out()
        self._connect()
        self._say()
        self.lines.setFocus()
        if found.lines:
            first = next((n for n, line in enumerate(found.lines) if line.strip()), 0)
            self.lines.setCurrentIndex(self.model.index(first, 0))

    # Parts

    def _make_parts(self, name: str) -> None:
        self.buttons: dict[LinePart, QToolButton] = {}
        for row in PARTS:
            button = _chip(f"{row.button}  {row.key}", f"The selected line is {row.said}")
            button.setCheckable(True)
            button.clicked.connect(partial(self._press, row.part))
            self.buttons[row.part] = button
        self.clear = _chip(f"Nothing  {_CLEARS}", "The selected lines are nothing of the article")
        self.clear.clicked.connect(lambda: self._clear(self.lines.selected_lines()))
        self.finder = LineFinder(self._lines)
        self.summary = PlainLabel(role="strong", wrap=True)
        self.problem = PlainLabel(role="danger", wrap=True)
        self.next = PlainLabel(role="muted", wrap=True)
        self.name = QLineEdit(name)
        self._replaces = PlainLabel(role="muted")
        self.export_button = secondary_button("E&xport…", self._export)
        set_tool_tip(self.export_button, "Write what was learnt into a file, for a colleague.")
        self._answers, self.keep_button = answer_buttons(self, "&Keep and read anew")

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, spacing=HALF)
        for button in (*self.buttons.values(), self.clear):
            flow.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.setSpacing(GAP)
        for label in (self.summary, self.problem, self.next):
            column.addWidget(label)
        column.addWidget(self.found, 1)
        self._splitter = splitter(ACROSS, self.lines, right)
        start = {_SPLITTER: [680, 380]}
        self._splitter.setSizes(remembered_sizes(self._settings, start)[_SPLITTER])
        bottom = QHBoxLayout()
        bottom.setSpacing(GAP)
        bottom.addWidget(named("&Name", self.name))
        bottom.addWidget(self.name, 1)
        bottom.addWidget(self._replaces, 1)
        bottom.addWidget(self.export_button)
        bottom.addWidget(self._answers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(PlainLabel(_HINT, role="muted", wrap=True), 1)
        top.addWidget(named("&Find", self.finder))
        top.addWidget(self.finder)
        layout.addLayout(top)
        layout.addWidget(chips)
        layout.addWidget(self._splitter, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.lines.marked.connect(self._mark)
        self.lines.cleared.connect(self._clear)
        self.lines.selectionModel().currentRowChanged.connect(self._note_line)
        self.finder.found.connect(self.lines.go_to)
        self.finder.left.connect(self.lines.setFocus)
        self.found.selectionModel().currentRowChanged.connect(self._go_to)
        self.name.textChanged.connect(self._say)
        self._learning.changed.connect(self._say)
        self._learning.refused.connect(self._refused)

    # Marking

    def _press(self, part: LinePart) -> None:
        self._mark(part, self.lines.selected_lines())

    def _mark(self, part: LinePart, lines: Sequence[int]) -> None:
        before = self.marks.of(LinePart.TITLE)
        self.marks.mark(part, lines)
        title = self.marks.of(LinePart.TITLE)
        if part is LinePart.TITLE and title and title != before:
            self._propose(title[-1])
        elif part is LinePart.TITLE and not title:
            self.marks.propose(None)
        self._learn()

    def _clear(self, lines: Sequence[int]) -> None:
        self.marks.clear(lines)
        self._learn()

    def _propose(self, title: int) -> None:
        source = self._source

        printed = (n for n in range(len(self._lines) - 1, 0, -1) if self._lines[n].strip())
        last = next(printed, 0)

        def answer(found: Marking | None) -> None:
            self.marks.propose(found, last)
            self._learn()

        self._guessing.start("guess", lambda _reporter: guessed(source, title), answer)

    def _learn(self) -> None:
        """Let what follows from the marks be found out, once there are enough of them."""
        self.model.show_marks()
        self.problem.setText("")
        self._lesson = None
        marking, source = self.marks.marking(), self._source
        if marking is None:
            self._learning.cancel()
            self._show_split(())
            self._say()
            return

        start = beginning(source, marking.body_end, _SOON)

        def work(_reporter: Reporter) -> Learnt:
            try:
                profile = taught(start, marking)
            except UserError:
                if start is source:
                    raise
                profile = taught(source, marking)
            found = preview(start, profile)
            if start is source:
                return Learnt(profile, found)
            # The last article ends where the beginning does, and is not whole.
            begun = SplitPreview(entries=found.entries[:-1] or found.entries)
            return Learnt(profile, begun, whole=False)

        self._learning.start("learn", work, partial(self._learnt, marking))

    def _learnt(self, marking: Marking, lesson: Learnt) -> None:
        """Show what follows for the beginning of a file, and look at the rest if it is long."""
        self._lesson = lesson
        self._show_split(lesson.split.entries)
        if not lesson.whole:
            source = self._source
            self._learning.start(
                "learn",
                lambda reporter: _from_all(source, marking, lesson.profile, reporter),
                partial(self._learnt, marking),
            )
        self._say()

    def _refused(self, said: str) -> None:
        self.problem.setText(said)
        self._show_split(())
        self._say()

    def _show_split(self, entries: Sequence[object]) -> None:
        found = self._lesson.split.entries if self._lesson is not None and entries else ()
        self.split.show(found)
        self.model.show_starts({one.first: one.number for one in found})

    def _say(self, *_of: object) -> None:
        lesson, missing = self._lesson, self.marks.missing()
        for part, button in self.buttons.items():
            button.setChecked(bool(self.marks.of(part)))
        self.summary.setText(summary(lesson.split) if lesson is not None else "")
        self.summary.setVisible(lesson is not None)
        if missing:
            said = enumerated([f"{row.said} ({row.key})" for row in missing])
            self.next.setText(f"Mark {said} of one article.")
        elif lesson is None:
            self.next.setText("Looking how the file is split…")
        elif not lesson.whole:
            self.next.setText("This is its beginning; looking at the rest…")
        else:
            self.next.setText(_ONLY_ONE)
        alone = lesson is not None and len(lesson.split.entries) == 1
        waits = (lesson is None or not lesson.whole) and not self.problem.text()
        self.next.setVisible(bool(missing) or waits or alone)
        self.problem.setVisible(bool(self.problem.text()))
        self.found.setVisible(lesson is not None)
        name = self.name.text().strip()
        known = name.casefold() in self._names
        self._replaces.setText("It replaces the one of this name." if known else "")
        self.keep_button.setEnabled(lesson is not None and bool(name))
        self.export_button.setEnabled(lesson is not None and bool(name))

    def _note_line(self, index: QModelIndex) -> None:
        self.finder.at = index.row()

    def _go_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.lines.go_to(self.split.entries[index.row()].first)

    # Keeping

    def _profile(self) -> Profile | None:
        name = self.name.text().strip()
        if self._lesson is None or not name:
            return None
        return structs.replace(self._lesson.profile, name=name, archive=name)

    def accept(self) -> None:
        """Keep what was learnt, and close."""
        profile = self._profile()
        if profile is None:
            return
        try:
            self.kept = kept.keep(profile)
        except UserError as error:
            show_refusal(self, "It can’t be kept", error)
            return
        super().accept()

    def _export(self) -> None:
        profile = self._profile()
        if profile is None:
            return
        path = choose_new(self, self._settings, "Export a profile", _KINDS, f"{profile.name}.json")
        if path is None:
            return
        try:
            kept.save(profile, path)
        except UserError as error:
            show_refusal(self, "It can’t be exported", error)

    def done(self, result: int) -> None:
        """Give up what is under way, remember the sizes, and close."""
        self._guessing.cancel()
        self._learning.cancel()
        remember_sizes(self._settings, {_SPLITTER: self._splitter.sizes()})
        super().done(result)


def _from_all(source: Source, marking: Marking, profile: Profile, reporter: Reporter) -> Learnt:
    """Return how a file is split by what its beginning taught; or learn from more of it."""
    found = preview(source, profile)
    if found.complete < len(found.entries):
        reporter(0, 0)
        try:
            better = taught(source, marking)
        except UserError:
            return Learnt(profile, found)
        again = preview(source, better)
        if again.complete * len(found.entries) > found.complete * len(again.entries):
            return Learnt(better, again)
    return Learnt(profile, found)


def _chip(text: str, hint: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setProperty("role", "chip")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the lines keep the cursor; keys do the same
    set_tool_tip(button, hint)
    return button
