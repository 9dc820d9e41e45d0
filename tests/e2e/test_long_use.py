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


def growth(act: Callable[[], object], times: int, warm: int = 3) -> Held:
    """Return what there is more of after doing it so often than after doing it a few times.

    What there is less of was about to go by itself.
    """
    for _ in range(warm):
        act()
    before = held()
    for _ in range(times):
        act()
    return Held(*(max(0, now - then) for now, then in zip(held(), before, strict=True)))


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

    assert growth(read, 8, warm=2) == Held(0, 0, 0, 0)


def test_projects_that_come_and_go_leave_nothing(user: User, tmp_path: Path) -> None:
    path = study(tmp_path)
    user.window.settings.set(CODER, "ana")

    def visit() -> None:
        user.window.open_path(path, "a1")
        user.project.show(ReviewPage)
        QApplication.processEvents()
        user.window.close_project()

    assert growth(visit, 3, warm=1) == Held(0, 0, 0, 0)


def study(folder: Path) -> Path:
    with coded_by_two(folder) as project:
        path = project.path
    # The one that is made soon after opening would come in the midst of counting.
    back_up(path, Reason.ASKED, BackupPlan())
    return path
