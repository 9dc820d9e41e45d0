"""What can be done while reviewing: on one difference, in the lists, and at once on many."""

from functools import partial
from typing import Any

from annotator.gui.commands.command import Command, Group, KeyScope, Menu, MenuPlace
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.page import ReviewPage
from annotator.gui.review.queue import QueueList
from annotator.gui.review.reasons import DIGITS, ReasonPicker
from annotator.gui.session.context import ON_PROJECT, ProjectContext
from annotator.workflow.review.settling import Taking

DIFFERENCES = KeyScope(ReviewPage)
"""Bare keys beside the list of differences; boundaries of gold move as in the text."""
LISTS = KeyScope(ListPanel)
QUEUE = KeyScope(QueueList)
REASONS = KeyScope(ReasonPicker)
"""Digits count in the empty line alone."""

_DIFFERENCES: tuple[Command[ReviewPage], ...] = (
    Command(
        "take_a",
        "Take A into gold",
        ("1",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.A),
    ),
    Command(
        "take_b",
        "Take B into gold",
        ("2",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.B),
    ),
    Command(
        "take_both",
        "Take both into gold",
        ("3",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.BOTH),
    ),
    Command(
        "take_neither",
        "Take neither: reject",
        ("0",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.NEITHER),
    ),
    Command(
        "edit_a",
        "Take A into gold and change it",
        ("E",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.edit(second=False),
    ),
    Command(
        "edit_b",
        "Take B into gold and change it",
        ("Shift+E",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.edit(second=True),
    ),
    Command(
        "reason",
        "Say why: a number or words",
        ("R",),
        Group.REVIEW,
        DIFFERENCES,
        ReviewPage.ask_reason,
    ),
    Command(
        "undecide",
        "Take the decision back",
        ("U",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.undecide(),
    ),
    Command(
        "next_difference",
        "Next difference",
        ("N",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.step(1),
    ),
    Command(
        "previous_difference",
        "Previous difference",
        ("P",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.step(-1),
    ),
    Command(
        "thread",
        "Ask or answer about it",
        ("C", "?"),
        Group.REVIEW,
        DIFFERENCES,
        ReviewPage.want_thread,
    ),
    Command(
        "thread_b",
        "Ask or answer about B's",
        ("Shift+C",),
        Group.REVIEW,
        DIFFERENCES,
        lambda page: page.want_thread(second=True),
    ),
)

_LISTS: tuple[Command[ListPanel], ...] = (
    Command(
        "next_listed", "Next one", ("N",), Group.REVIEW_LISTS, LISTS, lambda one: one.list.step(1)
    ),
    Command(
        "previous_listed",
        "Previous one",
        ("P",),
        Group.REVIEW_LISTS,
        LISTS,
        lambda one: one.list.step(-1),
    ),
    Command(
        "ask_listed",
        "Ask or answer about it",
        ("C", "?"),
        Group.REVIEW_LISTS,
        LISTS,
        ListPanel.ask_about,
    ),
    Command(
        "leave_list",
        "To the text",
        ("Esc",),
        Group.REVIEW_LISTS,
        LISTS,
        lambda one: one.left.emit(),
    ),
)

_QUEUE: tuple[Command[QueueList], ...] = (
    Command("queue_accept", "Accept", ("A",), Group.QUEUE, QUEUE, QueueList.accept),
    Command(
        "queue_change",
        "Say why, then take it into gold and change it",
        ("C",),
        Group.QUEUE,
        QUEUE,
        QueueList.change,
    ),
    Command("queue_reject", "Say why, then reject", ("X",), Group.QUEUE, QUEUE, QueueList.reject),
    Command(
        "queue_reason",
        "Say why it was decided so",
        ("R",),
        Group.QUEUE,
        QUEUE,
        QueueList.give_reason,
    ),
    Command(
        "queue_take_back",
        "Take the decision back",
        ("U",),
        Group.QUEUE,
        QUEUE,
        QueueList.take_back,
    ),
)


def _choose(number: int, picker: ReasonPicker) -> None:
    picker.choose(number)


_REASONS: tuple[Command[ReasonPicker], ...] = (
    *(
        Command(
            f"reason_{number}",
            "The reason of this number, as long as nothing is typed",
            (str(number),),
            Group.REASONS,
            REASONS,
            partial(_choose, number),
        )
        for number in range(1, DIGITS + 1)
    ),
    Command(
        "no_reason",
        "No reason, as long as nothing is typed",
        ("0",),
        Group.REASONS,
        REASONS,
        partial(_choose, 0),
    ),
    Command(
        "next_reason",
        "Mark the next one",
        ("Down",),
        Group.REASONS,
        REASONS,
        lambda one: one.step(1),
    ),
    Command(
        "previous_reason",
        "Mark the previous one",
        ("Up",),
        Group.REASONS,
        REASONS,
        lambda one: one.step(-1),
    ),
    Command(
        "take_reason",
        "The marked one, or what is typed",
        ("Enter",),
        Group.REASONS,
        REASONS,
        ReasonPicker.take_marked,
    ),
    Command(
        "leave_reasons",
        "Leave all as it was",
        ("Esc",),
        Group.REASONS,
        REASONS,
        ReasonPicker.cancel,
    ),
)

_FROM_ANYWHERE: tuple[Command[ProjectContext], ...] = (
    Command(
        "list_differences",
        "Differences between coders",
        (),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("differences"),
        (MenuPlace(Menu.REVIEW, 1, 1),),
    ),
    Command(
        "list_queue",
        "Queue of a colleague's annotations",
        (),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("queue"),
        (MenuPlace(Menu.REVIEW, 1, 2),),
    ),
    Command(
        "list_mine",
        "What was changed of mine, and why",
        (),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("mine"),
        (MenuPlace(Menu.REVIEW, 1, 3),),
    ),
    Command(
        "list_questions",
        "Open questions",
        ("Ctrl+Shift+Q",),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("questions"),
        (MenuPlace(Menu.REVIEW, 1, 4),),
    ),
    Command(
        "take_agreements",
        "Take all agreements into gold",
        ("Ctrl+G",),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_agreements(here=False),
        (MenuPlace(Menu.REVIEW, 2, 1),),
    ),
    Command(
        "take_agreements_here",
        "Take this article's agreements into gold",
        ("Ctrl+Shift+G",),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_agreements(here=True),
        (MenuPlace(Menu.REVIEW, 2, 2),),
    ),
    Command(
        "take_layer",
        "Take layer A of this article into gold",
        ("Ctrl+T",),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_layer(second=False),
        (MenuPlace(Menu.REVIEW, 2, 3),),
    ),
    Command(
        "take_layer_b",
        "Take layer B of this article into gold",
        ("Ctrl+Shift+T",),
        Group.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_layer(second=True),
        (MenuPlace(Menu.REVIEW, 2, 4),),
    ),
)

COMMANDS: tuple[Command[Any], ...] = (
    *_DIFFERENCES,
    *_LISTS,
    *_QUEUE,
    *_REASONS,
    *_FROM_ANYWHERE,
)
