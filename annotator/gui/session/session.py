"""The session: the open project and what the user is at, which every view listens to."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import GOLD_LAYER, Annotation, AnyPlaced
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.base import Edit
from annotator.domain.errors import BusyError, UserError
from annotator.domain.visibility import Visibility
from annotator.gui.commands.table import key_of
from annotator.gui.session.acting_as import by_who_codes_now
from annotator.gui.session.known import ANYTHING, KnownProject, is_followed, untold
from annotator.gui.session.meanwhile import Meanwhile, verifying
from annotator.gui.session.stepping import OthersAct, Stepping
from annotator.gui.session.typed_keeper import TypedKeeper
from annotator.gui.session.waiting import EditAtHand, WaitingEdits, came_of
from annotator.gui.session.writing import FileWriter
from annotator.store.history.log import EditRow
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.gold import Names
from annotator.workflow.seen_annotations import SeenAnnotations, Sight

T = TypeVar("T")


class Session(QObject):
    """One project in one window, coded by one person.

    Views never talk to each other: they ask the session to apply edits and refresh from `changed`.
    The selected annotation and the open article are the session's: they are the same everywhere.
    """

    changed = Signal(object)
    """The `Changes` of an edit that is on disk; without its id, they wait, or do not come to be."""
    article_opened = Signal()  # another one, or none, or the same with another text
    selected = Signal(str)  # the annotation's id, or an empty text
    stepped = Signal(object)  # the `Changes` of an undo or redo, when they are shown
    told = Signal(str)  # what was done, in words, for the status bar
    told_late = Signal(str)  # what had to wait is done now; what was told since may matter more
    refused = Signal(str)  # why something was not done
    view_changed = Signal()  # colleagues' layers are shown or hidden
    path_changed = Signal()  # the project's file has another name now, or is another one
    moved = Signal(object)  # a `FileChangedError`: the file is another one, or gone

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._writer = FileWriter(project, self)
        self.typed = TypedKeeper(project, self, lambda: self.waiting.last)
        """What is being typed and is no edit yet."""
        self.typed.refused.connect(self.refused)
        self.kept_beside: tuple[Path, ...] = ()
        """Files beside the project with edits that it lacks, as far as it was looked for them."""
        self._open: OpenArticle | None = None
        self._selection = ""
        self._wanted = self._shown = ""
        self._meanwhile = Meanwhile(self, lambda: project.is_closed)
        self.reselects = False
        """Whether another selection is told right after `changed`: what shows it can wait."""
        self._seen = SeenAnnotations()
        self._colleagues = True
        self._known = KnownProject(project)
        self._writer.told.connect(self.told)
        self._writer.refused.connect(self.refused)
        self._writer.path_changed.connect(self.path_changed)
        self._writer.moved.connect(self.typed.write_anew)
        self._writer.moved.connect(self.moved)
        self._writer.written_by_others.connect(self._read_again)
        self._writer.waiting.readable.connect(self._read_again)
        project.remember = lambda: self._known.remembered(self._open)
        self.agree: Callable[[OthersAct], bool] = lambda _: True  # the window puts the question
        self.window: QWidget | None = None  # over which the progress of large edits is shown
        self._steps = Stepping(project, self._writer, self._at_hand, self, self._publish)
        self.apply_large, self.make_large = self._steps.apply_elsewhere, self._steps.make_elsewhere

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
        self._steps.begin_anew()
        self.project.coder = handle
        self.typed.find()
        self._refresh_view()

    def handle_of(self, coder: str) -> str:
        """Return a coder's handle by their id."""
        return self._known.handle_of(coder)

    def is_own(self, annotation: AnyPlaced) -> bool:
        """Tell whether an annotation is in the coder's own layer, so that they may change it."""
        return self.visibility.is_own(annotation)

    @property
    def coder_id(self) -> str:
        """The id of who is coding; empty as long as the project does not know them."""
        return self._known.coder_id

    @property
    def may_review(self) -> bool:
        """Whether who is coding may write gold and decisions."""
        return self._known.may_review

    # Who sees what

    @property
    def reviewing(self) -> bool:
        """Whether colleagues' work is being reviewed, and not one's own done."""
        return self._known.reviewing

    def set_reviewing(self, reviewing: bool) -> None:  # noqa: FBT001 - says itself
        """Begin or end reviewing."""
        if reviewing != self._known.reviewing:
            self._known.reviewing = reviewing
            self._refresh_view()

    @property
    def visibility(self) -> Visibility:
        """What may be seen, over the whole project."""
        return self._known.visibility

    def sees_others(self) -> bool:
        """Tell whether others' labels on the open article may be seen: who codes it is blind."""
        return self._open is not None and self.visibility.sees_others_on(self._open.article.id)

    # The codebook

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        return self._known.codebook

    def code_of(self, annotation: AnyPlaced) -> Code:
        """Return an annotation's code."""
        return self.codebook.code(annotation.code) or Code(id=annotation.code, name=annotation.code)

    def names(self) -> Names:
        """Return what codes, coders and actors are called."""
        return self._known.names()

    # The open article

    @property
    def article(self) -> OpenArticle | None:
        """The open article with its text and annotations."""
        return self._open

    def open_article(self, article: str) -> None:
        """Open an article by its id; an empty or unknown id closes the open one."""
        self._wanted = ""
        if self._open is not None and self._open.article.id == article:
            return
        try:
            self._known.keep_in_mind()
            found = OpenArticle.load(self.project, article) if article else None
        except BusyError as error:
            self._wanted = article  # what is shown stays, until this can be read
            self.waiting.say_at_once()
            self.refused.emit(f"It is opened as soon as that is possible: {error.message}")
            return
        except UserError as error:
            found = None
            self.refused.emit(str(error))
        self.select("")
        self._open, self._shown = found, found.text if found is not None else ""
        self.article_opened.emit()
        # Anchors are verified, and the rest is read, once the article is on the screen.
        self._verify()

    def _verify(self) -> None:
        close = partial(self.open_article, "")
        self._meanwhile.begin(verifying(self._open, self.refused.emit, close))

    def visible_annotations(self) -> list[AnyPlaced]:
        """Return the open article's annotations that are to be seen, in reading order."""
        return self._seen.of(self._open, self._sight()) if self._open else []

    def counts_here(self) -> Counter[str]:
        """Return how many annotations of the open article are to be seen, by code id."""
        return self._seen.counts(self._open, self._sight()) if self._open else Counter()

    def _sight(self) -> Sight:
        others = (self._colleagues or self._known.reviewing) and self.sees_others()
        return Sight(self.visibility.coder, others=others)

    def is_visible(self, annotation: Annotation) -> bool:
        """Tell whether an annotation is to be seen: colleagues' ones can be hidden in coding."""
        shown = self._colleagues or self._known.reviewing or self.is_own(annotation)
        return shown and self.visibility.sees(annotation)

    def may_change(self, annotation: Annotation) -> bool:
        """Tell whether an annotation can be changed: one's own, and gold while reviewing."""
        gold = self._known.reviewing and annotation.layer == GOLD_LAYER and self.may_review
        return gold or self.is_own(annotation)

    @property
    def shows_colleagues(self) -> bool:
        """Whether colleagues' layers are shown."""
        return self._colleagues

    def show_colleagues(self, shown: bool) -> None:  # noqa: FBT001 - a toggle's slot
        """Show or hide colleagues' layers."""
        self._colleagues = shown
        self._refresh_view()

    def _refresh_view(self) -> None:
        self._known.look_anew()
        self.select(self._selection)
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
        wanted = self._selectable(annotation)
        if wanted != self._selection:
            self._selection = wanted
            self.selected.emit(wanted)

    def _selectable(self, annotation: str) -> str:
        found = self._open.annotations.get(annotation) if self._open else None
        return annotation if found is not None and self.is_visible(found) else ""

    # Edits

    def apply(
        self, edit: Edit, *, select: str | None = None, silent: bool = False
    ) -> Changes | None:
        """Apply an edit, `select` an annotation then, and tell it; a refusal gives None."""
        self._wanted = ""
        act, expect = partial(self.project.apply, edit), partial(self.project.expect, edit)
        return self._steps.write(self._at_hand(act, expect, select=select, silent=silent))

    def planned(self, plan: Callable[[], T]) -> T | None:
        """Return what is planned; a refusal is shown and gives None."""
        try:
            return plan()
        except UserError as error:
            self.refused.emit(str(error))
            return None

    def apply_planned(self, plan: Callable[[], Edit]) -> bool:
        """Apply the edit that is planned; tell whether it was done, and show why not."""
        return (edit := self.planned(plan)) is not None and self.apply(edit) is not None

    def undo(self) -> Changes | None:
        """Take the last edit back: what waits first; what another made, when one says so."""
        return self._steps.undo()

    def redo(self) -> Changes | None:
        """Do again what was undone last; if somebody else undid or did it, when one says so."""
        return self._steps.redo()

    def take_back(self, edit: str) -> Changes | None:
        """Take one edit back that need not be the last; as for `undo`."""
        return self._steps.take_back(edit)

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, in words."""
        return self._steps.undo_label()

    def redo_label(self) -> str | None:
        """Return what `redo` would do again, in words."""
        return self._steps.redo_label()

    def _at_hand(
        self,
        act: Callable[[], Changes | None],
        expect: Callable[[], Changes],
        *,
        select: str | None = None,
        silent: bool = False,
        hint: str = "",
        undoes: EditRow | None = None,
        is_redo: bool = False,
    ) -> EditAtHand:
        undoes_it = hint or f"{key_of('undo')} undoes"

        def show(changes: Changes, ends: str) -> None:
            back = self._open.brought_back(changes) if self._open is not None else None
            self._publish(changes, back if select is None else select)
            if is_redo or undoes is not None:
                self.stepped.emit(changes)
            if not silent and changes.some:
                self.told.emit(f"{changes.label} — {ends}")

        def end(changes: Changes | None, expected: Changes) -> None:
            self._end_waiting(made, changes, expected)
            if not silent and changes is not None and changes.some:
                self.told_late.emit(f"{changes.label} — {undoes_it}")

        made = EditAtHand(
            act=by_who_codes_now(self.project, act),
            done=lambda changes: show(changes, undoes_it),
            expect=expect,
            shown=lambda changes: show(changes, "it waits to be saved"),
            ended=end,
            undoes=undoes,
            is_redo=is_redo,
        )
        return made

    def _end_waiting(self, edit: EditAtHand, changes: Changes | None, expected: Changes) -> None:
        """Show what came of an edit that was shown before it was written."""
        self.typed.ended(edit, refused=changes is None)
        for one in came_of(changes, expected):
            self._publish(one)
        self.project.all_shown()

    def publish(self, changes: Changes, select: str | None = None, *, alone: bool = False) -> None:
        """Show an edit that was made on another thread; undo passes over one that came `alone`."""
        self._steps.begin_anew(passed=changes.edit if alone else None)
        self._publish(changes, select)

    def _publish(self, changes: Changes, select: str | None = None) -> None:
        """Refresh every view from what an edit changed."""
        # What waits can't be read from the file: it is followed, however much it is.
        if changes.edit and not is_followed(changes):
            self._writer.hear()
            self._read_again(untold(changes), select)
            return
        self._known.follow(changes)
        if self._open is not None and self._open.touched_by(changes):
            before, self._open = self._open, self._open.refreshed(self.project, changes)
            self._seen.follow(before, self._open, changes)
            if not before.is_mended_by(changes):
                self._verify()
        self._known.see(changes)
        self._tell(changes, select)

    def _tell(self, changes: Changes, select: str | None = None) -> None:
        """Let the views refresh; an article or a selection that is gone is given up."""
        gone = bool(self._selection) and not self._selectable(self._selection)
        if gone:
            self._selection = ""
        to_come = "" if select is None else self._selectable(select)
        self.reselects = gone if select is None else to_come != self._selection
        if self._open is not None and self._open.text != self._shown:
            self._shown = self._open.text
            self.article_opened.emit()
        self.changed.emit(changes)
        self.reselects = False
        if self._open is None:
            self.article_opened.emit()
        if select is not None:
            self.select(select)
        elif gone:
            self.selected.emit("")

    def go_on_in(self, path: Path) -> None:
        """Go on in another file of the same project, also with what waits and what is typed."""
        self._writer.go_on_in(path)
        self.typed.write_anew()

    def refresh_from_disk(self) -> None:
        """Look what became of the file, and take over what another program has written to it."""
        self._writer.look()

    def _read_again(self, changes: Changes = ANYTHING, select: str | None = None) -> None:
        wanted = self._wanted
        if self._open is not None:
            self._open = OpenArticle.load(self.project, self._open.article.id)
            self._verify()
        self._known.forget()
        self.typed.find_late()
        self._tell(changes, select)
        if wanted:
            self.open_article(wanted)
