"""What stands beside the text: the selected annotation, or the answers to the whole article."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from annotator.domain.codebook import Scope
from annotator.gui.coding.article_pane import ArticlePane
from annotator.gui.coding.sides import SidePanels
from annotator.gui.commands.table import key_of
from annotator.gui.inspector import AnswerFinding, ArticleForm, Inspector
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SHOW_RIGHT
from annotator.workflow.article_questions import MissingAnswer
from annotator.workflow.automatic_links import next_link


class BesideText(QStackedWidget):
    """The inspector, whose place the answers to the article take when they are asked for.

    What the text's keys ask of it shows it first, where the panels at the right are hidden.
    """

    def __init__(self, session: Session, pane: ArticlePane, sides: SidePanels) -> None:
        super().__init__()
        self._session = session
        self._pane = pane
        self._sides = sides
        self.inspector = Inspector(session)
        self.answers = ArticleForm(session)
        self.finding = AnswerFinding(session, self)
        """Which answers are suggested, for both."""
        self.addWidget(self.inspector)
        self.addWidget(self.answers)
        self._connect()

    def _connect(self) -> None:
        coding, view = self._pane.coding, self._pane.view
        view.tab_handler = self._tab
        coding.fields_wanted.connect(self._focus_fields)
        coding.link_wanted.connect(self._add_link)
        coding.note_wanted.connect(self._focus_note)
        coding.ask_wanted.connect(self._focus_thread)
        coding.copy_wanted.connect(self._copy_answers)
        self.inspector.key_handler = coding.handle_key
        self.inspector.answer_handler = coding.answer
        self.inspector.taking.use(self.finding)
        self.answers.use(self.finding)
        coding.suggested = self.inspector.taking.suggested_edit
        coding.deciding.suggesting.changed.connect(self._show_suggested)
        self._show_suggested()
        self.inspector.left.connect(view.setFocus)
        self.answers.key_handler = coding.handle_key
        self.answers.left.connect(self._leave_answers)
        self._pane.heading.answers_wanted.connect(self.toggle_answers)
        self._session.selected.connect(self._show_selected)

    def commit_pending(self) -> None:
        """Keep what is typed and not yet on disk."""
        self.inspector.commit_pending()
        self.answers.commit_pending()

    # Suggested answers

    def _show_suggested(self) -> None:
        """Suggest answers where suggestions are on."""
        self.finding.show(shown=self._pane.coding.deciding.suggesting.is_on)

    def showEvent(self, event: QShowEvent) -> None:
        """Look up what is suggested, which nobody did while this was hidden."""
        super().showEvent(event)
        self.finding.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look nothing up any more: nobody sees it, or the project is about to be closed."""
        self.finding.stop()
        super().hideEvent(event)

    # The selected annotation

    def _tab(self) -> bool:
        return self._sides.shows(SHOW_RIGHT) and self.inspector.focus_fields()

    def _focus_note(self) -> None:
        self._sides.show(SHOW_RIGHT)
        self.inspector.focus_note()

    def _focus_thread(self) -> None:
        self._sides.show(SHOW_RIGHT)
        self.inspector.focus_thread()

    def _copy_answers(self) -> None:
        if not self.inspector.taking.take_precedent():
            told = "No passage like it was coded before that has answers for it"
            self._session.told.emit(told)
        elif not self._pane.view.hasFocus():
            self._focus_fields(just_tagged=True)

    def _focus_fields(self, just_tagged: bool) -> None:  # noqa: FBT001 - a slot
        inspector = self.inspector
        if not just_tagged:
            self._sides.show(SHOW_RIGHT)
        elif not self._sides.shows(SHOW_RIGHT):
            return
        if not (inspector.focus_first_unfilled() if just_tagged else inspector.focus_fields()):
            self._pane.view.setFocus()
            if not just_tagged:
                self._session.told.emit(f"It has no fields: {key_of('note')} writes a note")

    def _add_link(self) -> None:
        article, selected = self._session.article, self._session.selected_annotation()
        if article is None or selected is None:
            return
        self._sides.show(SHOW_RIGHT)
        wanted = next_link(article, self._session.code_of(selected), selected)
        if wanted is None or not self.inspector.add_link(*wanted):
            self._session.refused.emit("This annotation has nothing to link.")

    def _show_selected(self, annotation: str) -> None:
        if annotation:
            self.setCurrentWidget(self.inspector)

    # The answers to the article

    def show_missing(self, missing: MissingAnswer) -> None:
        """Give a field without an answer the focus: of an annotation, or of the article."""
        self._sides.show(SHOW_RIGHT)
        found = missing.annotation
        if found is None or not found.fragments:
            self.show_answers(missing.code.id, missing.field.id)
        else:
            self._pane.coding.go_to(found)
            self.inspector.focus_field(missing.field.id)

    def shows_answers(self) -> bool:
        """Tell whether the answers to the article are shown."""
        return self.currentWidget() is self.answers

    def toggle_answers(self) -> None:
        """Show the answers to the article, or the selected annotation again."""
        if self.shows_answers():
            self._leave_answers()
        else:
            self.show_answers()

    def show_answers(self, code: str = "", field: str = "") -> None:
        """Show the answers to the article, and give a field the focus: the first open one."""
        if self._session.article is None or not self._session.codebook.usable(Scope.ARTICLE):
            self._session.told.emit("The codebook asks nothing of the article as a whole")
            return
        self._sides.show(SHOW_RIGHT)
        self._session.select("")
        self.setCurrentWidget(self.answers)
        self.answers.open()
        if not (self.answers.focus_code(code, field) if code else self.answers.focus_next_open()):
            self.answers.setFocus()

    def _leave_answers(self) -> None:
        self.setCurrentWidget(self.inspector)
        self._pane.view.setFocus()
