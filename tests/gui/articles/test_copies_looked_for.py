"""While copies are looked for, the list says how far that is, and lets it be stopped."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.draft import Progress
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.copies.dialog import CarryDialog
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import ARTICLES_COPIES, Settings
from annotator.store.project import Project
from annotator.workflow.copies.found import FoundCopies
from annotator.workflow.copies.knowing import KnownCopies


@pytest.fixture
def going_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let looking for copies be at its third article of six until this is set, or it is stopped."""
    end = Event()

    def look(_self: KnownCopies, _project: Project, progress: Progress) -> FoundCopies:
        while not end.wait(0.01):
            progress(3, 6)
        return FoundCopies()

    monkeypatch.setattr(KnownCopies, "look", look)
    yield end
    end.set()


def test_the_list_says_how_far_the_look_for_copies_is_and_stops_it(
    panel: ArticlesPanel, session: Session, settings: Settings, going_on: Event, qtbot: QtBot
) -> None:
    panel.copies.go_on()
    line = panel.copies.progress
    assert not line.isVisible()
    settings.set(ARTICLES_COPIES, True)
    qtbot.waitUntil(lambda: line.isVisible() and "3 of 6" in line.words.text())
    assert line.words.text().startswith("Looking for copies…")
    assert panel.minimumSizeHint().width() <= panel.minimumWidth()
    line.button.click()
    assert not settings.get(ARTICLES_COPIES)
    assert not line.isVisible()
    assert not copies_at_hand(session).is_under_way
    going_on.set()


def test_the_dialog_says_how_far_the_look_for_copies_is_and_closing_stops_it(
    session: Session, settings: Settings, going_on: Event, qtbot: QtBot
) -> None:
    dialog = CarryDialog(session, settings, session.project.article_ids()[0])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.progress.isVisible() and dialog.progress.bar.value() == 3)
    assert "3 of 6" in dialog.progress.words.text()
    dialog.reject()
    assert not dialog.looking.busy
    going_on.set()


def test_a_look_that_ends_soon_is_not_shown(
    panel: ArticlesPanel, session: Session, settings: Settings, qtbot: QtBot
) -> None:
    panel.copies.progress._patience.setInterval(60_000)  # soon, however busy the machine is
    shown = list[bool]()
    work = copies_at_hand(session).work
    work.changed.connect(lambda: shown.append(panel.copies.progress.isVisible()))
    with qtbot.waitSignal(work.changed):
        settings.set(ARTICLES_COPIES, True)
    qtbot.waitUntil(lambda: not work.busy)
    assert not any(shown)
    settings.set(ARTICLES_COPIES, False)


def test_what_is_known_of_copies_is_told_again_when_it_is_wanted_again(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = FoundCopies(leaders={"a1": "a1", "a2": "a1"})
    monkeypatch.setattr(KnownCopies, "look", lambda *_: known)
    copies = copies_at_hand(session)
    with qtbot.waitSignal(copies.came, check_params_cb=lambda: copies.found == known):
        copies.want(wanted=True)
    copies.want(wanted=False)
    assert copies.found != known
    with qtbot.waitSignal(copies.came):
        copies.want(wanted=True)
    assert copies.found == known
