"""Which folder is followed, how, and what is in it now."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.gui.following.follower import FolderFollower
from annotator.gui.following.words import brings, detail_of, role_in_words, state_of, whose
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import FOLLOW_SECONDS, LAST_FOLDER, Settings
from annotator.gui.widgets.basic import PlainLabel, Separator
from annotator.gui.widgets.calm import SpinBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, named, secondary_button
from annotator.gui.widgets.file_dialogs import last_folder, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.wording.dates import short_moment
from annotator.workflow.following.found import BRINGS, FoundFile
from annotator.workflow.following.roles import role_of

_SIZE = QSize(980, 560)
_LEAST = QSize(760, 420)
_TITLE = "Follow a folder"
_HEADINGS = ("File", "Whose", "Of", "Brings", "State")
_WIDTHS = {1: 88, 2: 112, 3: 200, 4: 208}
_WHAT_IT_IS = (
    "Colleagues' work comes through a folder that a sync client shares, and yours goes there: each "
    "program writes only files of its own. The project itself stays outside of it."
)
_NOTHING = "Nothing has come yet. Whoever follows this folder, too, sends by itself."


class FollowDialog(Dialog):
    """Enter follows the folder, brings in what is there, or closes; ticks count at once."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        follower: FolderFollower,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, settings, "follow", _TITLE, _SIZE)
        self._session = session
        self._follower = follower
        self._shown: tuple[FoundFile, ...] = ()
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        self.folder.textChanged.connect(self._show_buttons)
        self.by_itself.toggled.connect(follower.set_by_itself)
        self.seconds.valueChanged.connect(partial(settings.set, FOLLOW_SECONDS))
        self.table.currentCellChanged.connect(self._show_detail)
        follower.shown_by = self
        follower.changed.connect(self.refresh)
        self.refresh()
        if follower.tie is not None:
            follower.look()

    def _make_parts(self) -> None:
        tie = self._follower.tie
        self.folder = QLineEdit(str(tie.folder) if tie else "")
        self.folder.setPlaceholderText("A folder that colleagues share with you")
        self.choose = secondary_button("&Choose…", self._choose)
        self.role = PlainLabel(role="muted", wrap=True)
        self.by_itself = QCheckBox("Bring in by &itself where nothing conflicts")
        self.by_itself.setChecked(tie.by_itself if tie else False)
        self.seconds = SpinBox(suffix=" s")
        self.seconds.setRange(*FOLLOW_SECONDS.bounds())
        self.seconds.setValue(self._settings.get(FOLLOW_SECONDS))
        self.table = PlainTable("Files in the folder", _HEADINGS, 0, _WIDTHS, of_files=True)
        self.said = PlainLabel(role="muted", wrap=True)
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bring = QPushButton("&Bring in")
        self.bring.clicked.connect(lambda: self._follower.bring_in_now(self))
        self.leave = secondary_button("&Leave out", self._leave_out)
        self.again = secondary_button("Look and send &now", self._look)
        self.stop = secondary_button("&Stop following", self._stop)
        self.follow = QPushButton("F&ollow")
        self.follow.clicked.connect(self._follow)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        top = _row(named("&Folder", self.folder), (self.folder, 1), self.choose)
        how = _row(self.by_itself, (None, 1), named("Look &every", self.seconds), self.seconds)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        for button, role in (
            (self.stop, roles.ResetRole),
            (self.close_button, roles.RejectRole),
            (self.follow, roles.ActionRole),
        ):
            buttons.addButton(button, role)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_WHAT_IT_IS, role="muted", wrap=True))
        layout.addLayout(top)
        layout.addWidget(self.role)
        layout.addLayout(how)
        layout.addWidget(Separator())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(_row(self.bring, self.leave, (None, 1), self.again))
        layout.addWidget(buttons)

    # What is shown

    def refresh(self) -> None:
        """Show how it stands now; the selected file stays selected."""
        follower = self._follower
        selected = self._selected()
        self._shown = follower.found
        self.table.show_rows([self._cells(one) for one in self._shown])
        names = [one.name for one in self._shown]
        if selected is not None and selected.name in names:
            self.table.setCurrentCell(names.index(selected.name), 0)
        self._show_role()
        self._show_buttons()
        self._show_detail()

    def _cells(self, found: FoundFile) -> Sequence[str | int]:
        seconds = found.stamp.mtime_ns // 1_000_000_000
        when = QDateTime.fromSecsSinceEpoch(seconds).toUTC().toString(Qt.DateFormat.ISODate)
        state = state_of(found, self._follower.came, self._follower.sent)
        return found.name, whose(found), short_moment(when), brings(found), state

    def _show_role(self) -> None:
        session, other = self._session, self._follower.other_coder
        if other:
            self.role.setText(
                f"It is followed as {other}, and rests while {session.coder or 'nobody'} is coding."
            )
            return
        role = self._follower.role or role_of(session.project, session.coder)
        self.role.setText(role_in_words(role, session.coder))

    def _show_buttons(self, *_: object) -> None:
        tie, selected = self._follower.tie, self._selected()
        is_followed = tie is not None and not self._follower.other_coder
        is_other = self.folder.text().strip() != (str(tie.folder) if tie else "")
        may_follow = bool(self.folder.text().strip()) and bool(self._session.coder)
        self.follow.setVisible(is_other or not is_followed)
        self.follow.setEnabled(may_follow)
        self.stop.setVisible(tie is not None)
        self.again.setEnabled(is_followed)
        self.bring.setEnabled(is_followed and bool(self._follower.brings))
        self.leave.setEnabled(selected is not None and selected.standing in BRINGS)
        default = self.follow if self.follow.isVisibleTo(self) else self.close_button
        default = self.bring if self.bring.isEnabled() and default is not self.follow else default
        for button in (self.follow, self.bring, self.close_button):
            button.setDefault(button is default)

    def _show_detail(self, *_: object) -> None:
        self._show_buttons()
        found, follower = self._selected(), self._follower
        words = follower.trouble or (detail_of(found) if found is not None else "")
        empty = _NOTHING if follower.tie is not None and not self._shown else ""
        self.said.setText(words or empty)
        self.said.set_role("danger" if follower.trouble else "muted")

    def _selected(self) -> FoundFile | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    # What is done

    def _choose(self) -> None:
        start = self.folder.text().strip() or str(last_folder(self._settings))
        chosen = QFileDialog.getExistingDirectory(self, _TITLE, start)
        if chosen:
            self._settings.set(LAST_FOLDER, chosen)
            self.folder.setText(chosen)
            self.folder.setFocus()

    def _follow(self) -> None:
        folder = Path(self.folder.text().strip()).expanduser()
        if not folder.is_dir():
            gone = UserError(f"There is no folder {folder}.", remedy="Choose one that is there.")
            show_refusal(self, "The folder can't be followed", gone)
            return
        try:
            self._follower.follow(folder.absolute(), by_itself=self.by_itself.isChecked())
        except UserError as error:
            show_refusal(self, "The folder can't be followed", error)
            return
        self.folder.setText(str(self._follower.tie.folder if self._follower.tie else folder))
        self.table.setFocus()

    def _look(self) -> None:
        self._follower.look(sends=True)

    def _leave_out(self) -> None:
        found = self._selected()
        if found is not None:
            self._follower.leave(found)

    def _stop(self) -> None:
        self._follower.stop_following()
        self._session.told.emit("No folder is followed any more; what lies there stays")
        self.reject()

    def done(self, result: int) -> None:
        """Close, and hinder again what waits for dialogs."""
        self._follower.shown_by = None
        self._follower.changed.disconnect(self.refresh)
        super().done(result)


def _row(*parts: QWidget | tuple[QWidget | None, int]) -> QHBoxLayout:
    """Return a row of widgets, some with a share of the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for part in parts:
        widget, share = part if isinstance(part, tuple) else (part, 0)
        if widget is None:
            row.addStretch(share)
        else:
            row.addWidget(widget, share)
    return row
