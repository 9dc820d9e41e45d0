"""Draws what the pages *Finding and changing* and *The codebook* show, for `screenshots.py`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from annotator.domain.codebook import AskedUnit, Choice, Code, Field, FieldType
from annotator.domain.edits.codebook import PutCode, RetireCode
from annotator.domain.edits.links import PutActor
from annotator.domain.people import Actor
from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page.merge_dialog import MergeDialog
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.annotations_page.bulk_dialog import BulkDialog, ChosenLabels
from annotator.gui.annotations_page.forms import BulkKind
from annotator.gui.codebook.reshaping import ReshapeDialog
from annotator.gui.codebook.versions import VersionsDialog
from annotator.gui.coding.page import CodingPage
from annotator.gui.correcting.dialog import CorrectingDialog
from annotator.gui.hits.dialog import TagHitsDialog
from annotator.gui.project.new import NewProjectDialog
from annotator.gui.search import SearchPage
from annotator.gui.settings.settings import Settings
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelGroup
from annotator.workflow.codebooks.versions import known_versions

_QUIET = 12
"""How often one waits before a picture, so that what is read and counted is there."""

_WORDS = "council"
_TALL, _WIDE, _SMALL, _FORM = QSize(820, 560), QSize(1080, 680), QSize(560, 320), QSize(560, 500)
_AGAIN = Actor(id="mayor-again", name="Mayor Ashdown", role="administration")
_TOPIC = Code(
    id="topic",
    name="Topic",
    key="P",
    colour="#CC79A7",
    unit=AskedUnit.PARAGRAPH,
    definition="What the paragraph is mainly about.",
    fields=(
        Field(
            id="matter",
            name="Matter",
            type=FieldType.CHOICE,
            choices=(
                Choice("money", "Money"),
                Choice("law", "Law"),
                Choice("people", "People"),
                Choice("place", "Place"),
            ),
        ),
    ),
)


class Camera(NamedTuple):
    """Lets the window go on for a moment, and keeps a picture under a name."""

    settle: Callable[[], object]
    save: Callable[[QWidget, str], None]

    def draw(self, widget: QWidget, name: str) -> None:
        """Keep a widget's picture once all of it is shown."""
        for _ in range(_QUIET):
            self.settle()
        self.save(widget, name)


def draw_pages(window: MainWindow, look: str, camera: Camera) -> None:
    """Draw search, annotations and actors of the sample."""
    opened = _opened(window)
    search = opened.show(SearchPage)
    search.bar.want(_WORDS)
    _until(lambda: search.model.rowCount() and not search.finder.under_way, camera)
    search.table.make_current(2)
    search.table.setFocus()
    camera.draw(window, f"search-{look}")
    labels = opened.show(AnnotationsPage)
    labels.want("code:quote", LabelGroup.ACTOR)
    labels.table.go_to(3)
    labels.table.setFocus()
    camera.draw(window, f"annotations-{look}")
    actors = opened.show(ActorsPage)
    _until(lambda: actors.row is not None, camera)
    actors.table.setCurrentIndex(actors.model.index(3, 5))
    actors.table.setFocus()
    camera.draw(window, f"actors-{look}")


def draw_dialogs(window: MainWindow, settings: Settings, camera: Camera) -> None:
    """Draw what is asked before many things change."""
    opened = _opened(window)
    session = opened.session
    search = opened.show(SearchPage)
    tag = TagHitsDialog(session, settings, window, _WORDS)
    tag.show_hits(search.model.listed())
    tag.choose_code("source")
    tag.model.toggle([0])
    _ask(tag, _TALL, "tag-hits", camera)
    labels = opened.show(AnnotationsPage)
    labels.want("code:source", LabelGroup.NONE)
    shown = labels.model.layout.found.numbers
    chosen = ChosenLabels(selected=list(shown)[:12], shown=shown, at_hand=None)
    change = BulkDialog(session, settings, BulkKind.RECODE, chosen, window)
    _ask(change, _TALL, "change-many", camera)
    actors = opened.show(ActorsPage)
    both = sorted(
        (one for one in session.project.find(Actor) if one.name.endswith("Ashdown")),
        key=lambda one: one.id == _AGAIN.id,
    )
    merge = MergeDialog(session, both, actors.seen, window)
    merge.kept.setCurrentIndex(1)
    _ask(merge, _SMALL, "merge-actors", camera)
    _draw_correcting(window, settings, camera)


def _draw_correcting(window: MainWindow, settings: Settings, camera: Camera) -> None:
    session = _opened(window).session
    rows = session.project.articles()
    article = max(rows, key=lambda row: row.annotation_count)
    dialog = CorrectingDialog(session, settings, article.id, window)
    cursor = dialog.edit.textCursor()
    text = dialog.edit.toPlainText()
    place = text.index(". ", len(text) // 12) + 2
    cursor.setPosition(place)
    cursor.setPosition(text.index(". ", place) + 2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setPosition(0)
    dialog.edit.setTextCursor(cursor)
    _ask(dialog, _WIDE, "correct-text", camera)


def grow_codebook(path: Path, coder: str) -> None:
    """Change a project's codebook a few times, so that there are versions and units."""
    with Project.open(path, coder) as project:
        project.apply(PutActor(_AGAIN))
        project.apply(PutCode(_TOPIC))
        project.apply(PutCode(Code(id="irony", name="Irony", key="I", colour="#AA3377")))
        project.apply(RetireCode("irony"))


def draw_codebook(window: MainWindow, look: str, camera: Camera) -> None:
    """Draw the panel beside a text in which unit after unit is answered."""
    coding = _opened(window).show(CodingPage)
    rows = coding.session.project.articles()
    coding.open_article(max(rows, key=lambda row: row.annotation_count).id)
    if not coding.shows_codebook():
        coding.toggle_codebook()
    coding.pane.units.begin(_TOPIC.id)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1):
        QTest.keyClick(coding.pane.units, key)
    camera.draw(window, f"units-{look}")
    coding.pane.units.leave()


def draw_codebook_dialogs(window: MainWindow, settings: Settings, camera: Camera) -> None:
    """Draw what changes a codebook that is in use, its versions, and the shelf."""
    session = _opened(window).session
    source = session.codebook.code("source")
    if source is None:
        sys.exit("The sample has no sources")
    reshape = ReshapeDialog(session, source, window)
    reshape.choose("Merge choices")
    reshape.ticks.item(1).setCheckState(Qt.CheckState.Checked)
    _ask(reshape, _FORM, "reshape", camera)
    _ask(VersionsDialog(known_versions(session.project), window), _TALL, "versions", camera)
    new = NewProjectDialog(settings, window)
    new.path.setText("~/Documents/New study.annotator")
    _ask(new, QSize(980, 620), "shelf", camera)


def _opened(window: MainWindow) -> OpenProject:
    if window.project is None:
        sys.exit("The project could not be opened")
    return window.project


def _ask(dialog: QDialog, size: QSize, name: str, camera: Camera) -> None:
    dialog.open()
    dialog.resize(size)
    camera.draw(dialog, name)
    dialog.reject()


def _until(done: Callable[[], object], camera: Camera) -> None:
    for _ in range(400):
        if done():
            return
        camera.settle()
    sys.exit("A page was not filled")
