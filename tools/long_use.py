"""A long day in a window, and what the process holds of it: 500 articles, 50 projects, 200 dialogs.

Prints a table; what levels off stays the same from one line of a part to the next.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["ANNOTATOR_HOME"] = tempfile.mkdtemp(prefix="long-use-")

# After the paths and the platform are set.
from counting import held, megabytes  # noqa: E402
from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from annotator.gui import app  # noqa: E402
from annotator.gui.look.application import application  # noqa: E402
from annotator.gui.review import ReviewPage  # noqa: E402
from annotator.gui.settings.settings import CODER, Settings  # noqa: E402
from annotator.gui.window.main_window import MainWindow  # noqa: E402
from annotator.workflow.sample import make_sample  # noqa: E402

DIALOGS = ("export", "actors", "project", "settings", "keys", "hand_out", "conflicts", "properties")
STEPS = 5
"""Lines of each part."""


def main() -> None:
    """Do the three parts and print what is held after each fifth of them.

    Three numbers on the command line are how many articles, dialogs and projects to do.
    """
    parts = [int(one) for one in sys.argv[1:4]] or [500, 200, 50]
    application()
    Settings().set(CODER, "ana")
    path = Path(tempfile.mkdtemp(prefix="long-use-")) / "study.annotator"
    make_sample(path)
    window = app.start(path)
    if window is None:
        sys.exit(1)
    print(
        f"{'part':<12}{'times':>6}{'MB':>8}{'objects':>9}{'widgets':>9}{'windows':>9}{'files':>7}"
    )
    _part("articles", parts[0], lambda n: _read(window, n))
    _part("dialogs", parts[1], lambda n: _ask(window, n))
    _part("projects", parts[2], lambda _n: _visit(window, path))
    window.close()


def _part(name: str, times: int, act: Callable[[int], object]) -> None:
    for step in range(STEPS + 1):
        for n in range(times // STEPS if step else times // STEPS // 4):
            act(n)
        now = held()
        done = step * times // STEPS
        print(
            f"{name:<12}{done:>6}{megabytes():>8.1f}{now.wrappers:>9}{now.widgets:>9}"
            f"{now.windows:>9}{now.descriptors:>7}",
            flush=True,
        )


def _read(window: MainWindow, number: int) -> None:
    opened = window.project
    if opened is None:
        return
    articles = opened.listed_articles()
    opened.coding.open_article(articles[number % len(articles)])
    QApplication.processEvents()
    for annotation in opened.session.visible_annotations()[:3]:
        opened.session.select(annotation.id)
        QApplication.processEvents()


def _ask(window: MainWindow, number: int) -> None:
    # Again and again: one dialog may lead to another.
    closing = QTimer(window, interval=5)
    closing.timeout.connect(_close_dialogs)
    closing.start()
    window.menu_actions.trigger(DIALOGS[number % len(DIALOGS)])
    QApplication.processEvents()
    closing.stop()
    closing.deleteLater()


def _close_dialogs() -> None:
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.reject()


def _visit(window: MainWindow, path: Path) -> None:
    window.open_path(path, ask=False)
    if window.project is not None:
        window.project.show(ReviewPage)
    QApplication.processEvents()
    window.close_project()


if __name__ == "__main__":
    main()
