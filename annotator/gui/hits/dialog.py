"""Labelling many hits at once, after each was looked at: nothing is written before that."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from annotator.domain.codebook import Code
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import key_word
from annotator.gui.hits.finder import MOST, HitFinder
from annotator.gui.hits.model import HitsModel
from annotator.gui.hits.table import HitsTable
from annotator.gui.look.theme import DOUBLE
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.many import can_change, make_many
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.locale_order import locale_order
from annotator.store.project import Project
from annotator.store.reading.searching import FoundArticle
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.searching.finding import SearchWish
from annotator.workflow.searching.hits import Hit, HitSort
from annotator.workflow.searching.labelling import (
    LabelledSo,
    can_be_labelled,
    hits_in,
    labelled_so,
    labelling,
    sought_like,
)
from annotator.workflow.searching.sought import Seeker, Sought, seeker_of

_SIZE = QSize(980, 560)
_AT_ONCE = 500
"""Of how many hits it is looked at once whether they are labelled so already."""
_LONG_TEXT = 50_000
"""Among more characters than so many words are looked for on another thread."""
_SAID = (
    "What is ticked becomes annotations of your own in one step that can be undone; that a search "
    "has found their words is kept with them. Space ticks a row or unticks it, A all of them."
)


class TagHitsDialog(Dialog):
    """Lists hits to be ticked off; Enter labels what stays ticked."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget, words: str) -> None:
        super().__init__(parent, settings, "tag_hits", "Tag these hits", _SIZE)
        self.session = session
        self.words = words
        self.model = HitsModel(locale_order, ticks=True)
        self.table = HitsTable(self.model, self._key, ticks=True)
        self.code = ComboBox()
        for code in session.codebook.taggable():
            self.code.addItem(code.name, code.id)
        self.counts = PlainLabel(role="muted", wrap=True)
        self.top = QHBoxLayout()
        """Where else there is a choice, it stands here."""
        self._left_out: LabelledSo | None = None
        self._checking = LatestOnly(self)
        self._checking.refused.connect(session.refused)
        self._lay_out()
        self.code.currentIndexChanged.connect(self.check)
        self.model.ticked.connect(self._count)
        self.table.sorting.connect(self._sort)
        self.table.show_only_texts(texts=True)
        self.table.setFocus()

    def _lay_out(self) -> None:
        buttons, self.take = answer_buttons(self, "Tag")
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(named("&Tag as", self.code))
        first.addWidget(self.code)
        first.addSpacing(DOUBLE)
        first.addLayout(self.top)
        first.addStretch(1)
        first.addWidget(secondary_button("Tick a&ll or none", self.toggle_all))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(PlainLabel(_SAID, role="muted", wrap=True))
        column.addLayout(first)
        column.addWidget(self.table, 1)
        column.addWidget(self.counts)
        column.addWidget(buttons)

    # What is listed

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these hits, all of them ticked."""
        self._left_out = None
        self.model.clear()
        self.model.add(can_be_labelled(hits))
        self.table.make_current(0)
        self.check()

    def choose_code(self, code: str) -> None:
        """Tag as this code (an id)."""
        self.code.setCurrentIndex(max(self.code.findData(code), 0))

    def chosen_code(self) -> Code | None:
        """Return the code that is chosen."""
        return self.session.codebook.code(str(self.code.currentData() or ""))

    def check(self) -> None:
        """Look which hits are labelled so already: they are left out."""
        self._left_out = None
        hits, code = tuple(self.model.hits), str(self.code.currentData() or "")
        session = self.session
        if len(hits) <= _AT_ONCE:
            self._checking.cancel()
            self._leave_out(labelled_so(session.project, hits, code, session.coder_id))
            return
        coder = session.coder_id

        def look(own: Project, told: Reporter) -> LabelledSo:
            own.stop_when(lambda: told.cancelled)
            return labelled_so(own, hits, code, coder)

        self._count()
        self._checking.start("Looking", on_sibling(session.project, look), self._leave_out)

    def _leave_out(self, left_out: LabelledSo) -> None:
        self._left_out = left_out
        self.model.bar(left_out.every)

    # Ticking

    def toggle_all(self) -> None:
        """Tick all rows, or none where all are ticked."""
        self.model.toggle(range(self.model.rowCount()))

    def _key(self, event: QKeyEvent) -> bool:
        if key_word(event) == "A":
            self.toggle_all()
            return True
        return False

    def _sort(self, by: HitSort) -> None:
        one = self.table.hit()
        self.model.sort_by(by, descending=by is self.model.by and not self.model.descending)
        self.table.make_current(max(self.model.row_of(one), 0))

    def done(self, result: int) -> None:
        """Look no further, and close."""
        self._checking.cancel()
        super().done(result)

    @property
    def is_ready(self) -> bool:
        """Whether all is listed, and known which of it is left out."""
        return self._left_out is not None

    def _count(self) -> None:
        chosen = self.model.chosen() if self.is_ready else []
        articles = len({one.article.number for one in chosen})
        self.counts.setText(self._in_words(len(chosen), articles))
        self.take.setText(f"Tag {len(chosen):,}" if chosen else "Tag")
        self.take.setEnabled(bool(chosen) and self.chosen_code() is not None)

    def _in_words(self, chosen: int, articles: int) -> str:
        every, left_out = len(self.model.hits), self._left_out
        if left_out is None:
            return f"{counted(every, 'hit')} so far…"
        parts = [f"{chosen:,} of {counted(every, 'hit')} ticked, in {counted(articles, 'article')}"]
        if left_out.there:
            parts.append(f"{len(left_out.there):,} left out: you have this code there already")
        if left_out.twice:
            parts.append(f"{len(left_out.twice):,} left out: listed twice")
        if every >= MOST:
            parts.append(f"only the first {MOST:,} are listed")
        return " · ".join(parts)


class OccurrencesDialog(TagHitsDialog):
    """Lists where selected words stand, in the open article or in the project."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QWidget,
        article: OpenArticle,
        selection: tuple[int, int],
    ) -> None:
        words = " ".join(article.text[slice(*selection)].split())
        super().__init__(session, settings, parent, words)
        self.setWindowTitle("Tag every occurrence")
        self._article, self._selection = article, selection
        self.here = QRadioButton("In this &article")
        self.everywhere = QRadioButton("In the whole &project")
        self.case = QCheckBox("Match &case")
        for button in (self.here, self.everywhere, self.case):
            self.top.addWidget(button)
        self._finder = HitFinder(session, self.model, self)
        self._seeking = LatestOnly(self)
        self._finder.grown.connect(self._follow)
        self._finder.refused.connect(session.refused)
        self.here.setChecked(True)
        self.here.toggled.connect(self._find)
        self.case.toggled.connect(self._find)
        self._find()

    @property
    def is_ready(self) -> bool:
        """Whether all is listed, and known which of it is left out."""
        return super().is_ready and not (self.everywhere.isChecked() and self._finder.under_way)

    def _sought(self) -> Sought:
        return sought_like(self._article.text, *self._selection, case=self.case.isChecked())

    def _find(self) -> None:
        self._finder.stop()
        self._seeking.cancel()
        self.table.show_only_texts(texts=True, one_article=self.here.isChecked())
        sought = self._sought()
        if self.everywhere.isChecked():
            self._left_out = None
            self._finder.find(SearchWish(sought))
            return
        seeker, text = seeker_of(sought), self._article.text
        if seeker is None:
            return
        work = partial(_first_in, self._found(), text, seeker)
        if len(text) <= _LONG_TEXT:
            self.show_hits(work(None))
            return
        self._left_out = None
        self.model.clear()
        self._count()
        self._seeking.start("Looking", work, self.show_hits)

    def _found(self) -> FoundArticle:
        article, meta = self._article.article, self._article.article.meta
        outlet, published = str(meta.get("outlet", "")), str(meta.get("published", ""))
        return FoundArticle(1, article.id, article.title, outlet, published)

    def _follow(self) -> None:
        if self.table.hit() is None:
            self.table.make_current(0)
        if self.everywhere.isChecked() and not self._finder.under_way:
            self.check()
        else:
            self._count()

    def done(self, result: int) -> None:
        """Look no further, and close."""
        self._finder.stop()
        self._seeking.cancel()
        super().done(result)


