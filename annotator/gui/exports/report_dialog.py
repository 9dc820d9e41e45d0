"""What a report is to show: which views, of whose labels, and how much of the codebook."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.analysis.insights.views import view_called
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.people import Coder
from annotator.gui.exports.page_views import views_of_page
from annotator.gui.look.sizes import scaled
from annotator.gui.session.session import Session
from annotator.gui.settings.by_project import keep_of, kept_of
from annotator.gui.settings.insights import INSIGHTS, KeptInsights
from annotator.gui.settings.settings import REPORT, Settings
from annotator.gui.widgets.basic import PlainLabel, let_clear, set_tool_tip, tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named
from annotator.gui.widgets.tick_list import TickList
from annotator.store.reading.label_query import parse_whole
from annotator.workflow.report.choice import USUAL_CHOICE, ReportChoice
from annotator.workflow.report.choosing import offered_questions, usual_questions, written
from annotator.workflow.report.layers import ALL

_SIZE = QSize(520, 480)
_ABOUT = (
    "The report has the material, coders, gold, methods and reliability in any case. What has no "
    "labels to show is named in a sentence."
)
_WORDS_HELP = "code:frame origin:human …"
_ROW = 24  # pixels


class ReportDialog(Dialog):
    """Begins with what was chosen last time; `choice` is what is chosen now."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "report", "Report", _SIZE)
        self._settings = settings
        last = kept_of(settings, REPORT, session.project.path, USUAL_CHOICE)
        self.views = TickList("Views")
        wanted = last.views or tuple(map(written, usual_questions()))
        page = kept_of(settings, INSIGHTS, session.project.path, KeptInsights())
        for question, title in offered_questions((*last.views, *views_of_page(page))):
            ident = written(question)
            row = self.views.add(title, ident, on=ident in wanted, height=scaled(_ROW))
            row.setToolTip(tool_tip(view_called(question.view).question))
        self.layers = ComboBox()
        self._add_layers(session, last)
        self._session = session
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.words = QLineEdit(last.words)
        self.words.textEdited.connect(self.problem.hide)
        self.words.setPlaceholderText(_WORDS_HELP)
        let_clear(self.words)
        set_tool_tip(self.words, "A filter, as on the page of annotations; for the views alone.")
        self.full = QCheckBox("The whole &codebook, and all variables")
        self.full.setChecked(last.full)
        set_tool_tip(self.full, "Otherwise names and definitions, on a page or two.")
        self._lay_out()
        self.views.setFocus()

    def _add_layers(self, session: Session, last: ReportChoice) -> None:
        self.layers.addItem("Gold, or all coders where nothing is settled", ())
        self.layers.addItem("Gold", (GOLD,))
        self.layers.addItem("All coders", (ALL,))
        handles = sorted((one.handle for one in session.project.find(Coder)), key=str.casefold)
        for one in handles:
            self.layers.addItem(one, (one,))
        at = next((n for n in range(self.layers.count()) if self._at(n) == last.layers), 0)
        self.layers.setCurrentIndex(at)

    def _at(self, place: int) -> tuple[str, ...]:
        return tuple(self.layers.itemData(place))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_ABOUT, role="muted", wrap=True))
        layout.addWidget(named("What the &labels say:", self.views))
        layout.addWidget(self.views, 1)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for row, (label, field) in enumerate(
            (("Labels &of:", self.layers), ("Only labels &that:", self.words))
        ):
            grid.addWidget(named(label, field), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        layout.addWidget(self.problem)
        layout.addWidget(self.full)
        layout.addWidget(answer_buttons(self, "&Write…")[0])

    @property
    def choice(self) -> ReportChoice:
        """What the report is to show."""
        return ReportChoice(
            views=tuple(self.views.ticked()),
            layers=self._at(self.layers.currentIndex()),
            words=self.words.text().strip(),
            full=self.full.isChecked(),
            asked=True,
        )

    def accept(self) -> None:
        """Remember what is chosen; a filter that means nothing is told first."""
        try:
            parse_whole(self.words.text(), self._session.codebook)
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self.words.setFocus()
            return
        keep_of(self._settings, REPORT, self._session.project.path, self.choice)
        super().accept()
