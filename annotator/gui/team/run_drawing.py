"""Drawing a sample by which a run is validated, and handing it out to people who code it blind."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.team.coder_list import CoderList
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox, SpinBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    answer_buttons,
    named,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.coders import coders_of
from annotator.workflow.runs import RunFacts
from annotator.workflow.validation.drawing import Given, draw, give, pool, scores_of
from annotator.workflow.validation.units import Asked, asked_of, everything

_SIZE = QSize(520, 520)
_LEAST = QSize(440, 460)
_NUMBER_WIDTH = 96
_LIKELY = 60
_MOST_SEED = 999_999
_MOST_CODERS = 99


class DrawDialog(Dialog):
    """Enter draws and hands out; `given` is what came of it then."""

    def __init__(
        self, session: Session, settings: Settings, run: RunFacts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "run_sample", "Draw a validation sample", _SIZE)
        self._session, self._run = session, run
        self.given: Given | None = None
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        self.coders.changed.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self._check()
        self.what.setFocus()

    def _make_parts(self) -> None:
        project = self._session.project
        self.what = ComboBox()
        self._asked: list[Asked] = list(everything(self._session.codebook))
        for one in self._asked:
            field = one.field
            self.what.addItem(f"{one.code.name}: {field.name}" if field else one.code.name)
        articles = len(project.articles())
        self.size_ = _spin(1, max(articles, 1), min(_LIKELY, max(articles, 1)))
        handles = sorted((one.handle for one in coders_of(project)), key=str.casefold)
        self.coders = CoderList(handles, [one for one in handles if one != self._session.coder])
        self.per_article = _spin(1, _MOST_CODERS, 1)
        self.seed = _spin(1, _MOST_SEED, 1)
        stored = Path(self._settings.get(LAST_FOLDER) or project.path.absolute().parent)
        folder = stored if stored.is_dir() else project.path.absolute().parent
        self.folder = QLineEdit(str(folder))
        self.problem = PlainLabel(role="muted", wrap=True)

    def _lay_out(self) -> None:
        told = (
            f"Articles are drawn evenly by what {self._run.handle} says of them and how sure it "
            "is, so that what is rare is among them; each one’s chance is kept. Coders are blind "
            "to the run until they have finished an article."
        )
        where = QHBoxLayout()
        where.setSpacing(GAP)
        where.addWidget(self.folder, 1)
        where.addWidget(secondary_button("Bro&wse…", self._browse))
        form = QFormLayout()
        form.setSpacing(GAP)
        form.addRow(named("&What is validated", self.what), self.what)
        form.addRow(named("&Articles", self.size_), self.size_)
        form.addRow(named("&Coders", self.coders.list), self.coders)
        form.addRow(named("Coders &per article", self.per_article), self.per_article)
        form.addRow(named("S&eed", self.seed), self.seed)
        form.addRow(named("&Folder", self.folder), where)
        buttons, self.hand_out = answer_buttons(self, "&Draw and hand out")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(told, role="muted", wrap=True))
        layout.addLayout(form, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def _check(self, *_: object) -> None:
        chosen = self.coders.chosen()
        ready = bool(chosen and self.folder.text().strip() and self._asked)
        self.hand_out.setEnabled(ready)
        self.per_article.setMaximum(max(1, len(chosen)))
        count = counted(len(chosen), "package")
        self.problem.setText(
            f"{count} will be written." if chosen else "Tick who codes, or add somebody."
        )

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write packages to", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def accept(self) -> None:
        """Draw, assign and write the packages, in the background."""
        if self.coders.adding.text().strip() and not self.coders.take_typed():
            return
        chosen, folder = self.coders.chosen(), Path(self.folder.text().strip()).expanduser()
        if not self.hand_out.isEnabled():
            return
        asked, run = self._asked[self.what.currentIndex()], self._run.run
        count, seed, per_article = self.size_.value(), self.seed.value(), self.per_article.value()

        def work(own: Project, reporter: Reporter) -> Given:
            field = asked.field.id if asked.field is not None else ""
            wanted = asked_of(own.codebook(), asked.code.id, field)
            drawn = draw(pool(own), run, wanted, scores_of(own), count, seed)
            return give(
                own,
                run,
                wanted,
                drawn,
                chosen,
                seed=seed,
                per_article=per_article,
                folder=folder,
                progress=reporter,
            )

        job = Job(on_sibling(self._session.project, work)).on_success(self._done)
        job.after(self._session.waiting)
        job.on_refusal(self._refused).on_cancel(self._session.refresh_from_disk)
        job.run(self, "Drawing a sample")

    def _done(self, given: Given) -> None:
        self.given = given
        self._settings.set(LAST_FOLDER, self.folder.text().strip())
        super().accept()

    def _refused(self, error: UserError) -> None:
        self._session.refresh_from_disk()
        show_refusal(self, "Nothing was handed out", error)


def _spin(least: int, most: int, value: int) -> QSpinBox:
    box = SpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setFixedWidth(scaled(_NUMBER_WIDTH))
    return box
