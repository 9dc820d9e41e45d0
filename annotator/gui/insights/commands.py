"""What can be done on the page of insights."""

from functools import partial
from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.insights.page import InsightsPage
from annotator.gui.session.context import WindowContext

_DIGITS = 9


def _shown(window: WindowContext) -> InsightsPage | None:
    return window.project.shown(InsightsPage) if window.project is not None else None


PAGE = KeyScope(InsightsPage, _shown)


def _show_view(place: int, page: InsightsPage) -> None:
    page.body.show_view_at(place)


def _has_view(place: int, page: InsightsPage) -> bool:
    return place < page.body.count_views()


def _has_marks(page: InsightsPage) -> bool:
    return page.body.has_marks


COMMANDS: tuple[Command[Any], ...] = (
    *(
        Command(
            f"insight_view_{n}",
            f"Show view {n}",
            (str(n),),
            KeyGroup.INSIGHTS,
            PAGE,
            partial(_show_view, n - 1),
            enabled_when=partial(_has_view, n - 1),
        )
        for n in range(1, _DIGITS + 1)
    ),
    Command(
        "next_insight",
        "Show the next view",
        ("N",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.step_view(1),
    ),
    Command(
        "previous_insight",
        "Show the view before",
        ("Shift+N",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.step_view(-1),
    ),
    Command(
        "insight_passages",
        "Passages of the mark at hand; of a passage, its article",
        ("Enter",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.go_on(),
        enabled_when=_has_marks,
    ),
    Command(
        "insight_annotations",
        "Show the labels of the mark at hand on the page Annotations",
        ("Shift+Enter",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.behind.want_labels(),
        enabled_when=lambda page: page.body.behind.has_passages,
    ),
    Command(
        "insight_back",
        "Back to the marks, or to the views",
        ("Esc",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.go_back(),
    ),
    Command(
        "count_again",
        "Count again",
        ("F5", "Ctrl+R"),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.count_again(),
    ),
    Command(
        "insight_filter",
        "Filter what is counted",
        ("/",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.focus_filter(),
    ),
    Command(
        "insight_rows",
        "Choose what rows are",
        ("R",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.controls.choose_in(page.body.controls.rows),
    ),
    Command(
        "insight_columns",
        "Choose what columns are",
        ("C",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.controls.choose_in(page.body.controls.columns),
    ),
    Command(
        "insight_by",
        "Count the next: labels, articles, words",
        ("B",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.count_next(),
    ),
    Command(
        "insight_layer",
        "Take the labels of the next: gold, one’s own, a coder, all",
        ("L",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.take_next_layer(),
        enabled_when=lambda page: page.body.has_layers,
    ),
    Command(
        "insight_codes",
        "Choose whose labels are counted, by code…",
        ("K",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.ask_codes(),
    ),
    Command(
        "insight_more",
        "More choices: copies, samples, what counts once…",
        ("M",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.controls.more.open(),
    ),
    Command(
        "insight_target",
        "Choose toward whom",
        ("A",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.controls.target.setFocus(),
        enabled_when=lambda page: page.body.has_target,
    ),
    Command(
        "insight_wanted",
        "Say which shares are wanted…",
        ("W",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.ask_wanted(),
        enabled_when=lambda page: page.body.has_benchmark,
    ),
    Command(
        "insight_table",
        "Show figures as a table, or as a picture",
        ("T",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.turn_table(),
    ),
    Command(
        "sort_insight",
        "Sort the table by the column at hand, or the other way round",
        ("S",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.figures.sort_here(),
        enabled_when=lambda page: page.body.is_table,
    ),
    Command(
        "copy_insight",
        "Copy the figures, for a spreadsheet",
        ("Ctrl+C",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.copy(),
        enabled_when=_has_marks,
    ),
    Command(
        "export_insight",
        "Export the picture, or its figures…",
        ("E",),
        KeyGroup.INSIGHTS,
        PAGE,
        lambda page: page.body.export(),
        enabled_when=_has_marks,
    ),
)
