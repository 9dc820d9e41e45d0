"""Every place of the window shows, counts and finds the labels that may be seen, and no others."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from blind_study import ARTICLES, Facts, blind_study, bring_about, every_facts, seen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed import listed_rows
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from user import opened

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.article import WorkStatus
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.formats.selection import ALL_LAYERS
from annotator.gui.actors.dialog import ActorsDialog
from annotator.gui.coding.page import CodingPage
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.window.command_palette import SearchPalette
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project
from annotator.workflow.review.comparison import Chosen

few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette(), app.styleSheet(), app.font()
    blind_study(tmp_path).close()
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_project(Project.open(tmp_path / "blind.annotator", "ben"), "a1", ask=False)
    opened(window).session.coder = "ben"
    yield window
    window.close()
    app.setStyleSheet(before[1])
    app.setPalette(before[0])
    app.setFont(before[2])


class Seen:
    """The window's parts, and what the one value says that they may show."""

    def __init__(self, window: MainWindow, facts: Facts) -> None:
        project = opened(window)
        self.window = window
        self.facts = facts
        self.session: Session = project.session
        self.coding: CodingPage = project.coding
        self.project: Project = self.session.project
        project.show(ReviewPage if facts.reviewing else CodingPage)
        bring_about(self.project, self.session.apply, facts)

    @property
    def visibility(self) -> Visibility:
        return self.facts.visibility()

    def shown(self, article: str) -> set[str]:
        """Return the ids of the labels on an article that are to be shown beside its text."""
        found = seen(self.project, self.visibility, article)
        if self.session.shows_colleagues or self.facts.reviewing:
            return found
        return {one for one in found if self.visibility.is_own(self.annotation(one))}

    def annotation(self, ident: str) -> Annotation:
        found = self.project.get(Annotation, ident)
        assert found is not None
        return found

    def counted(self, idents: set[str]) -> Counter[str]:
        return Counter(self.annotation(one).code for one in idents)


@few
@given(facts=every_facts, colleagues=st.booleans())
def test_text_margin_table_and_counts(window: MainWindow, facts: Facts, colleagues: bool) -> None:
    at = Seen(window, facts)
    at.session.show_colleagues(colleagues)
    for article in ARTICLES:
        at.session.open_article(article)
        wanted = at.shown(article)
        assert {one.id for one in at.session.visible_annotations()} == wanted
        assert at.session.counts_here() == at.counted(wanted)
        view, table = at.coding.pane.view, at.coding.annotations
        model = table.model
        rows = [model.row_at(model.index(n, 0)) for n in range(model.rowCount())]
        assert {row.annotation.id for row in rows if row} == wanted
        assert set(view.scene.layer.marks) == wanted
        for ident, mark in view.scene.layer.marks.items():
            assert view.describe(mark).startswith("Quote" if "-s" not in ident else "Source")
        for button in at.coding.pane.code_bar.buttons:
            assert button.count == at.counted(wanted)[button.code.id]
        _follow_links(at, article, wanted)


def _follow_links(at: Seen, article: str, wanted: set[str]) -> None:
    """Select what is shown: lines and chips lead from labels that are shown alone."""
    links = at.project.links_within(article)
    for ident in sorted(wanted):
        at.session.select(ident)
        assert at.session.selection == ident
        lines = {one.from_id for one in at.coding.pane.view.scene.links}
        assert lines <= wanted
        arriving = {one.annotation for one in links if one.target_annotation == ident}
        inspector_links = at.coding.inspector._links
        assert inspector_links is not None
        assert len(inspector_links.incoming.chips) == len(arriving & wanted)
    for hidden in {one.id for one in at.project.find(Annotation, article=article)} - wanted:
        at.session.select(hidden)
        assert at.session.selection == ""


@few
@given(facts=every_facts)
def test_the_article_list_its_filter_and_the_codebook(window: MainWindow, facts: Facts) -> None:
    at = Seen(window, facts)
    panel = at.coding.articles
    panel.assigned.setChecked(False)
    panel.filter.setText("")
    panel.refresh()
    model = panel.table.model()
    rows = {row.id: row for row in listed_rows(panel)}
    assert rows.keys() == {*ARTICLES}
    for article, row in rows.items():
        labels = seen(at.project, at.visibility, article)
        own = {one for one in labels if at.annotation(one).layer != GOLD_LAYER}
        assert row.annotation_count == len(own)
        assert row.codes == at.counted(labels)
        tip = str(
            model.index(panel._model.place_of(article) or 0, 0).data(Qt.ItemDataRole.ToolTipRole)
        )
        assert f"{len(own)} annotation" in tip
    for code in ("quote", "source"):
        panel.filter.setText(f"code:{code}")
        panel.refresh()
        found = {row.id for row in listed_rows(panel)}
        assert found == {one for one, row in rows.items() if row.codes.get(code)}
    panel.filter.setText("")
    everywhere = at.counted(seen(at.project, at.visibility))
    for code, item in at.coding.codebook._items.items():
        assert item.text(3) == str(everywhere[code] or "")


