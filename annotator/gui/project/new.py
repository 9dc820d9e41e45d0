"""Making a new project: its title, its file and the codebook it starts with."""

import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.formats.codebooks import codebook_kinds
from annotator.gui.settings.settings import CODER, LAST_FOLDER, Settings
from annotator.gui.shelf import ShelfView
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import (
    PROJECTS,
    SUFFIX,
    choose_existing,
    choose_new,
    last_folder,
)
from annotator.store.file.overwriting import free_path
from annotator.store.project import Project
from annotator.workflow.coders import known_handle

_TITLE = "New study"
_SIZE = QSize(940, 600)
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 120  # code points; file systems allow 255 bytes


def new_project(
    parent: QWidget | None, settings: Settings, *, codebook: Path | None = None, then: str = ""
) -> Project | None:
    """Ask for a new project's title, file and codebook, make it and return it opened.

    `codebook` is a file whose codebook is proposed, `then` says what follows. Return None when the
    user cancels.
    """
    dialog = NewProjectDialog(settings, parent, then=then)
    if codebook is not None:
        dialog.propose_codebook(codebook)
    return run_dialog(dialog).project


class NewProjectDialog(Dialog):
    """Enter makes the project; `project` is it then."""

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, then: str = ""
    ) -> None:
        super().__init__(parent, settings, "new_project", "New project", _SIZE)
        self._then = PlainLabel(then, role="muted", wrap=True)
        self._then.setVisible(bool(then))
        self.project: Project | None = None
        self._folder = last_folder(settings)
        self._own_path = False
        self.title = QLineEdit(_TITLE)
        self.path = QLineEdit()
        self.shelf = ShelfView()
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self._lay_out()
        self._connect()
        self._follow_title(_TITLE)
        self.title.selectAll()
        self.title.setFocus()

    def _lay_out(self) -> None:
        # Made in the order in which Tab visits them.
        browse = secondary_button("&Browse…", self._browse)
        self.load = secondary_button("From a &file…", self._load_codebook)
        buttons, self.make = answer_buttons(self, "&Make project")
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.addWidget(named("&Title", self.title), 0, 0)
        grid.addWidget(self.title, 0, 1, 1, 2)
        grid.addWidget(named("&File", self.path), 1, 0)
        grid.addWidget(self.path, 1, 1)
        grid.addWidget(browse, 1, 2)
        grid.addWidget(named("&Codebook", self.shelf.search), 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.shelf, 2, 1, 1, 2)
        grid.addWidget(self.load, 3, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(grid, 1)
        layout.addWidget(self._then)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        shelf = self.shelf
        parts = [shelf.search, shelf.books, shelf.preview.codes, shelf.preview.area]
        order = [self.title, self.path, browse, *parts, self.load, self.make]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.title.textChanged.connect(self._follow_title)
        self.path.textEdited.connect(self._keep_path)
        self.path.textChanged.connect(self._check)
        self.shelf.changed.connect(self._check)

    def _follow_title(self, title: str) -> None:
        if not self._own_path:
            self.path.setText(str(free_path(self._folder, file_name(title), SUFFIX)))
        self._check()

    def _keep_path(self) -> None:
        self._own_path = True

    def _check(self) -> None:
        named_all = bool(self.title.text().strip() and self.path.text().strip())
        self.make.setEnabled(named_all and self.shelf.book() is not None)
        self.problem.hide()

    def _browse(self) -> None:
        name = Path(self.path.text()).name
        chosen = choose_new(self, self._settings, "New project", PROJECTS, name)
        if chosen is not None:
            self._own_path = True
            self.path.setText(str(chosen))

    def _load_codebook(self) -> None:
        path = choose_existing(
            self, self._settings, "Choose a codebook", codebook_kinds(reading=True)
        )
        if path is not None and self.propose_codebook(path):
            self.shelf.books.setFocus()

    def propose_codebook(self, path: Path) -> bool:
        """Offer the codebook in a file, chosen already; tell whether it could be read."""
        try:
            self.shelf.add_file(path)
        except UserError as error:
            self._refuse(error)
            return False
        return True

    def accept(self) -> None:
        """Make the project, or say why it can't be."""
        path = with_suffix(Path(self.path.text().strip()).expanduser())
        if path.parent == self._folder:
            # Nobody chose it, so it is not theirs to make.
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.project = Project.create(
                path,
                title=self.title.text().strip(),
                codebook=self._chosen_codebook(),
                coder=known_handle(self._settings.get(CODER), None),
            )
        except UserError as error:
            self._refuse(error)
            return
        self._settings.set(LAST_FOLDER, str(path.absolute().parent))
        super().accept()

    def _chosen_codebook(self) -> Codebook | None:
        book = self.shelf.book()
        return book.codebook if book else None

    def _refuse(self, error: UserError) -> None:
        self.problem.setText(str(error))
        self.problem.show()


def file_name(title: str) -> str:
    """Return a title as a file name that every system allows, without suffix."""
    name = " ".join(_UNSAFE.sub(" ", title).split())[:_LONGEST_NAME].strip(" .")
    return f"{name}_" if _RESERVED.fullmatch(name) else name or "Untitled"


def with_suffix(path: Path) -> Path:
    """Return the path with a project's suffix."""
    if not path.name:  # a folder's root, as while one types a path
        return path / f"{file_name('')}{SUFFIX}"
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
