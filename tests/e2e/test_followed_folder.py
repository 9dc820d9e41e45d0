"""A lead and a coder with one shared folder: work goes there and comes from there, by keys."""

from pathlib import Path

from at_desks import sit_down
from user import ALT, CONTROL, SHIFT, Key, User

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign, NameReviewers
from annotator.formats.files.codebook import default_codebook
from annotator.gui.following.dialog import FollowDialog
from annotator.store.project import Project
from annotator.workflow.device import use_own_device
from annotator.workflow.following.beginning import begin

TEXT = '"We consider it possible," the spokesman said on Monday.'


def study_of(folder: Path) -> Path:
    """Make a lead's project with one article, which is ben's to code."""
    use_own_device()
    path = folder / "study.annotator"
    with Project.create(path, title="Study", codebook=default_codebook()) as project:
        project.coder = "lea"
        project.apply(ImportRecords(articles=(NewArticle(id="a1", title="One", text=TEXT),)))
        project.apply(NameReviewers(("lea",)))
        project.apply(Assign((("a1", "ben"),)))
    return path


def follow(user: User, folder: Path) -> None:
    """Find the dialog by its name, type the folder, press Enter, and leave it."""

    def fill(dialog: FollowDialog) -> None:
        dialog.folder.setFocus()
        user.press(Key.Key_A, modifiers=CONTROL)
        user.write(str(folder))
        user.press(Key.Key_Return)
        user.press(Key.Key_Escape)

    user.in_dialog(FollowDialog, fill, lambda: user.by_palette("follow a folder"))
    look(user, times=1)


def look(user: User, *, times: int = 2) -> None:
    """Let the time pass after which the folder is looked into."""
    following = user.project.following
    for _ in range(times):
        user.qtbot.waitUntil(lambda: not following.is_at_work)
        following.look(sends=True)
        user.qtbot.waitUntil(lambda: not following.is_at_work)


def labels(user: User) -> list[Annotation]:
    return list(user.project.session.project.find(Annotation))


def test_work_comes_and_decisions_go_through_the_folder(user: User, tmp_path: Path) -> None:
    lead, folder, coder = study_of(tmp_path), tmp_path / "shared", tmp_path / "ben.annotator"
    folder.mkdir()
    sit_down(user, "lea", lead, "a1")
    follow(user, folder)
    assert len(list(folder.iterdir())) == 1
    assert user.window.close_project()

    begin(folder, coder, "ben")
    sit_down(user, "ben", coder, "a1")
    follow(user, folder)
    user.drag_over("We consider it possible,")
    user.view.setFocus()
    user.write("q1")
    user.press(Key.Key_Escape)
    assert user.window.close_project()  # what is not there yet goes out
    assert len(list(folder.iterdir())) == 2

    sit_down(user, "lea", lead, "a1")
    user.project.following.go_on()
    look(user)
    assert user.say() == "ben brings 1 new — Ctrl+Shift+W brings it in"
    assert user.window.status.arrived.text() == "ben brings 1 new"
    assert labels(user) == []
    user.press(Key.Key_W, modifiers=CONTROL | SHIFT)
    user.qtbot.waitUntil(lambda: len(labels(user)) == 1)
    user.qtbot.waitUntil(lambda: not user.project.following.is_at_work)
    assert user.say() == "Came in from ben: 1 new — Ctrl+Z undoes"
    look(user)
    assert not user.window.status.arrived.isVisible()
    user.press(Key.Key_2, modifiers=ALT)
    user.press(Key.Key_T, modifiers=CONTROL)
    user.qtbot.waitUntil(lambda: GOLD_LAYER in {one.layer for one in labels(user)})
    assert user.window.close_project()

    sit_down(user, "ben", coder, "a1")
    user.project.following.go_on()
    look(user)
    user.press(Key.Key_W, modifiers=CONTROL | SHIFT)
    user.qtbot.waitUntil(lambda: GOLD_LAYER in {one.layer for one in labels(user)})
    user.qtbot.waitUntil(lambda: not user.project.following.is_at_work)
