"""Why something is suggested: what speaks for it, who proposes it, and labels like it.

It takes no focus: the keys go on deciding, and it follows from one suggestion to the next.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from annotator.domain.wording import quoted, shortened
from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.suggest.deciding import Accepting
from annotator.gui.suggest.words import chances, pieces_in, reasons, words_at
from annotator.gui.widgets.code_popup import CodePopup, Section, SectionsBody
from annotator.gui.widgets.two_line_rows import in_window
from annotator.store.project import Project
from annotator.workflow.suggesting.similar import Similar, similar_labels
from annotator.workflow.suggesting.suggestion import Suggestion

_REST = 120
"""Milliseconds for which one has to stay at a suggestion before labels like it are looked up."""
_LONGEST = 160
_TITLE = 48


class WhyPopup(CodePopup):
    """Says of the suggestion at hand why it is one, as long as it is open."""

    def __init__(self, deciding: Accepting, window: QWidget) -> None:
        super().__init__(window, "Why this is suggested", key_of("step_back"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._suggesting = deciding.suggesting
        self._session = deciding.suggesting.session
        self._similar: list[Similar] = []
        self._work = LatestSoon(self, _REST, self._look)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._close_if_none)
        deciding.why_wanted.connect(self.toggle)
        deciding.close_why = self.close_up
        self._suggesting.moved.connect(self._follow)
        self._suggesting.changed.connect(self._follow)

    def toggle(self) -> None:
        """Say why, or no longer."""
        if self.isVisible():
            self.close_up()
        elif self._suggesting.current is None:
            self._session.refused.emit(self._suggesting.none_here())
        else:
            self._show(self._suggesting.current)

    def close_up(self) -> bool:
        """Close; tell whether it was open."""
        was_open = self.isVisible()
        self.stop()
        self.hide()
        return was_open

    def stop(self) -> None:
        """Look nothing up any more."""
        self._work.let_go()

    def _follow(self) -> None:
        if not self.isVisible():
            return
        one = self._suggesting.current
        if one is None:
            self._later.start()  # the next may be at hand in a moment
        else:
            self._show(one)

    def _close_if_none(self) -> None:
        if self._suggesting.current is None:
            self.close_up()

    def _show(self, one: Suggestion) -> None:
        self._similar = []
        self._fill(one)
        self._work.soon()

    def _fill(self, one: Suggestion) -> None:
        code = self._session.codebook.code(one.code)
        if code is None:
            self.close_up()
            return
        said = [*self._sections(one), *self._similar_sections()]
        self.setAccessibleDescription("\n".join(line for _, lines in said for line in lines))
        heading = f"{code.name} · {one.type.value}"
        lines = [(title, [*map(in_window, of)]) for title, of in said]
        self.say_beside(self._where(), code, heading, SectionsBody(lines))
        self.show()
        self.raise_()

    def _sections(self, one: Suggestion) -> Iterator[Section]:
        """Yield headings with what stands below each."""
        article, proposer = self._session.article, self._suggesting.proposer
        text = article.text if article is not None else ""
        yield "", (chances(one),)
        yield "What speaks for it", reasons(one)
        use = proposer.of(one.code) if proposer is not None else None
        if use is not None:
            yield "Who proposes it", (use.why,)
        source = words_at(text, one.source)
        if source:
            means = f", that is {one.name}" if one.name and one.name != source else ""
            yield "Source", (f"{quoted(source, _LONGEST)}{means}",)
        if one.cue is not None:
            yield "Cue", (quoted(words_at(text, one.cue), _LONGEST),)

    def _similar_sections(self) -> Iterator[Section]:
        if self._similar:
            yield (
                "Labels like it in this project",
                [
                    f"{quoted(one.annotation.text, _LONGEST)} – {shortened(one.title, _TITLE)}"
                    for one in self._similar
                ],
            )

    def _where(self) -> QRect:
        """Return the lines of the suggestion in the window, in all of the text's width."""
        view, window = self._suggesting.view, self._window
        place, column = view.suggestion_place(), view.column
        top = window.mapFromGlobal(place.topLeft()).y()
        left = view.viewport().mapTo(window, QPoint(int(column.left), 0)).x()
        return QRect(left, top, int(column.width), place.height())

    # Labels like it: looked up elsewhere, once one stays

    def _look(self) -> None:
        session, one = self._session, self._suggesting.current
        article = session.article
        code = session.codebook.code(one.code) if one is not None else None
        if one is None or code is None or article is None or session.project.is_closed:
            return
        words = pieces_in(article.text, one)
        visibility, language = session.visibility, article.language

        def look(project: Project, _reporter: Reporter) -> list[Similar]:
            return similar_labels(project, visibility, code, words, language)

        work = on_sibling(session.project, look)
        self._work.start("Looking for labels like it", work, partial(self._take, one.id))

    def _take(self, suggestion: str, found: list[Similar]) -> None:
        one = self._suggesting.current
        if found and one is not None and one.id == suggestion and self.isVisible():
            self._similar = found
            self._fill(one)
