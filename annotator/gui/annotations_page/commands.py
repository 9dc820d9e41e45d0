"""What can be done on the page of the project's annotations."""

from typing import Any

from annotator.gui.annotations_page.forms import BulkKind
from annotator.gui.annotations_page.page import AnnotationsPage
from annotator.gui.articles.label_filter import LabelFilter
from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.session.context import WindowContext


def _shown(window: WindowContext) -> AnnotationsPage | None:
    return window.project.shown(AnnotationsPage) if window.project is not None else None


def _acting(ident: str, title: str, keys: tuple[str, ...], kind: BulkKind) -> Command[Any]:
    return Command(
        ident,
        title,
        keys,
        KeyGroup.ANNOTATIONS,
        PAGE,
        lambda page: page.act(kind),
        enabled_when=lambda page: page.has_all,
    )


PAGE = KeyScope(AnnotationsPage, _shown)
FILTER = KeyScope(LabelFilter)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "open_annotation",
        "Show the passage in its article",
        ("Enter",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.open_annotation,
        enabled_when=lambda page: page.has_some,
    ),
    Command(
        "filter_annotations",
        "Filter the annotations",
        ("/",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.focus_filter,
    ),
    Command(
        "clear_annotations_filter",
        "Clear the filter of annotations, or on to the table",
        ("Esc",),
        KeyGroup.ANNOTATIONS,
        FILTER,
        LabelFilter.clear_or_leave,
    ),
    Command(
        "all_annotations",
        "List all annotations again, not only those of Insights",
        ("Esc",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        lambda page: page.pick(None),
        enabled_when=lambda page: page.has_picked,
    ),
    _acting("bulk_recode", "Recode many…", ("R",), BulkKind.RECODE),
    _acting("bulk_answer", "Answer many…", ("A",), BulkKind.ANSWER),
    _acting("bulk_link", "Link many anew…", ("L",), BulkKind.LINK),
    _acting("bulk_note", "Write a note on many…", ("N",), BulkKind.NOTE),
    _acting("bulk_delete", "Delete many…", ("Del",), BulkKind.DELETE),
    Command(
        "group_annotations",
        "Group by the next: code, actor, coder, article, outlet",
        ("G",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.group_on,
    ),
    Command(
        "fold_group",
        "Fold the group at hand, or unfold it",
        ("F",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.fold_group,
        enabled_when=lambda page: page.is_grouped,
    ),
    Command(
        "fold_groups",
        "Fold all groups, or unfold them",
        ("Shift+F",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.fold_all,
        enabled_when=lambda page: page.is_grouped,
    ),
    Command(
        "sort_annotations",
        "Sort by the next",
        ("S",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.sort_on,
    ),
    Command(
        "turn_annotations",
        "Sort the other way round",
        ("Shift+S",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.turn_round,
    ),
    Command(
        "export_annotations_shown",
        "Export the annotations shown…",
        ("E",),
        KeyGroup.ANNOTATIONS,
        PAGE,
        AnnotationsPage.export,
        enabled_when=lambda page: page.has_all,
    ),
)
