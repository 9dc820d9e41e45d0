"""Tagging the selected words wherever they stand, once each place was looked at."""

from collections.abc import Iterable

from annotator.domain.codebook import Code, Scope
from annotator.domain.record import Fragment
from annotator.gui.hits import tag_occurrences
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.text.view import ArticleView
from annotator.workflow.suggesting.suggestion import same_place


class Everywhere:
    """Opens the list of places; the text has the keyboard again afterwards."""

    def __init__(self, session: Session, settings: Settings, view: ArticleView) -> None:
        self._session = session
        self._settings = settings
        self._view = view

    def fits(self, code: Code) -> bool:
        """Tell whether words are selected that don't have a code of one's own just there yet.

        Where they have, the same key makes a second annotation.
        """
        article, selection = self._session.article, self._view.selection()
        if article is None or selection is None or code.scope is not Scope.SPAN:
            return False
        here = (Fragment(*selection),)
        same = (one for one in article.in_order if one.code == code.id and same_place(one, here))
        return not any(map(self._session.is_own, same))

    def ask(self, code: Code) -> None:
        """List the places of the selected words, to be tagged with a code."""
        place = self._view.selection()
        if place is not None:
            window = self._view.window()
            tag_occurrences(window, self._session, self._settings, code, place)
            self._view.setFocus()

    def ask_for(self, recent: Iterable[str]) -> None:
        """List them, to be tagged with the code (an id) that was used last, or another one."""
        usable = {one.id: one for one in self._session.codebook.taggable()}
        code = next((usable[one] for one in recent if one in usable), None)
        code = code or next(iter(usable.values()), None)
        if self._view.selection() is None or code is None:
            self._session.refused.emit("Select the words that are to be tagged everywhere first.")
        else:
            self.ask(code)