@few
@given(facts=every_facts)
def test_actors_are_counted_and_the_palette_finds_no_labels(
    window: MainWindow, facts: Facts, qtbot: QtBot
) -> None:
    at = Seen(window, facts)
    known = seen(at.project, at.visibility)
    links = [one for one in at.project.find(Link, target_actor="zoe") if one.annotation in known]
    dialog = ActorsDialog(at.session)
    qtbot.addWidget(dialog)
    assert dialog.list._items["zoe"].text(1) == str(len(links) or "")
    dialog.close()
    assert _found_by_palette(window, qtbot, "one two") == ["Nothing found"]
    assert _found_by_palette(window, qtbot, "Article a1") == ["Article a1"]


def _found_by_palette(window: MainWindow, qtbot: QtBot, words: str) -> list[str]:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = QApplication.activePopupWidget()
    assert isinstance(palette, SearchPalette)
    palette.line.setText(words)
    tree = palette.list
    items = (tree.topLevelItem(n) for n in range(tree.topLevelItemCount()))
    found = [item.text(0) for item in items if item is not None]
    palette.close()
    return found


@few
@given(facts=every_facts)
def test_the_lists_of_the_review(window: MainWindow, facts: Facts) -> None:
    at = Seen(window, facts)
    page = opened(window).show(ReviewPage)
    visibility = facts.visibility(reviewing=True)
    known = seen(at.project, visibility)
    hidden = {one for one in ARTICLES if not visibility.sees_others_on(one)}
    compared = {a.id for row in page.differences.model.rows() for a in row.match.annotations}
    assert compared <= known
    assert page.comparison.hidden == len(hidden)
    assert {row.match.article for row in page.differences.model.rows()} <= {*ARTICLES} - hidden
    _look_into_lists(page, at, visibility, known)
    for article in ARTICLES:
        at.session.open_article(article)
        assert set(page.pane.view.scene.layer.marks) <= seen(at.project, visibility, article)


def _look_into_lists(page: ReviewPage, at: Seen, visibility: Visibility, known: set[str]) -> None:
    theirs = {
        one
        for one in known
        if not visibility.is_own(at.annotation(one)) and at.annotation(one).layer != GOLD_LAYER
    }
    page.lists.queue.scope.setCurrentIndex(0)
    page.lists.queue.refresh()
    assert {item.id for item in page.lists.queue.list.items} == theirs
    page.lists.questions.refresh()
    asked = {f"{article}-ana" for article in ARTICLES} & known
    assert {item.id for item in page.lists.questions.list.items} == asked
    words = at.window.status.questions.text()
    assert words.split()[0] == str(len(asked))
    page.lists.mine.refresh()
    for item in page.lists.mine.list.items:
        assert visibility.is_own(item.annotation)
        gold_seen = visibility.sees_others_on(item.annotation.article)
        assert ("Gold shows when" in item.second) is not gold_seen


def _everything_shown(window: MainWindow) -> set[str]:
    """Return the ids of all annotations that pages and lists show, as they stand."""
    project = opened(window)
    page = project.page(ReviewPage)
    found = {a.id for row in page.differences.model.rows() for a in row.match.annotations}
    if page.match is not None:
        found |= {one.id for one in page.match.annotations}
    for panel in (page.lists.queue, page.lists.questions, page.lists.mine):
        if panel.isVisible():
            found |= {item.annotation.id for item in panel.list.items}
    for pane in (page.pane, project.coding.pane):
        found |= set(pane.view.scene.layer.marks)
    return found


@pytest.mark.parametrize("shown", ["differences", "queue", "questions"])
def test_another_coder_sees_at_once_only_what_they_may(window: MainWindow, shown: str) -> None:
    hidden = Facts(WorkStatus.IN_PROGRESS, WorkStatus.NEW, frozenset(ARTICLES), False, True)
    at = Seen(window, hidden)
    page = opened(window).show(ReviewPage)
    page.comparison.choose(Chosen(coder_id("ana"), coder_id("cleo")))
    page.show_list(shown)
    at.session.open_article("a1")
    own = seen(at.project, hidden.visibility())
    for handle in ("cleo", "ben", "lea", "ben"):
        at.session.coder = handle
        found = _everything_shown(window)
        assert bool(page.differences.model.rows()) is (handle != "ben")
        if handle == "ben":
            assert found <= own
            assert page.comparison.hidden == len(ARTICLES)
        else:
            assert found - own


def test_an_export_is_of_all_layers_whoever_exports_and_the_dialog_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Blindness is for those who code; a data set that leaves the program is whole."""
    blind = Facts(WorkStatus.IN_PROGRESS, WorkStatus.NEW, frozenset(ARTICLES), False, False)
    at = Seen(window, blind)
    assert all(not at.visibility.sees_others_on(one) for one in ARTICLES)
    dialog = ExportDialog(at.session, Settings())
    qtbot.addWidget(dialog)
    assert list(dialog.choices.layers) == [ALL_LAYERS, "ana", "ben", "cleo", "lea", GOLD_LAYER]
    assert dialog.choices.selection().layers == (ALL_LAYERS,)
    assert dialog.choices.selection().articles is None
    dialog.close()
