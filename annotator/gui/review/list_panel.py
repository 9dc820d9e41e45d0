"""What the review's lists have in common: they read when they are shown and follow the session."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.theme import DOUBLE, GRID
from annotator.gui.review.item_list import ItemList
from annotator.gui.review.item_rows import ItemRows, ListItem
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel

_MANY_TITLES = 1000


class ListPanel(QWidget):
    """A list of annotations with something above and below it.

    Where one stands in the list is opened and selected in the session; the focus stays.
    """

    go_to = Signal(str)
    """The user wants to this annotation in the text, by its id."""
    thread_wanted = Signal()
    """The user wants to ask or answer about what is selected."""
    left = Signal()
    """The user wants back to the text."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self.session = session
        self._titles: dict[str, str] = {}
        self._stale = True
        self.list = ItemList(name)
        self.list.key_handler = self._key
        self.hint = PlainLabel(role="muted", wrap=True)
        session.changed.connect(self._changed)
        session.view_changed.connect(self._touched)
        session.selected.connect(self._follow)
        self.list.stood_on.connect(self._show_item)
        self.list.activated_item.connect(self._go_to_item)

    def lay_out(self, above: QWidget, *below: QWidget) -> None:
        """Put the list between what belongs above and below it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self.list, 1)
        for widget in below:
            column.addWidget(widget)
        inside = QVBoxLayout(self.list.viewport())
        inside.setContentsMargins(DOUBLE, DOUBLE, DOUBLE, GRID)
        inside.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignTop)

    # What is shown

    def title_of(self, annotation: Annotation) -> str:
        """Return the title of an annotation's article, on one line."""
        found = self._titles.get(annotation.article)
        if found is None:
            article = self.session.project.get(Article, annotation.article)
            found = " ".join(article.title.split()) if article else ""
            if len(self._titles) >= _MANY_TITLES:
                self._titles.clear()
            self._titles[annotation.article] = found
        return found

    def items(self) -> ItemRows:
        """Return what to list."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """Say why the list is empty and what to do."""
        raise NotImplementedError

    def note(self, changes: Changes) -> None:
        """Take note of an edit, whether anybody looks or not."""

    def told(self) -> None:
        """Show what else is known once the list is there."""

    def refresh(self) -> None:
        """List what there is now."""
        self._stale = False
        self.list.set_items(self.items())
        self.hint.setText("" if self.list.items else self.empty_words())
        self.hint.setVisible(not self.list.items)
        self.told()
        self._follow(self.session.selection)

    def code_of(self, item_code: str) -> Code:
        """Return a code by its id."""
        return self.session.codebook.code(item_code) or Code(id=item_code, name=item_code)

    def _changed(self, changes: Changes) -> None:
        self._titles.clear()
        self.note(changes)
        self._touched()

    def _touched(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """List what there is now."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the list; with a focus proxy Tab would leave out what is above."""
        self.list.setFocus(event.reason())

    # Where one stands

    def _follow(self, annotation: str) -> None:
        current = self.list.current
        if not annotation or (current is not None and current.annotation.id == annotation):
            return
        place = self.list.items.place_with(annotation)
        if place >= 0:
            self.list.stand_at(place)

    def _show_item(self, item: ListItem) -> None:
        self.session.open_article(item.annotation.article)
        self.session.select(item.annotation.id)

    def _go_to_item(self, item: ListItem) -> None:
        self._show_item(item)
        self.go_to.emit(item.annotation.id)

    def ask_about(self) -> None:
        """Ask or answer about the current item, unless something else is selected."""
        current = self.list.current
        if not self.session.selection and current is not None:
            self._show_item(current)
        self.thread_wanted.emit()

    def _key(self, event: QKeyEvent) -> bool:
        return perform(self, key_word(event))
