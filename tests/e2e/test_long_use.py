"""A long day: articles and projects come and go, and nothing of them stays."""

from collections.abc import Callable
from pathlib import Path

from counting import Held, held
from PySide6.QtWidgets import QApplication
from reviewed import coded_by_two
from user import User

from annotator.gui.project.damage_watch import DamageWatch
from annotator.gui.review import ReviewPage
from annotator.gui.settings.settings import CODER
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason

NOTHING = Held(0, 0, 0, 0)


def leaves_nothing(user: User, act: Callable[[], object], times: int, warm: int = 3) -> None:
    """Do it so often, and see that there comes to be no more than after doing it a few times.

    What there is less of was about to go by itself, and so may be what there is more of: work in
    the background that just began. What was lost stays for ever.
    """
    for _ in range(warm):
        act()
    before = held()
    for _ in range(times):
        act()

    def levelled_off() -> None:
        more = Held(*(max(0, now - then) for now, then in zip(held(), before, strict=True)))
        assert more == NOTHING

    user.qtbot.waitUntil(levelled_off)


def test_articles_that_come_and_go_leave_nothing(user: User, tmp_path: Path) -> None:
    path = study(tmp_path)
    user.window.settings.set(CODER, "ana")
    user.window.open_path(path, "a1")
    watch = user.project.session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    watch.stop()  # which holds a thread and a connection as long as it looks

    def read() -> None:
        for article in ("a1", "a2"):
            user.coding.open_article(article)
            for one in user.annotations[:3]:
                user.coding.session.select(one.id)
        user.qtbot.waitUntil(lambda: not user.coding.suggesting.finding.busy)

    leaves_nothing(user, read, 8, warm=2)


def test_projects_that_come_and_go_leave_nothing(user: User, tmp_path: Path) -> None:
    path = study(tmp_path)
    user.window.settings.set(CODER, "ana")

    def visit() -> None:
        user.window.open_path(path, "a1")
        user.project.show(ReviewPage)
        QApplication.processEvents()
        user.window.close_project()

    leaves_nothing(user, visit, 3, warm=1)


def study(folder: Path) -> Path:
    with coded_by_two(folder) as project:
        path = project.path
    # The one that is made soon after opening would come in the midst of counting.
    back_up(path, Reason.ASKED, BackupPlan())
    return path
