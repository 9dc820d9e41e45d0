"""The modes of the window: coding, reviewing, reliability, and so on. One row, one page each."""

from collections.abc import Callable
from functools import partial

import msgspec

from annotator.gui.actors_page import ActorsPage
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.coding.page import CodingPage
from annotator.gui.history import HistoryPage
from annotator.gui.insights import InsightsPage
from annotator.gui.quality import QualityPage
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.review import ReviewPage
from annotator.gui.search import SearchPage
from annotator.gui.session.context import ModePage, ProjectContext
from annotator.gui.team_page import TeamPage
from annotator.store.reading.label_query import PickedLabels


class Mode(msgspec.Struct, frozen=True):
    """What the window can be used for: its name, its key, and the page that is shown then.

    `wire` connects a page, when it is made, with the others. What can be done on the page is
    declared beside it, in the `commands.py` of its room.
    """

    id: str
    title: str
    key: str
    page: type[ModePage]
    wire: Callable[[ModePage, ProjectContext], object] = lambda _page, _project: None

    def make(self, project: ProjectContext) -> ModePage:
        """Make the mode's page for a project."""
        page = self.page(project.session, project.settings)
        self.wire(page, project)
        return page


def _wire_reliability(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, ReliabilityPage):
        page.differences_wanted.connect(partial(_show_differences, project))


def _show_differences(project: ProjectContext, wanted: object) -> None:
    project.show(ReviewPage).show_differences(wanted)


def _wire_history(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, HistoryPage):
        page.article_wanted.connect(partial(_show_article, project))


def _wire_team(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, TeamPage):
        page.article_wanted.connect(partial(_open_article, project))


def _open_article(project: ProjectContext, article: str) -> None:
    project.show(CodingPage).open_article(article)


def _show_article(project: ProjectContext, article: str, annotation: str) -> None:
    project.show(CodingPage).open_article(article)
    project.session.select(annotation)


def _wire_actors(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, ActorsPage):
        page.passage_wanted.connect(partial(_show_article, project))


def _wire_quality(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, QualityPage):
        page.passage_wanted.connect(partial(_show_place, project))


def _wire_labels(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, AnnotationsPage | InsightsPage):
        page.passage_wanted.connect(partial(_show_passage, project))
    if isinstance(page, InsightsPage):
        page.labels_wanted.connect(partial(_show_labels, project))


def _show_labels(project: ProjectContext, picked: PickedLabels) -> None:
    project.show(AnnotationsPage).pick(picked)


def _show_passage(
    project: ProjectContext, article: str, annotation: str, start: int, end: int
) -> None:
    """Select an annotation or, where it is hidden while coding, the words where it stands."""
    _show_article(project, article, annotation)
    if project.session.selection != annotation and end > start:
        _show_place(project, article, start, end)


def _show_place(project: ProjectContext, article: str, start: int, end: int) -> None:
    page = project.show(CodingPage)
    page.open_article(article)
    page.pane.view.reveal(start, end)
    page.pane.view.set_selection(start, end)


def _wire_search(page: ModePage, project: ProjectContext) -> None:
    if isinstance(page, SearchPage):
        page.passage_wanted.connect(partial(_show_hit, project))


def _show_hit(project: ProjectContext, article: str, start: int, end: int, annotation: str) -> None:
    """Show a place of a text, with an annotation there selected where it is of one."""
    if annotation:
        _show_article(project, article, annotation)
    else:
        _open_article(project, article)
    if start >= 0 and not annotation:
        _show_place(project, article, start, end)


MODES: tuple[Mode, ...] = (
    Mode("code", "Code", "Alt+1", CodingPage),
    Mode("review", "Review", "Alt+2", ReviewPage),
    Mode("reliability", "Reliability", "Alt+3", ReliabilityPage, _wire_reliability),
    Mode("history", "History", "Alt+4", HistoryPage, _wire_history),
    Mode("team", "Team", "Alt+5", TeamPage, _wire_team),
    Mode("quality", "Quality", "Alt+6", QualityPage, _wire_quality),
    Mode("search", "Search", "Alt+7", SearchPage, _wire_search),
    Mode("annotations", "Annotations", "Alt+8", AnnotationsPage, _wire_labels),
    Mode("actors", "Actors", "Alt+9", ActorsPage, _wire_actors),
    Mode("insights", "Insights", "Alt+0", InsightsPage, _wire_labels),
)
"""The modes in the order of the bar; a project opens in the first one."""
