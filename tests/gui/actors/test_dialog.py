"""Looking actors up, correcting, adding and archiving them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from once import opened_copy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.gui.actors import ActorsDialog
from annotator.gui.look.sizes import row_height
from annotator.gui.session.session import Session
from annotator.store.project import Project

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ROLES = (
    Choice("government", "Government", "", (Choice("minister", "Minister"),)),
    Choice("citizen", "Citizen"),
)
ROLE = Field(id="role", name="Role", type=FieldType.CHOICE, choices=ROLES)
IS = LinkRule(type="is", name="Is", ends=("actor",))
CODEBOOK = Codebook(codes=(Code(id="source", name="Source", fields=(ROLE,), links=(IS,)),))
BERG = Actor(id="berg", name="<b>Maja Berg</b>", role="government", aliases=("the mayor", "MB"))
ALI = Actor(id="ali", name="Ali", kind="team", role="seer")
OLD = Actor(id="old", name="Old party", kind="organisation")


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with opened_copy("for the actors", _make, tmp_path / "p.annotator", "ana") as project:
        yield Session(project)


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODEBOOK)
    project.coder = "ana"
    project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text="The mayor said"),)))
    project.apply(Tag(id="s", article="a", code="source", fragments=((0, 9),)))
    for actor in (BERG, ALI, OLD):
        project.apply(PutActor(actor))
    project.apply(AddLink(annotation="s", type="is", actor="berg"))
    project.apply(ArchiveActor("old"))
    return project


def opened(session: Session, qtbot: QtBot) -> ActorsDialog:
    dialog = ActorsDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    return dialog


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ActorsDialog:
    return opened(session, qtbot)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def stored(session: Session, actor: str) -> Actor:
    found = session.project.get(Actor, actor)
    assert found is not None
    return found


def edits(session: Session) -> int:
    return len(session.project.latest_edits())


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_A, CONTROL)
    qtbot.keyClick(field, KEY.Key_Delete)
    qtbot.keyClicks(field, text)


def test_actors_are_listed_with_their_links_and_archived_ones_on_demand(
    dialog: ActorsDialog, qtbot: QtBot
) -> None:
    assert dialog.list.shown == ["berg", "ali"]
    tree = dialog.list.tree
    rows = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    said = {row.text(0): row.text(1) for row in rows if row is not None}
    assert said == {"<b>Maja Berg</b>": "1", "Ali": "", "Old party (archived)": ""}
    assert tree.visualItemRect(rows[0]).height() == row_height()
    dialog.list.archived.click()
    assert set(dialog.list.shown) == {"berg", "ali", "old"}


def test_the_filter_knows_aliases_and_enter_goes_to_what_it_found(
    dialog: ActorsDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(focused(), "mayor")
    assert dialog.list.shown == ["berg"]
    qtbot.keyClick(focused(), KEY.Key_Return)
    assert dialog.list.tree.hasFocus()
    assert dialog.form.name.text() == "<b>Maja Berg</b>"
    assert dialog.form.aliases.toPlainText() == "the mayor\nMB"


def test_looking_at_actors_changes_nothing(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    before = edits(session)
    dialog.list.archived.click()
    dialog.list.tree.setFocus()
    for _ in range(3):
        for field in dialog.form.fields:
            field.setFocus()
        dialog.list.tree.setFocus()
        qtbot.keyClick(dialog.list.tree, KEY.Key_Down)
    qtbot.keyClick(focused(), KEY.Key_Escape)
    assert dialog.isHidden()
    assert edits(session) == before
    assert [stored(session, one.id) for one in (BERG, ALI)] == [BERG, ALI]


def test_leaving_a_field_applies_it_as_one_step(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    dialog.list.choose("berg")
    before = edits(session)
    retype(qtbot, dialog.form.affiliation, "Town hall")
    assert edits(session) == before
    qtbot.keyClick(dialog.form.affiliation, KEY.Key_Tab)
    assert dialog.form.aliases.hasFocus()
    assert edits(session) == before + 1
    assert stored(session, "berg").affiliation == "Town hall"
    session.undo()
    assert stored(session, "berg") == BERG


def test_enter_applies_and_the_list_shows_the_new_name(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    dialog.list.choose("berg")
    retype(qtbot, dialog.form.name, "  M. Berg ")
    qtbot.keyClick(dialog.form.name, KEY.Key_Return)
    assert dialog.isVisible()
    assert stored(session, "berg").name == "M. Berg"
    assert dialog.list.text("berg") == "M. Berg"


def test_going_to_another_row_applies_what_is_typed(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    dialog.list.choose("berg")
    dialog.form.aliases.setFocus()
    qtbot.keyClick(dialog.form.aliases, KEY.Key_End, CONTROL)
    qtbot.keyClick(dialog.form.aliases, KEY.Key_Return)
    qtbot.keyClicks(dialog.form.aliases, "Berg, M.")
    dialog.list.choose("ali")
    assert stored(session, "berg").aliases == ("the mayor", "MB", "Berg, M.")
    assert dialog.form.name.text() == "Ali"


def test_esc_closes_and_keeps_what_is_typed(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    dialog.list.choose("berg")
    dialog.form.note.setFocus()
    qtbot.keyClicks(dialog.form.note, "Since May")
    qtbot.keyClick(dialog.form.note, KEY.Key_Escape)
    assert dialog.isHidden()
    assert stored(session, "berg").note == "Since May"


def test_an_actor_keeps_a_name(session: Session, dialog: ActorsDialog, qtbot: QtBot) -> None:
    dialog.list.choose("berg")
    retype(qtbot, dialog.form.name, "")
    dialog.list.choose("ali")
    assert "needs a name" in dialog.problem.text()
    assert dialog.form.name.text() == ""
    qtbot.keyClick(dialog.form.name, KEY.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.form.name, KEY.Key_Escape)
    assert dialog.isHidden()
    assert stored(session, "berg") == BERG


def test_a_new_actor_is_added_with_its_name(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    before = edits(session)
    qtbot.keyClick(focused(), KEY.Key_N, CONTROL)
    assert dialog.form.name.hasFocus()
    qtbot.keyClicks(focused(), "The union")
    qtbot.keyClick(focused(), KEY.Key_Tab)
    qtbot.keyClick(focused(), KEY.Key_G)
    qtbot.keyClick(focused(), KEY.Key_Tab)
    (added,) = [one for one in session.project.find(Actor) if one.name == "The union"]
    assert added.kind == "group"
    assert dialog.list.shown[-1] == added.id
    assert edits(session) == before + 2


def test_a_new_actor_without_anything_is_no_actor(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    before, shown = edits(session), dialog.list.shown
    for _ in range(2):
        qtbot.keyClick(focused(), KEY.Key_N, CONTROL)
    assert len(dialog.list.shown) == len(shown) + 1
    dialog.list.choose("berg")
    assert dialog.list.shown == shown
    assert dialog.form.name.text() == BERG.name
    assert edits(session) == before


def test_an_actor_is_archived_and_offered_again(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    dialog.list.choose("berg")
    dialog.archive_button.setFocus()
    qtbot.keyClick(dialog.archive_button, KEY.Key_Space)
    assert stored(session, "berg").archived
    assert "archived" in dialog.list.text("berg")
    assert "Offer" in dialog.archive_button.text()
    qtbot.keyClick(dialog.archive_button, KEY.Key_Space)
    assert stored(session, "berg") == BERG


def test_the_roles_are_those_of_the_codebooks_sources(
    session: Session, dialog: ActorsDialog, qtbot: QtBot
) -> None:
    role = dialog.form.role
    assert isinstance(role, QComboBox)
    dialog.list.choose("berg")
    offered = [role.itemText(n).strip() for n in range(role.count())]
    assert offered == ["", "Government", "Minister", "Citizen"]
    role.setFocus()
    qtbot.keyClick(role, KEY.Key_Down)
    dialog.list.tree.setFocus()
    assert stored(session, "berg").role == "minister"


def test_without_such_roles_any_role_can_be_typed(tmp_path: Path, qtbot: QtBot) -> None:
    with Project.create(tmp_path / "bare.annotator") as project:
        project.coder = "ana"
        project.apply(PutActor(ALI))
        session = Session(project)
        dialog = opened(session, qtbot)
        role = dialog.form.role
        assert isinstance(role, QLineEdit)
        assert role.text() == "seer"
        retype(qtbot, role, "sage")
        qtbot.keyClick(role, KEY.Key_Escape)
        assert stored(session, "ali").role == "sage"


def test_whom_an_actor_may_be_is_named_with_a_door_to_them(session: Session, qtbot: QtBot) -> None:
    for ident, name in (("z1", "Volodymyr Zelensky"), ("z2", "Wolodymyr Selenskyj")):
        session.apply(PutActor(Actor(id=ident, name=name)))
    dialog = opened(session, qtbot)
    qtbot.waitUntil(lambda: not dialog.finder.busy)
    dialog.list.choose("z1")
    (door,) = dialog.doubles.doors
    assert door.text() == "Wolodymyr Selenskyj"
    assert "another spelling" in door.toolTip()
    dialog.list.filter.setText("Zelensky")
    door.click()
    assert dialog.form.name.text() == "Wolodymyr Selenskyj"
    assert [one.text() for one in dialog.doubles.doors] == ["Volodymyr Zelensky"]
    dialog.list.choose("ali")
    assert not dialog.doubles.isVisible()


def test_an_actor_that_is_archived_or_renamed_is_no_double_any_more(
    session: Session, qtbot: QtBot
) -> None:
    for ident in ("m1", "m2"):
        session.apply(PutActor(Actor(id=ident, name="Hans Müller")))
    dialog = opened(session, qtbot)
    qtbot.waitUntil(lambda: not dialog.finder.busy)
    dialog.list.choose("m1")
    assert dialog.doubles.isVisible()
    dialog.archive_button.click()
    qtbot.waitUntil(lambda: not dialog.finder.busy)
    dialog.list.choose("m2")
    assert not dialog.doubles.isVisible()
