"""Saying who a source is: the name is parted from its titles, and Enter takes nobody unsure."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from user import Key, User

from annotator.domain.annotation import Link
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.gui.inspector.picker import ActorPicker
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = (
    "Talks went on.\n\n"
    "“We go on,” said Ukraine's chief negotiator, Defense Minister Rustem Umerov.\n\n"
    "“Nobody leaves,” Umerov said.\n\n"
    "“It is late,” Ivanov said.\n\n"
    "“We saw it,” the health ministry said."
)


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        meta = {"language": "en"}
        article = NewArticle(id="a1", title="Talks", text=TEXT, meta=meta)
        project.apply(ImportRecords(articles=(article,)))
        for one in ("Igor", "Sergei"):
            project.apply(PutActor(Actor(id=one, name=f"{one} Ivanov", role="business")))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def ask_who(study: User, words: str) -> ActorPicker:
    """Tag the quotation with its source, and ask who that is."""
    study.view.setFocus()
    study.view.set_caret(TEXT.index(words) + 1)
    study.press(Key.Key_Q, Key.Key_S, Key.Key_A)
    picker = QApplication.focusWidget()
    assert isinstance(picker, ActorPicker)
    return picker


def linked(study: User) -> list[str]:
    """Return the names of the actors that sources are linked to, in the order of linking."""
    project = study.coding.session.project
    names = {actor.id: actor.name for actor in project.find(Actor)}
    return [names[one.target_actor] for one in project.find(Link) if one.target_actor]


def test_a_new_actor_has_the_name_and_the_rest_describes_it(study: User) -> None:
    picker = ask_who(study, "We go on")
    assert picker.text() == "Rustem Umerov"
    study.press(Key.Key_Return)
    assert linked(study) == ["Rustem Umerov"]
    made = study.coding.session.project.find(Actor)[-1]
    assert (made.kind, made.note) == ("person", "Ukraine's chief negotiator, Defense Minister")


def test_the_proposals_leave_the_text_in_sight(study: User) -> None:
    box, view, window = ask_who(study, "We go on").list_box, study.view, study.window
    assert box.isVisible()
    text = QRect(view.mapTo(window, QPoint(0, 0)), view.size())
    assert not text.intersects(box.geometry())


def test_a_surname_alone_means_whom_the_article_named_so(study: User) -> None:
    other = Actor(id="another", name="Oleg Umerov")
    study.coding.session.apply(PutActor(other))
    ask_who(study, "We go on")
    study.press(Key.Key_Return)
    picker = ask_who(study, "Nobody leaves")
    assert picker.text() == "Umerov"
    box = picker.list_box
    assert box.currentRow() == 0
    assert "here in ¶ 2" in box.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    study.press(Key.Key_Return)
    assert linked(study) == ["Rustem Umerov", "Rustem Umerov"]


def test_where_several_fit_enter_takes_none_until_one_is_marked(study: User) -> None:
    picker = ask_who(study, "It is late")
    assert picker.list_box.currentRow() == -1
    study.press(Key.Key_Return)
    assert linked(study) == []
    assert picker.hasFocus()
    assert "not sure who is meant" in study.say()
    study.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert linked(study) == ["Sergei Ivanov"]


def test_up_reaches_a_new_actor_where_others_fit(study: User) -> None:
    ask_who(study, "It is late")
    study.press(Key.Key_Up, Key.Key_Return)
    assert linked(study) == ["Ivanov"]


def test_a_click_takes_one_of_those_that_fit(study: User) -> None:
    ask_who(study, "It is late")
    study.click_proposal("Igor Ivanov")
    assert linked(study) == ["Igor Ivanov"]


def test_what_is_no_person_becomes_none(study: User) -> None:
    ask_who(study, "We saw it")
    study.press(Key.Key_Return)
    made = study.coding.session.project.find(Actor)[-1]
    assert (made.name, made.kind) == ("the health ministry", "organisation")


def test_each_row_says_who_it_is_with_the_roles_name_and_never_an_id(study: User) -> None:
    picker = ask_who(study, "It is late")
    box = picker.list_box
    said = [box.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(box.count())]
    assert said[0].startswith("Igor Ivanov, person  ·  Business")
    assert not any("Sergei " in one for one in said[:1])


def test_the_line_and_its_list_are_in_the_window_however_small(study: User) -> None:
    study.window.resize(1024, 700)
    picker = ask_who(study, "It is late")
    box, window = picker.list_box, study.window
    study.qtbot.waitUntil(lambda: window.rect().contains(box.geometry()))
    corner = picker.mapTo(window, QPoint(0, 0))
    port = study.coding.inspector
    assert port.geometry().height() > 0
    assert picker.visibleRegion().boundingRect().height() == picker.height()
    assert window.rect().contains(corner)
    assert isinstance(box, QListWidget)
    assert isinstance(picker, QLineEdit)
