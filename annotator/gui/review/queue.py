"""The queue of colleagues' annotations: accept, change or reject each, with a reason, next."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, Decision, gold_id
from annotator.domain.change import Changes
from annotator.domain.edits.base import Edit
from annotator.domain.edits.review import GiveReason, Settle, Undecide
from annotator.domain.settings import project_settings
from annotator.gui.commands.table import command, key_of, with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.item_rows import ListItem
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.queue_finder import QueueFinder
from annotator.gui.review.queue_rows import QueueItems
from annotator.gui.review.reasons import ReasonPicker
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import LAST_REASON, Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.gui.wording.annotations import SIGNS
from annotator.workflow.annotation_rows import WHOLE_ARTICLE, values_summary
from annotator.workflow.review.for_all import decided_by, decided_with
from annotator.workflow.review.queueing import QueueEntry
from annotator.workflow.review.row_index import RowListing
from annotator.workflow.review.settling import decided_for_all
from annotator.workflow.runs import run_coders

_LONGEST = 200
_ROWS = 4
_FEW = 200
"""Of how many annotations at most that are open again the first one listed is looked for."""
_ACTS = (
    ("queue_accept", "Accept", "Take it into gold as it is"),
    ("queue_change", "Change", "Take it into gold and edit it there"),
    ("queue_reject", "Reject", "Leave it out of gold"),
    ("queue_reason", "Reason", "Say why it was decided so"),
    ("queue_take_back", "Take back", "Take the decision back"),
)
"""Commands with the words of their buttons, and what they do."""


class QueueList(ListPanel):
    """Colleagues' annotations, the undecided ones first; each decision moves on to the next."""

    edit_wanted = Signal(str)
    """This gold annotation, which is open and selected, is to be edited."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, "Colleagues' annotations to decide on")
        self._settings = settings
        self._done: list[str] = []
        self.finder = QueueFinder(session, self)
        self._rows: QueueItems | None = None
        self._runs: frozenset[str] = frozenset()
        self._asking: tuple[str, str] = ("", "")
        self.coder = ComboBox()
        self.scope = ComboBox()
        self.progress = PlainLabel(role="small")
        self.reasons = ReasonPicker()
        self.buttons = QWidget()
        self.lay_out(self._top(), self.reasons, self.buttons)
        self._add_acts()
        self.coder.activated.connect(self._chosen)
        self.scope.activated.connect(self._chosen)
        session.article_opened.connect(self._moved_on)
        self.finder.grown.connect(self._grow)
        self.reasons.chosen.connect(self._answered)
        self.reasons.closed.connect(self._ask_nothing)

    def _top(self) -> QWidget:
        self.coder.setAccessibleName("Whose annotations")
        self.coder.addItem("Everybody's", "")
        self.scope.setAccessibleName("Where")
        for name, data in (("In the project", False), ("In this article", True)):
            self.scope.addItem(name, data)
        top = QWidget()
        grid = QGridLayout(top)
        grid.setContentsMargins(GRID, 0, GRID, HALF)
        grid.setSpacing(HALF)
        grid.addWidget(self.coder, 0, 0)
        grid.addWidget(self.scope, 0, 1)
        grid.addWidget(self.progress, 1, 0, 1, 2)
        return top

    def _add_acts(self) -> None:
        around = QVBoxLayout(self.buttons)
        around.setContentsMargins(GRID, HALF, GRID, GRID)
        flow = FlowLayout()
        around.addLayout(flow)
        for ident, name, does in _ACTS:
            button = QToolButton()
            button.setText(f"{name}  {key_of(ident)}")
            button.setAccessibleName(name)
            set_tool_tip(button, with_key(does, ident))
            button.setProperty("role", "chip")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._perform, ident))
            flow.addWidget(button)

    def _perform(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        command(name).do(self)

    # What is shown

    def items(self) -> QueueItems:
        """Return the queue, with the coders to choose from brought up to date."""
        self.finder.enter()
        self._runs = run_coders(self.session.project)
        self._fill_coders()
        article = self.session.article
        here = article.article.id if article and self.scope.currentData() else None
        coder = str(self.coder.currentData() or "")
        listing = RowListing(self.finder.found.index)
        listing.want(lambda whose: coder in ("", whose), here)
        project = self.session.project
        self._rows = QueueItems(project, listing, self.finder.entries, self._item)
        return self._rows

    def note(self, changes: Changes) -> None:
        """Take note of an edit, whether anybody looks or not."""
        self.finder.follow(changes)

    def _grow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _item(self, entry: QueueEntry) -> ListItem:
        one, decision = entry.annotation, entry.decision
        code = self.code_of(one.code)
        run = " (run)" if one.coder in self._runs else ""
        who = (f"{self.session.handle_of(one.coder)}{run}", self.title_of(one))
        reason = [f"“{decision.reason}”"] if decision and decision.reason else []
        return ListItem(
            id=one.id,
            annotation=one,
            code=code,
            title=one.text[:_LONGEST] if one.fragments else WHOLE_ARTICLE,
            second=values_summary(code, one) or code.name,
            third=" · ".join((*reason, *who)),
            aside=f"{SIGNS[decision.verdict]} {decision.verdict}" if decision else "",
            faint=decision is not None,
        )

    def told(self) -> None:
        """Say how many are decided, and offer to decide who may."""
        self.buttons.setVisible(self.session.may_review and self.reasons.isHidden())
        rows = self._rows
        count, waiting = (len(rows), rows.waiting) if rows is not None else (0, 0)
        so_far = " so far" if self.finder.under_way else ""
        self.progress.setText(f"{count - waiting} of {count} decided{so_far}")

    def empty_words(self) -> str:
        """Say where annotations come from, or that one is blind to them."""
        if self.finder.under_way:
            return ""
        if self._colleagues():
            return (
                "Nothing to decide on here. Labels on an article that you are to code yourself "
                "show when you have finished it."
            )
        brings = f"Bring their files in with {key_of('bring_in')}"
        return f"No colleague's annotations yet. {brings}."

    def _colleagues(self) -> list[tuple[str, str]]:
        session = self.session
        others = self.finder.coders - {session.coder_id}
        named = ((ident, session.handle_of(ident)) for ident in others)
        return sorted(named, key=lambda pair: pair[1].casefold())

    def _fill_coders(self) -> None:
        wanted = [("", "Everybody's")]
        runs = self._runs
        wanted += [
            (ident, f"{name} (run)" if ident in runs else f"{name}'s")
            for ident, name in self._colleagues()
        ]
        box = self.coder
        if wanted != [(box.itemData(n), box.itemText(n)) for n in range(box.count())]:
            chosen = box.currentData()
            box.clear()
            for ident, name in wanted:
                box.addItem(name, ident)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    @property
    def _last(self) -> str:
        """What was decided last and is so still: its id, or ""."""
        project = self.session.project
        decided = (one for one in reversed(self._done) if project.find(Decision, annotation=one))
        return next(decided, "")

    def _changed(self, changes: Changes) -> None:
        """Come to what is open again because it was undone."""
        super()._changed(changes)
        reopened = {word.annotation for word in changes.removed(Decision)}
        if not reopened or not self.isVisible() or self._rows is None:
            return
        last = [one for one in reversed(self._done) if one in reopened]
        asked = last or sorted(reopened)[:_FEW]
        found = {one: self._rows.place_of(one) for one in asked}
        listed = {one: place for one, place in found.items() if 0 <= place < self._rows.waiting}
        self._done = [one for one in self._done if one not in reopened]
        if listed:
            first = min(listed, key=lambda one: listed[one])
            self.list.stand_on(next(iter(listed)) if last else first)

    def _moved_on(self) -> None:
        if self.scope.currentData() and self.isVisible():
            self.refresh()

    def _chosen(self, _index: int) -> None:
        self.refresh()
        self.list.setFocus()

    # Deciding

    def accept(self) -> None:
        """Take the current annotation into gold as it is."""
        current = self.list.current
        if current is not None:
            self._decide(current.id, Settle(take=(current.id,), label="Accepted"))

    def change(self) -> None:
        """Ask why, then take the current annotation into gold and edit it there."""
        self._ask("change", "Change: why?")

    def reject(self) -> None:
        """Ask why, then leave the current annotation out of gold."""
        self._ask("reject", "Reject: why?")

    def give_reason(self) -> None:
        """Ask why the current annotation, or else the one before, was decided so."""
        current = self.list.current
        decided = current.id if current and current.faint else self._last
        if decided:
            self._ask("reason", "Why?", decided)
        else:
            accepts, changes = key_of("queue_accept"), key_of("queue_change")
            does = f"{accepts} accepts, {changes} changes, {key_of('queue_reject')} rejects"
            self.session.refused.emit(f"Nothing is decided yet: {does}.")

    def take_back(self) -> None:
        """Take back what was decided on the current annotation, or else on the one before."""
        current = self.list.current
        decided = current.id if current and current.faint else self._last
        if not decided:
            self.session.refused.emit("Nothing is decided yet that could be taken back.")
        elif (
            self.session.apply(Undecide(decided_with(self.session.project, [decided]))) is not None
        ):
            self.list.stand_on(decided)

    def _ask(self, what: str, title: str, annotation: str = "") -> None:
        current = self.list.current
        wanted = annotation or (current.id if current else "")
        if wanted:
            self._asking = what, wanted
            last = self._settings.get(LAST_REASON)
            settings = project_settings(self.session.project.info().settings)
            self.buttons.hide()
            self.reasons.begin(title, list(settings.review_reasons), last)
            self._fit()

    def _ask_nothing(self) -> None:
        self._asking = "", ""
        self.buttons.show()
        self.list.setFocus()

    def _fit(self) -> None:
        """Leave the list of annotations some rows beside the reasons."""
        self.reasons.fit(self.height() - self.list.y() - self.list.height_of(_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    def _answered(self, reason: str) -> None:
        what, annotation = self._asking
        self._settings.set(LAST_REASON, reason)
        self._ask_nothing()
        if what == "reject":
            edit = Settle(over=(annotation,), reason=reason, label="Rejected")
            self._decide(annotation, edit)
        elif what == "change":
            self._change(annotation, reason)
        elif what == "reason":
            self.session.apply(GiveReason(annotation, reason))

    def _decide(self, annotation: str, edit: Edit) -> None:
        whole = self._for_all(annotation, edit)
        following = self._following(annotation, decided_by(whole))
        if self.session.apply(whole) is not None:
            self._done.append(annotation)
            if following:
                self.list.stand_on(following)

    def _for_all(self, annotation: str, edit: Edit) -> Edit:
        """Decide so for all coders' labels of the same thing."""
        project, found = self.session.project, self.session.project.get(Annotation, annotation)
        seen = self.session.visibility.when_reviewing()
        return decided_for_all(project, seen, edit, found.article) if found else edit

    def _following(self, annotation: str, decided: Collection[str]) -> str:
        """Return the one after an annotation that stays undecided, or else the first, or ""."""
        rows = self._rows
        place = rows.place_of(annotation) if rows is not None else -1
        if rows is None or place < 0:
            return ""
        others = (*range(place + 1, rows.waiting), *range(min(place, rows.waiting)))
        return next((one for n in others if (one := rows.item(n).id) not in decided), "")

    def _change(self, annotation: str, reason: str) -> None:
        found = self.session.project.get(Annotation, annotation)
        edit = Settle(take=(annotation,), reason=reason, label="Taken into gold to change it")
        if found is None or self.session.apply(self._for_all(annotation, edit)) is None:
            return
        self._done.append(annotation)
        self.session.open_article(found.article)
        words = self.session.project.find(Decision, annotation=annotation)
        gold = next((word.gold for word in words if word.gold), gold_id(annotation))
        self.session.select(gold)
        self.go_to.emit(gold)
        self.edit_wanted.emit(gold)
