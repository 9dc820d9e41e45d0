"""Answers that can be taken over: an actor's last ones, suggested ones, those of alike passages."""

from functools import partial

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.commands.table import key_of
from annotator.gui.inspector.answer_finding import AnswerFinding, offer_words, values_of
from annotator.gui.inspector.form import FieldsForm
from annotator.gui.inspector.offers import Offers, OfferWords
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.precedents import precedents_of
from annotator.workflow.prefilling import Offer, as_its_actor, is_open, open_answers, taking
from annotator.workflow.suggesting import answers

_ROOMY = 480
"""From this height of the inspector on there is room for more than one precedent."""
_REST = 120
"""Milliseconds for which one has to stay at an annotation before precedents are looked up."""


class TakingOver(QObject):
    """Looks up what can be taken over for the annotation that is shown, and takes it over.

    `proposed`, `suggested` and `precedents` are shown at the foot of the inspector. Where nobody
    sets the `finding`, no answers are suggested.
    """

    def __init__(self, session: Session, unused_key: KeyHandler, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._annotation: Annotation | None = None
        self._offer: Offer | None = None
        self._found: list[Offer] = []
        self._asked: tuple[object, ...] = ()
        self._seen_by: Visibility | None = None
        self._answers: list[answers.AnswerSuggestion] = []
        self._form: FieldsForm | None = None
        self.finding: AnswerFinding | None = None
        self.proposed = Offers("This actor’s last answers", unused_key)
        self.suggested = Offers("Suggested answers", unused_key)
        self.precedents = Offers("Passages like it, coded before", unused_key)
        self.proposed.taken.connect(self._take_proposed)
        self.suggested.taken.connect(self._take_suggested)
        self.precedents.taken.connect(self.take_precedent)
        self._work = LatestSoon(self, _REST, self._look)
        session.waiting.room_wanted.connect(self._work.make_room)

    def show_nothing(self) -> None:
        """Offer nothing: nothing is selected."""
        self._annotation, self._offer, self._form = None, None, None
        self._answers = []
        self._work.cancel()
        self._asked, self._found = (), []
        self.proposed.offer([])
        self.suggested.offer([])
        self.precedents.offer([])

    def show_for(self, form: FieldsForm, annotation: Annotation) -> None:
        """Offer what an annotation could take over."""
        session, code = self._session, form.code
        wanted = session.is_own(annotation) and is_open(code, annotation.values)
        if not wanted or session.article is None:
            form.propose({})
            self.show_nothing()
            return
        self._annotation = annotation
        article, visibility = session.article, session.visibility
        self._offer = as_its_actor(session.project, visibility, code, article, annotation)
        self.proposed.offer([self._words(self._offer, code, "repeat")] if self._offer else [])
        self._form = form
        self._show_suggested()
        asked = (annotation.id, annotation.fragments, code)
        if asked != self._asked or visibility is not self._seen_by:
            self._found = []
            self._asked, self._seen_by = asked, visibility
            if annotation.fragments:
                self._work.soon()
        self._show_found()

    def _words(self, offer: Offer, code: Code, command: str = "") -> OfferWords:
        text = shortened(offer.source.text) if offer.source.fragments else ""
        origin = "  ·  ".join(filter(None, [f"“{text}”" if text else "", offer.title]))
        return OfferWords(offer.words(code), origin, key_of(command) if command else "")

    # Suggested answers: known at once

    def use(self, finding: AnswerFinding) -> None:
        """Show what this finds, too."""
        self.finding = finding
        finding.changed.connect(self._show_suggested)

    def suggested_edit(self, annotation: str) -> Edit | None:
        """Return the edit that takes what is suggested for an annotation (an id), or None."""
        shown = self._annotation
        if shown is None or shown.id != annotation or not self._answers:
            return None
        return answers.taking(annotation, self._answers)

    def _show_suggested(self) -> None:
        """Show what is suggested for what the actor's last answers leave open."""
        annotation, form = self._annotation, self._form
        if annotation is None or form is None:
            return
        given = self._offer.values if self._offer is not None else {}
        found = self.finding.answers(form.code, annotation) if self.finding is not None else []
        self._answers = [one for one in found if one.field not in given]
        form.propose(values_of(self._answers) | given)
        key = key_of("repeat") if self._offer is None else ""
        self.suggested.offer(offer_words(form.code, self._answers, key))

    # Precedents: looked up elsewhere, once one stays

    def stop(self) -> None:
        """Look up nothing any more: nobody sees it, or the project is about to be closed."""
        if self._work.is_due:
            self._asked = ()
        self._work.let_go()

    def _look(self) -> None:
        session, annotation = self._session, self._annotation
        if annotation is None or session.article is None or not self._may_have_some(annotation):
            return
        look = partial(
            _precedents,
            visibility=session.visibility,
            code=session.code_of(annotation),
            annotation=annotation,
            language=session.article.language,
        )
        take = partial(self._take, (self._asked, self._seen_by))
        work = on_sibling(session.project, look)
        self._work.start("Looking for precedents", work, take)

    def _may_have_some(self, annotation: Annotation) -> bool:
        """Tell whether there is anything to look up; not while the file can't be read."""
        project = self._session.project
        try:
            return not project.is_closed and project.has_answers(annotation.code, annotation.id)
        except UserError:
            return False

    def _take(self, asked: tuple[object, ...], found: list[Offer]) -> None:
        of, seen_by = asked
        if of == self._asked and seen_by is self._seen_by:
            self._found = found
            self._show_found()

    def _show_found(self) -> None:
        """Show the precedents as far as they answer what is open now."""
        annotation = self._annotation
        if annotation is None:
            return
        code = self._session.code_of(annotation)
        proposed = self._offer.source.id if self._offer is not None else ""
        still = [self._now(one, code, annotation) for one in self._found]
        self._found = [one for one in still if one.values and one.source.id != proposed]
        keys = ["copy_answers", *[""] * len(self._found)]
        rows = zip(self._found[: self._room()], keys, strict=False)
        self.precedents.offer([self._words(one, code, key) for one, key in rows])

    def _room(self) -> int:
        """Return how many precedents there is room for, so that the fields keep theirs."""
        around = self.precedents.parentWidget()
        return len(self._found) if around is None or around.height() > _ROOMY else 1

    def _now(self, offer: Offer, code: Code, annotation: Annotation) -> Offer:
        values = open_answers(code, annotation.values, offer.source.values)
        return Offer(values, offer.source, offer.title)

    # Taking

    def _take_proposed(self) -> None:
        if self._offer is not None and self._annotation is not None:
            self._session.apply(taking(self._annotation.id, self._offer))

    def _take_suggested(self) -> None:
        edit = self.suggested_edit(self._annotation.id) if self._annotation is not None else None
        if edit is not None:
            self._session.apply(edit)

    def take_precedent(self, place: int = 0) -> bool:
        """Take the answers of a precedent over; tell whether there is one."""
        if self._annotation is None or place >= len(self._found):
            return False
        edit = taking(self._annotation.id, self._found[place])
        return self._session.apply(edit) is not None


def _precedents(
    project: Project,
    _reporter: Reporter,
    *,
    visibility: Visibility,
    code: Code,
    annotation: Annotation,
    language: str,
) -> list[Offer]:
    return precedents_of(project, visibility, code, annotation, language)