def _first_in(article: FoundArticle, text: str, seeker: Seeker, _: object) -> list[Hit]:
    return hits_in(article, text, seeker)[:MOST]


def tag_hits(
    window: QWidget, session: Session, settings: Settings, words: str, hits: Sequence[Hit]
) -> None:
    """Let the user look through hits of some words, and label what stays ticked."""
    if not can_change(session):
        return
    if not can_be_labelled(hits):
        session.refused.emit("Only words of the articles' text can be labelled.")
        return
    dialog = TagHitsDialog(session, settings, window, words)
    dialog.show_hits(hits)
    _run(dialog)


def tag_occurrences(
    window: QWidget, session: Session, settings: Settings, code: Code, place: tuple[int, int]
) -> None:
    """Let the user look through where selected words stand, and label what stays ticked."""
    article = session.article
    if article is None or not can_change(session):
        return
    dialog = OccurrencesDialog(session, settings, window, article, place)
    dialog.choose_code(code.id)
    _run(dialog)


def _run(dialog: TagHitsDialog) -> None:
    session, words = dialog.session, dialog.words
    run_dialog(dialog)
    code = dialog.chosen_code()
    if dialog.result() != Dialog.DialogCode.Accepted or code is None:
        return
    chosen = tuple(dialog.model.chosen())
    make_many(session, partial(labelling, chosen, code, words), len(chosen), "Tagging hits")
