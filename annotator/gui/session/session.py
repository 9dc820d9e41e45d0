"""The session: the open project and what the user is at, which every view listens to."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.base import Edit
from annotator.domain.errors import DAMAGE_REMEDY, UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.visibility import Visibility
from annotator.gui.commands.table import key_of
from annotator.gui.session.typed_keeper import TypedKeeper
from annotator.gui.session.waiting import WaitingEdits
from annotator.gui.session.writing import FileWriter
from annotator.store.history.log import EditRow
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.gold import Names
from annotator.workflow.visibility import visibility_after, visibility_of

T = TypeVar("T")


class OthersAct(msgspec.Struct, frozen=True):
    """An edit that is to be taken back or done `again`, and what somebody else did about it."""

    edit: EditRow
    act: EditRow
    again: bool


class Session(QObject):
    """One project in one window, coded by one person.

    Views never talk to each other: they ask the session to apply edits and refresh from
    `changed`. The selected annotation and the open article are the session's, so that they are
    one and the same everywhere.
    """

    changed = Signal(object)
    """The `Changes` of an edit that is on disk."""
    article_opened = Signal()
    """Another article is open, or none."""
    selected = Signal(str)
    """The selected annotation's id, or an empty text."""
    told = Signal(str)
    """What was done, in words, for the status bar."""
    refused = Signal(str)
    """Why something was not done."""
    view_changed = Signal()
    """Colleagues' layers are shown or hidden."""
    path_changed = Signal()
    """The project's file has another name now, or is another one."""
    moved = Signal(object)
    """The file is another one, or gone (a `FileChangedError`); the work goes on elsewhere."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.typed = TypedKeeper(project, self)
        """What is being typed and is no edit yet."""
        self.typed.refused.connect(self.refused)
        self.kept_beside: tuple[Path, ...] = ()
        """Files beside the project with edits that it lacks, as far as it was looked for them."""
        self._open: OpenArticle | None = None
        self._selection = ""
        self._handles: dict[str, str] = {}
        self._codebook: Codebook | None = None
        self._colleagues = True
        self._reviewing = False
        self._visibility: Visibility | None = None
        self._writer = FileWriter(project, self)
        self._writer.told.connect(self.told)
        self._writer.refused.connect(self.refused)
        self._writer.path_changed.connect(self.path_changed)
        self._writer.moved.connect(self.typed.write_anew)
        self.typed.edits_wait = lambda: self.waiting.some
        self.waiting.changed.connect(self.typed.flush)
        self._writer.moved.connect(self.moved)
        self._writer.written_by_others.connect(self._read_again)
        self.agree: Callable[[OthersAct], bool] = lambda _: True
        """Asks whether to take back what somebody else did; the window puts the question."""

    def end(self) -> None:
        """Stop looking after the file, and close it."""
        self._writer.end()

    @property
    def waiting(self) -> WaitingEdits:
        """Edits that can't be written yet."""
        return self._writer.waiting

    # Who

    @property
    def coder(self) -> str:
        """The handle of who is coding."""
        return self.project.coder

    @coder.setter
    def coder(self, handle: str) -> None:
        self.typed.flush()
        self.project.coder = handle
        self.typed.find()
        self._refresh_view()

    def handle_of(self, coder: str) -> str:
        """Return a coder's handle by their id."""
        if coder not in self._handles:
            self._handles = {one.id: one.handle for one in self.project.find(Coder)}
        return self._handles.get(coder, "")

    def is_own(self, annotation: Annotation) -> bool:
        """Tell whether an annotation is in the coder's own layer, so that they may change it."""
        return self.visibility.is_own(annotation)

    @property
    def coder_id(self) -> str:
        """The id of who is coding; empty as long as the project does not know them."""
        if self.coder not in self._handles.values():
            self._handles = {one.id: one.handle for one in self.project.find(Coder)}
        return next((i for i, handle in self._handles.items() if handle == self.coder), "")

    # Who sees what

    @property
    def reviewing(self) -> bool:
        """Whether colleagues' work is being reviewed, and not one's own done."""
        return self._reviewing

    def set_reviewing(self, reviewing: bool) -> None:  # noqa: FBT001 - says itself
        """Begin or end reviewing."""
        if reviewing != self._reviewing:
            self._reviewing = reviewing
            self._refresh_view()

    @property
    def visibility(self) -> Visibility:
        """What may be seen, over the whole project."""
        if self._visibility is None:
            found = visibility_of(self.project, self.coder_id, reviewing=self._reviewing)
            self._visibility = found
        return self._visibility

    def sees_others(self) -> bool:
        """Tell whether others' labels on the open article may be seen: who codes it is blind."""
        return self._open is not None and self.visibility.sees_others_on(self._open.article.id)

    def hides_others(self) -> bool:
        """Tell whether the open article has labels of others that may not be seen yet."""
        found = self._open.annotations.values() if self._open is not None else ()
        return not all(self.visibility.sees(one) for one in found)

    # The codebook

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        if self._codebook is None:
            self._codebook = self.project.codebook()
        return self._codebook

    def code_of(self, annotation: Annotation) -> Code:
        """Return an annotation's code."""
        return self.codebook.code(annotation.code) or Code(id=annotation.code, name=annotation.code)

    def names(self) -> Names:
        """Return what codes, coders and actors are called."""
        actors = {one.id: one.name for one in self.project.find(Actor)}
        return Names(self.codebook, self.handle_of, lambda actor: actors.get(actor, ""))

    # The open article

    @property
    def article(self) -> OpenArticle | None:
        """The open article with its text and annotations."""
        return self._open

    def open_article(self, article: str) -> None:
        """Open an article by its id; an empty or unknown id closes the open one."""
        if self._open is not None and self._open.article.id == article:
            return
        self.select("")
        try:
            self._open = OpenArticle.load(self.project, article) if article else None
        except UserError as error:
            self._open = None
            self.refused.emit(str(error))
        self.article_opened.emit()
        # Anchors are verified once the article is on the screen.
        QTimer.singleShot(0, self, self._verify)

    def _verify(self) -> None:
        damage = self._open.damage() if self._open is not None else ""
        if damage:
            self.refused.emit(f"{damage} {DAMAGE_REMEDY}")

    def visible_annotations(self) -> list[Annotation]:
        """Return the open article's annotations that are to be seen, in reading order."""
        if self._open is None:
            return []
        return [a for a in self._open.in_order if self.is_visible(a)]

    def counts_here(self) -> Counter[str]:
        """Return how many annotations of the open article are to be seen, by code id."""
        return Counter(annotation.code for annotation in self.visible_annotations())

    def is_visible(self, annotation: Annotation) -> bool:
        """Tell whether an annotation is to be seen: colleagues' ones can be hidden in coding."""
        shown = self._colleagues or self._reviewing or self.is_own(annotation)
        return shown and self.visibility.sees(annotation)

    def may_change(self, annotation: Annotation) -> bool:
        """Tell whether an annotation can be changed: one's own, and gold while reviewing."""
        return self.is_own(annotation) or (self._reviewing and annotation.layer == GOLD_LAYER)

    @property
    def shows_colleagues(self) -> bool:
        """Whether colleagues' layers are shown beside one's own."""
        return self._colleagues

    def show_colleagues(self, shown: bool) -> None:  # noqa: FBT001 - a toggle's slot
        """Show or hide colleagues' layers."""
        self._colleagues = shown
        self._refresh_view()

    def _refresh_view(self) -> None:
        self._visibility = None
        selected = self.selected_annotation()
        if selected is not None and not self.is_visible(selected):
            self.select("")
        self.view_changed.emit()

    # The selected annotation

    @property
    def selection(self) -> str:
        """The selected annotation's id, or an empty text."""
        return self._selection

    def selected_annotation(self) -> Annotation | None:
        """Return the selected annotation."""
        return self._open.annotations.get(self._selection) if self._open else None

    def select(self, annotation: str) -> None:
        """Select an annotation of the open article by its id, or none; nothing that is hidden."""
        found = self._open.annotations.get(annotation) if self._open else None
        wanted = annotation if found is not None and self.is_visible(found) else ""
        if wanted != self._selection:
            self._selection = wanted
            self.selected.emit(wanted)

    # Edits

    def apply(
        self, edit: Edit, *, select: str | None = None, silent: bool = False
    ) -> Changes | None:
        """Apply an edit and tell every view; a refusal is shown and gives None.

        `select` is the annotation to select once it is there; `silent` tells nothing in words.
        """
        return self._perform(lambda: self.project.apply(edit), select, silent=silent)

    def planned(self, plan: Callable[[], T]) -> T | None:
        """Return what is planned; a refusal is shown and gives None."""
        try:
            return plan()
        except UserError as error:
            self.refused.emit(str(error))
            return None

    def apply_planned(self, plan: Callable[[], Edit]) -> bool:
        """Apply the edit that is planned; tell whether it was done, and show why not."""
        edit = self.planned(plan)
        return edit is not None and self.apply(edit) is not None

    def undo(self) -> Changes | None:
        """Take the last edit back; if somebody else made it, only when one says so.

        What still waits to be written is given up first.
        """
        if not self.waiting.try_again():
            self.waiting.drop_last()
            self.told.emit("The last edit was not written yet, and will not be")
            return None
        edit = self._next(self.project.next_undo, "Nothing to undo")
        if edit is None:
            return None
        if not self._agreed(edit, edit, again=False):
            return None
        return self._perform(
            lambda: self.project.undo(edit.id), None, hint=f"{key_of('redo')} does it again"
        )

    def redo(self) -> Changes | None:
        """Do again what was undone last; if somebody else undid or did it, when one says so."""
        found = self._next(self.project.next_redo, "Nothing to redo")
        if found is None:
            return None
        edit, undo = found
        if not self._agreed(edit, undo if self._is_others(undo) else edit, again=True):
            return None
        return self._perform(lambda: self.project.redo(edit.id), None)

    def _next(self, look: Callable[[], T | None], nothing: str) -> T | None:
        """Return what a step is about; that there is nothing, or why not, is told."""
        try:
            found = look()
        except UserError as error:
            self.refused.emit(str(error))
            return None
        if found is None:
            self.told.emit(nothing)
        return found

    def take_back(self, edit: str) -> Changes | None:
        """Take one edit back that need not be the last; as for `undo`."""
        row = self.project.edit(edit)
        if row is None or not self._agreed(row, row, again=False):
            return None
        return self._perform(
            lambda: self.project.take_back(edit), None, hint=f"{key_of('redo')} does it again"
        )

    def _is_others(self, act: EditRow) -> bool:
        return act.coder not in ("", self.coder)

    def _agreed(self, edit: EditRow, act: EditRow, *, again: bool) -> bool:
        """Ask before a step takes back what somebody else did."""
        return not self._is_others(act) or self.agree(OthersAct(edit, act, again))

    def _perform(
        self,
        act: Callable[[], Changes | None],
        select: str | None,
        *,
        silent: bool = False,
        hint: str = "",
    ) -> Changes | None:
        def done(changes: Changes) -> None:
            self.publish(changes, self._restored(changes) if select is None else select)
            if not silent and changes.changes:
                self.told.emit(f"{changes.label} — {hint or key_of('undo') + ' undoes'}")

        return self._writer.write(act, done)

    def _restored(self, changes: Changes) -> str | None:
        """Return the one annotation of the open article that undoing brought back, if so."""
        created = changes.created(Annotation)
        here = self._open is not None and [a for a in created if a.article == self._open.article.id]
        return here[0].id if here and len(created) == 1 else None

    def publish(self, changes: Changes, select: str | None = None) -> None:
        """Refresh every view from what an edit changed, be it from here or another thread."""
        if changes.ids(Coder):
            self._handles, self._visibility = {}, None
        if changes.ids(Code) or changes.ids(ProjectInfo):
            self._codebook = None
        if self._open is not None and self._open.touched_by(changes):
            self._open = self._open.refreshed(self.project, changes)
        if self._visibility is not None:
            self._visibility = visibility_after(self._visibility, self.project, changes)
        self._tell(changes, select)

    def _tell(self, changes: Changes, select: str | None = None) -> None:
        """Let the views refresh; an article or a selection that is gone is given up."""
        selected = self.selected_annotation()
        seen = selected is not None and self.is_visible(selected)
        gone = bool(self._selection) and not seen
        if gone:
            self._selection = ""
        self.changed.emit(changes)
        if self._open is None:
            self.article_opened.emit()
        if select is not None:
            self.select(select)
        elif gone:
            self.selected.emit("")

    def refresh_from_disk(self) -> None:
        """Look what became of the file, and take over what another program has written to it."""
        self._writer.look()

    def _read_again(self) -> None:
        self._handles, self._codebook, self._visibility = {}, None, None
        if self._open is not None:
            self._open = OpenArticle.load(self.project, self._open.article.id)
        self._tell(Changes("", "", "", ""))
