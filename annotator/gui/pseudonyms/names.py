"""Whose names leave as pseudonyms, and where the key to them goes. Nothing of it is remembered."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.analysis.pseudonyms.naming import Pseudonyms, numbered, replacer_for
from annotator.domain.people import Actor
from annotator.domain.wording import counted
from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, let_clear, tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    secondary_button,
)
from annotator.gui.widgets.tick_list import TickList
from annotator.store.project import Project
from annotator.workflow.name_matching import folded

_SIZE = QSize(520, 560)
_ROW = 24
_HELP = (
    "Names, aliases and surnames that nobody else has are replaced in texts, titles, notes, labels "
    "and guidelines. What is doubtful stays, and is listed beside what the file will not hold; "
    "addresses stay, too."
)
_KEY_HELP = "Who is behind each pseudonym; keep it apart from what you hand on."


class NamesDialog(Dialog):
    """A list of the project's actors to tick; `pseudonyms` and `key` are the answer.

    With `needs_key` no name is replaced without a key.
    """

    def __init__(
        self,
        project: Project,
        settings: Settings,
        ticked: Collection[str],
        key: Path | None,
        parent: QWidget | None = None,
        *,
        needs_key: bool = False,
    ) -> None:
        super().__init__(parent, settings, "export_names", "Replace names", _SIZE)
        self._needs_key = needs_key
        self._every = project.find(Actor)
        self._actors = sorted(
            (one for one in self._every if not one.became), key=lambda one: folded(one.name)
        )
        self._said = {one.id: [folded(n) for n in (one.name, *one.aliases)] for one in self._actors}
        self._folder = project.path.absolute().parent
        self._stem = project.path.stem
        self.pseudonyms: Pseudonyms | None = None
        self.search = QLineEdit(placeholderText="Filter actors…")
        self.search.setAccessibleName("Filter actors")
        let_clear(self.search)
        self.kind = ComboBox()
        self.kind.setAccessibleName("Kind of actor")
        self.list = TickList("Actors whose names are replaced")
        self.list.setSelectionMode(TickList.SelectionMode.ExtendedSelection)
        self.count = PlainLabel(role="muted")
        without = "The work comes back with it" if needs_key else "No key is written"
        self.path = QLineEdit(str(key) if key else "", placeholderText=without)
        self.refusal = PlainLabel(role="danger", wrap=True, selectable=True)
        self.refusal.hide()
        self._fill(set(ticked))
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.kind.currentIndexChanged.connect(self._filter)
        self.list.toggled.connect(self._tell)
        self._tell()
        self.search.setFocus()

    @property
    def key(self) -> Path | None:
        """Where the key is to be written, if anywhere."""
        said = self.path.text().strip()
        path = Path(said).expanduser()
        return (path if path.suffix else path.with_name(f"{path.name}.csv")) if said else None

    def _fill(self, ticked: Collection[str]) -> None:
        self.kind.addItem("All kinds", "")
        for kind in dict.fromkeys(one.kind for one in self._actors):
            self.kind.addItem(kind.capitalize(), kind)
        for one in self._actors:
            item = self.list.add(one.name, one.id, on=one.id in ticked, height=scaled(_ROW))
            item.setToolTip(tool_tip(", ".join(filter(None, (one.kind, one.role, *one.aliases)))))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.search, 1)
        top.addWidget(self.kind)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(secondary_button("Tick all &shown", lambda: self._turn(on=True)))
        below.addWidget(secondary_button("&Untick all shown", lambda: self._turn(on=False)))
        below.addStretch(1)
        below.addWidget(self.count)
        where = QHBoxLayout()
        where.setSpacing(GAP)
        where.addWidget(named("&Key file", self.path))
        where.addWidget(self.path, 1)
        where.addWidget(secondary_button("Bro&wse…", self._browse))
        buttons, self.use = answer_buttons(self, "&Replace them")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_HELP, role="small", wrap=True))
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        layout.addLayout(where)
        layout.addWidget(PlainLabel(_KEY_HELP, role="small", wrap=True))
        layout.addWidget(self.refusal)
        layout.addWidget(buttons)

    def _shown(self) -> Sequence[Actor]:
        wanted, kind = folded(self.search.text()), self.kind.currentData()
        return [
            one
            for one in self._actors
            if kind in ("", one.kind) and any(wanted in name for name in self._said[one.id])
        ]

    def _filter(self) -> None:
        shown = {one.id for one in self._shown()}
        for item in self.list.items_():
            item.setHidden(item.data(Qt.ItemDataRole.UserRole) not in shown)
        self._tell()

    def _turn(self, *, on: bool) -> None:
        shown = {one.id for one in self._shown()}
        ticked = set(self.list.ticked())
        self.list.tick(ticked | shown if on else ticked - shown)
        self._tell()

    def _tell(self) -> None:
        ticked = len(self.list.ticked())
        self.count.setText(f"{ticked:,} of {counted(len(self._actors), 'actor')}")
        self.use.setText("&Replace them" if ticked else "&Replace none")
        self._refuse("")

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def _browse(self) -> None:
        start = self.key or self._folder / f"{self._stem} key.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, "Key file", str(start), "CSV (*.csv)")
        if chosen:
            self.path.setText(chosen)

    def accept(self) -> None:
        """Take what is ticked, unless it can't be replaced."""
        ticked, every = set(self.list.ticked()), self._every
        if not ticked:
            self._take(None)
            return
        if self._needs_key and self.key is None:
            self._refuse("Say where the key goes: the work comes back with it.")
            self.path.setFocus()
            return
        chosen = [one for one in self._actors if one.id in ticked]

        def try_them(_reporter: Reporter) -> Pseudonyms:
            found = numbered(chosen)
            replacer_for(found, every)
            return found

        job = Job(try_them).on_success(self._take)
        job.on_refusal(lambda error: self._refuse(str(error))).run(self, "Looking at names")

    def _take(self, found: Pseudonyms | None) -> None:
        self.pseudonyms = found
        super().accept()
