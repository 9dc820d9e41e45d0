"""Draws the window in every look and size, to be looked at: `make looks` writes build/looks.

With the sample's few codes and with a codebook of sixty; at 1024×700, at 2560×1600, and at 200 %.
The small window with sixty codes shows every page, and twelve coders' work.
"""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from screenshots import open_coded, settle
from team_study import add_colleagues

from annotator.domain.codebook import Choice, Code, Field, FieldType, Scope
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import PutCode
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.settings.settings import CODER, THEME, Settings, ThemeName
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.modes import MODES
from annotator.store.project import Project
from annotator.workflow.sample import make_sample

OUT = Path(__file__).parents[1] / "build" / "looks"
LOOKS = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST)
_SMALL = "1024x700"
SIZES = {_SMALL: QSize(1024, 700), "2560x1600": QSize(2560, 1600)}
AREAS = ("Health", "Economy", "Security", "Climate", "Migration", "Courts")
_STILL, _MOST_LOOKS = 10, 4000
"""How often a page must look the same to be through, and how often it is looked at."""
_TWICE = "--twice"
"""Draw the small size alone, as on a screen of 200 %."""


def main() -> None:
    """Draw every picture; those of 200 % in a process of their own: Qt asks once for the scale."""
    twice = _TWICE in sys.argv
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = os.environ["HOME"] = folder
        app, settings = application(), Settings()
        settings.set(CODER, "ana")
        for name, codes in (("few", ()), ("sixty", tuple(_sixty()))):
            sample = Path(folder) / f"{name}.annotator"
            make_sample(sample)
            if codes:
                with Project.open(sample, "ana") as project:
                    project.apply(Together([PutCode(code) for code in codes]))
                    add_colleagues(project)
            for look in LOOKS:
                settings.set(THEME, look)
                apply_theme(app, look)
                for size, pixels in SIZES.items():
                    if twice and size != _SMALL:
                        continue
                    shown = f"{name}-{look}-{size}" + ("-200" if twice else "")
                    _draw(
                        app,
                        settings,
                        sample,
                        pixels,
                        shown,
                        pages=bool(codes) and size == _SMALL and not twice,
                    )
    if not twice:
        scaled = {**os.environ, "QT_SCALE_FACTOR": "2"}
        subprocess.run([sys.executable, __file__, _TWICE], check=True, env=scaled)  # noqa: S603 - itself


def _sixty() -> Iterator[Code]:
    """Yield codes of three levels, and questions to the article, beside those of the sample."""
    for area in AREAS:
        slug = area.casefold()
        yield Code(id=slug, name=area, group=True)
        for half in ("causes", "remedies"):
            above = f"{slug}_{half}"
            yield Code(id=above, name=f"{area}: {half}", group=True, parent=slug)
            for number in range(1, 6):
                name = f"{area}: {half[:-1]} {number} of the debate"
                yield Code(id=f"{above}{number}", name=name, parent=above)
    answers = (Choice("yes", "Yes, it is mostly so"), Choice("no", "No"))
    for number in range(1, 11):
        field = Field(id=f"a{number}", name="Answer", type=FieldType.CHOICE, choices=answers)
        name = f"Question {number} to the article"
        asked = f"asked{number}"
        yield Code(id=asked, name=name, scope=Scope.ARTICLE, fields=(field,), position=number)


def _draw(
    app: QApplication, settings: Settings, sample: Path, pixels: QSize, name: str, *, pages: bool
) -> None:
    window = MainWindow(settings)
    window.resize(pixels)
    window.show()
    window.open_path(sample)
    if window.project is None:
        sys.exit("The sample could not be opened")
    coding = window.project.coding
    open_coded(coding)
    settle(app)
    _save(window, f"{name}-coded")
    coding.beside.show_answers()
    settle(app)
    _save(window, f"{name}-answers")
    for mode in MODES[1:] if pages else ():
        window.project.show(mode.page)
        _until_still(app, window)
        _save(window, f"{name}-{mode.id}")
    window.close()
    window.deleteLater()
    settle(app)


def _until_still(app: QApplication, window: MainWindow) -> None:
    """Wait until what a page counts and compares is there, and nothing changes any more."""
    shown, same = window.grab().toImage(), 0
    for _ in range(_MOST_LOOKS):
        settle(app)
        now = window.grab().toImage()
        is_still = now == shown and gc.isenabled()  # which is off while there is a job
        shown, same = now, same + 1 if is_still else 0
        if same == _STILL:
            return


def _save(widget: QWidget, name: str) -> None:
    widget.grab().save(str(OUT / f"{name}.png"))
    print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
