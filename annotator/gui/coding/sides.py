"""The panels at both sides of the text: shown or hidden, each by itself or all at once."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.coding.article_pane import ArticlePane
from annotator.gui.settings.settings import SHOW_LEFT, SHOW_RIGHT, Setting, Settings


class SidePanels:
    """Whether the left and the right side are shown, which comes back after a restart.

    That the text is shown alone does not: it is for a while. What is hidden gives the focus back by
    `give_back`.
    """

    def __init__(
        self, settings: Settings, pane: ArticlePane, give_back: Callable[[], object]
    ) -> None:
        self._settings = settings
        self._pane = pane
        self._give_back = give_back
        self._sides: dict[str, QWidget] = {}
        self.is_alone = False
        """Whether the text is shown alone."""

    def put(self, setting: Setting[bool], side: QWidget) -> None:
        """Let a setting say whether a side is shown."""
        self._sides[setting.key] = side

    def shows(self, setting: Setting[bool]) -> bool:
        """Tell whether a side is shown now."""
        return not self._sides[setting.key].isHidden()

    def toggle(self, setting: Setting[bool]) -> None:
        """Show or hide a side."""
        self._set(setting, shown=not self.shows(setting))

    def show(self, setting: Setting[bool]) -> None:
        """Show a side, in which something was asked for."""
        if not self.shows(setting):
            self._set(setting, shown=True)

    def _set(self, setting: Setting[bool], *, shown: bool) -> None:
        self.is_alone = False
        self._settings.set(setting, shown)
        self.refresh()

    def toggle_alone(self) -> None:
        """Show the text alone, or what was beside it again."""
        self.is_alone = not self.is_alone
        self.refresh()

    def refresh(self) -> None:
        """Show and hide as the settings say."""
        for setting in (SHOW_LEFT, SHOW_RIGHT):
            side = self._sides[setting.key]
            side.setVisible(self._settings.get(setting) and not self.is_alone)
            focused = _focused()
            if side.isHidden() and focused is not None and side.isAncestorOf(focused):
                self._give_back()
        self._pane.be_alone(alone=self.is_alone)


def _focused() -> QWidget | None:
    return QApplication.focusWidget()
