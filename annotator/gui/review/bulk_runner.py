"""Doing the bulk decisions: at once, or in the background where there is much to do."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from annotator.domain.change import Changes
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.gui.commands.table import key_of
from annotator.gui.review.comparison import MANY_ANNOTATIONS, Comparison
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.review.comparison import ALL
from annotator.workflow.review.settling import seen_layers, taking_agreements, taking_layer
from annotator.workflow.runs import run_coders, without_layers

Planner = Callable[[Project, Reporter], Edit | None]
_NOT_APART = (
    "That is done on the study’s articles, which the list doesn’t show now. A key of practice is "
    "made article by article."
)
_NO_AGREEMENTS = "No agreements are left to take: two coders must have finished the article."


class Bulk:
    """The bulk commands; each is one step to undo. `taken` is called after each that did some."""

    def __init__(
        self,
        page: QWidget,
        session: Session,
        comparison: Comparison,
        taken: Callable[[], object],
    ) -> None:
        self._page = page
        self._taken = taken
        self._session = session
        self._comparison = comparison

    def take_agreements(self, *, here: bool) -> None:
        """Take into gold what all readers agree on, in the project or in the open article."""
        article = self._session.article
        if (here and article is None) or (not here and self.refuses()):
            return
        wanted = {article.article.id} if here and article is not None else None
        plan = partial(
            _agreements,
            visibility=self._session.visibility.when_reviewing(),
            articles=wanted,
            threshold=self._comparison.threshold,
        )
        self._run("Taking agreements", plan, _NO_AGREEMENTS, small=here)

    def refuses(self) -> bool:
        """Refuse to take what is not listed: bulk is of the study, the list of practice."""
        if self._comparison.of_apart:
            self._session.refused.emit(_NOT_APART)
        return self._comparison.of_apart

    def take_layer(self, *, second: bool) -> None:
        """Take all of layer A (or B) on the open article into gold."""
        chosen, article = self._comparison.chosen, self._session.article
        coders = [one for one in (chosen.a, chosen.b) if one not in ("", GOLD, ALL)]
        if article is None or len(coders) <= second:
            self._session.refused.emit("Choose whose layer to take above: one coder’s.")
            return
        plan = partial(
            _layer,
            visibility=self._session.visibility.when_reviewing(),
            article=article.article.id,
            coder=coders[second],
            handle=self._session.handle_of(coders[second]),
            threshold=self._comparison.threshold,
        )
        self._run("Taking a layer", plan, "There is nothing to take in this article.", small=True)

    def _run(self, title: str, plan: Planner, nothing: str, *, small: bool) -> None:
        project = self._session.project
        if small or project.annotations_up_to(MANY_ANNOTATIONS) < MANY_ANNOTATIONS:
            edit = plan(project, Reporter())
            if edit is None:
                self._session.told.emit(nothing)
            elif self._session.apply(edit) is not None:
                self._taken()
            return

        def work(own: Project, reporter: Reporter) -> Changes | None:
            edit = plan(own, reporter)
            return own.apply(edit, reporter) if edit is not None else None

        job = Job(on_sibling(project, work)).on_success(partial(self._done, nothing))
        job.after(self._session.waiting)
        job.on_refusal(self._refuse).run(self._page, title)

    def _done(self, nothing: str, changes: Changes | None) -> None:
        if changes is None:
            self._session.told.emit(nothing)
            return
        self._session.publish(changes)
        self._taken()
        self._session.told.emit(f"{changes.label} — {key_of('undo')} undoes")

    def _refuse(self, error: UserError) -> None:
        self._session.refused.emit(str(error))


def _agreements(
    project: Project,
    reporter: Reporter,
    *,
    visibility: Visibility,
    articles: Collection[str] | None,
    threshold: float,
) -> Edit | None:
    reporter.enter("Comparing")
    found = without_layers(seen_layers(project, visibility, articles), run_coders(project))
    handles = {one.id: one.handle for one in project.find(Coder)}
    edit = taking_agreements(found, project.codebook(), threshold, handles, reporter)
    reporter.enter("Writing")
    return edit


def _layer(
    project: Project,
    _reporter: Reporter,
    *,
    visibility: Visibility,
    article: str,
    coder: str,
    handle: str,
    threshold: float,
) -> Edit | None:
    found = seen_layers(project, visibility, {article})
    return taking_layer(found[0], coder, handle, project.codebook(), threshold) if found else None
