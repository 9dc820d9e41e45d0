"""Parts of a code of which one is being changed, and the list that shows their names."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QLineEdit

from annotator.domain.errors import UserError
from annotator.gui.codebook.list_page import ListPage
from annotator.workflow.codebook_text import free_slug, slug

P = TypeVar("P")


def follow_name(name: QLineEdit, identity: QLineEdit, taken: Callable[[], set[str]]) -> None:
    """Have a new part's id follow its name until somebody types an id."""

    def follow(typed: str) -> None:
        if not identity.isReadOnly() and not identity.isModified() and slug(typed):
            identity.setText(free_slug(typed, taken()))

    name.textEdited.connect(follow)


class Parts(Generic[P]):
    """Keeps a page's list, its form and the parts themselves in step.

    What is typed is taken over when another part is chosen, and when all are asked for. `show`
    gets a part and the others.
    """

    def __init__(
        self,
        page: ListPage,
        name_edit: QLineEdit,
        parts: Iterable[P],
        *,
        name: Callable[[P], str],
        make: Callable[[list[P]], P],
        show: Callable[[P, list[P]], None],
        read: Callable[[P], P],
    ) -> None:
        self._page, self._name_edit = page, name_edit
        self._parts = list(parts)
        self._name, self._make, self._show_part, self._read = name, make, show, read
        self._current = -1
        page.chosen.connect(self._choose)
        page.add_wanted.connect(self.add)
        page.remove_wanted.connect(self._remove)
        page.move_wanted.connect(self._move)
        name_edit.textEdited.connect(page.rename)
        self._show(0)

    def all(self) -> tuple[P, ...]:
        """Return the parts as they are typed; raise a `UserError` when one can't be read."""
        self._take_over()
        return tuple(self._parts)

    def add(self) -> None:
        """Add a part at the end."""
        if not self._kept():
            return
        self._parts.append(self._make(self._parts))
        self._show(len(self._parts) - 1)
        self._name_edit.setFocus()
        self._name_edit.selectAll()

    def _take_over(self) -> None:
        if 0 <= self._current < len(self._parts):
            self._parts[self._current] = self._read(self._parts[self._current])

    def _choose(self, place: int) -> None:
        if self._kept():
            self._show(place)

    def _kept(self) -> bool:
        """Take over what is typed; where that is refused say why and stay."""
        try:
            self._take_over()
        except UserError as error:
            self._page.show_names(self._names(), self._current)
            self._page.refused.emit(str(error))
            return False
        return True

    def _names(self) -> list[str]:
        return [self._name(part) for part in self._parts]

    def _show(self, place: int) -> None:
        self._current = min(place, len(self._parts) - 1)
        self._page.show_names(self._names(), self._current)
        if self._current >= 0:
            others = self._parts[: self._current] + self._parts[self._current + 1 :]
            self._show_part(self._parts[self._current], others)

    def _remove(self, place: int) -> None:
        if 0 <= place < len(self._parts):
            del self._parts[place]
            self._show(min(place, len(self._parts) - 1))

    def _move(self, place: int, step: int) -> None:
        target = place + step
        if 0 <= place < len(self._parts) and 0 <= target < len(self._parts) and self._kept():
            self._parts[place], self._parts[target] = self._parts[target], self._parts[place]
            self._show(target)
