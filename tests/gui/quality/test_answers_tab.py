"""The tab on answers: how often what is learned is right, against the bar that the lead sets."""

from compared import BOOK
from pytestqt.qtbot import QtBot

from annotator.analysis.suggest.linear_held_out import AgreementPoint
from annotator.gui.quality.detail import QualityDetail
from annotator.gui.settings.settings import Settings
from annotator.workflow.suggesting.answers import AnswerStanding
from annotator.workflow.suggesting.quality.asking import QualityReport
from annotator.workflow.suggesting.quality.charts import answers_plot

QUOTE = next(one for one in BOOK.codes if one.fields)
FIELD = QUOTE.fields[0]
LEARNED = AnswerStanding(
    code=QUOTE,
    field=FIELD,
    why="Nine of ten would be right.",
    by="linear 1",
    curve=(AgreementPoint(25, 0.8, 0.9), AgreementPoint(50, 0.86, 0.96)),
    bar=0.85,
)
SILENT = AnswerStanding(code=QUOTE, field=FIELD, why="Too few labels.")


def test_the_curve_stands_against_the_bar() -> None:
    plot = answers_plot(LEARNED)
    bar, surest, every = plot.series
    assert (bar.is_level, {dot.y for dot in bar.dots}) == (True, {0.85})
    assert [(dot.x, dot.y) for dot in surest.dots] == [(25, 0.9), (50, 0.96)]
    assert [(dot.x, dot.y) for dot in every.dots] == [(25, 0.8), (50, 0.86)]
    assert "all labels after 50 labels 0.86" in plot.said


def test_the_field_at_hand_has_its_curve_or_why_there_is_none(qtbot: QtBot) -> None:
    detail = QualityDetail(Settings())
    qtbot.addWidget(detail)
    detail.show_code(QualityReport(answers=(SILENT, LEARNED)), QUOTE.id)
    assert detail.answers.table.row == 0
    assert "the surest fifth after 25 labels 0.90" in detail.agreement.canvas.accessibleName()
    assert detail.agreement.buttons["csv"].isEnabled()
    detail.answers.table.go_to(1, 0)
    assert detail.agreement.plot is None
    assert not detail.agreement.buttons["csv"].isEnabled()
    detail.show_code(QualityReport(), QUOTE.id)
    assert detail.agreement.plot is None
