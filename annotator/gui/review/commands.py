"""What can be done while reviewing: on one difference, in the lists, and at once on many."""

from functools import partial
from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.page import ReviewPage
from annotator.gui.review.part_commands import parts
from annotator.gui.review.queue import QueueList
from annotator.gui.review.reasons import DIGITS, ReasonPicker
from annotator.gui.review.state_commands import STATES
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
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.A),
        for_reviewers=True,
    ),
    Command(
        "take_b",
        "Take B into gold",
        ("2",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.B),
        for_reviewers=True,
    ),
    Command(
        "take_both",
        "Take both into gold; of many coders' versions, the third",
        ("3",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.BOTH),
        for_reviewers=True,
    ),
    Command(
        "take_neither",
        "Take neither: reject",
        ("0",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.decide(Taking.NEITHER),
        for_reviewers=True,
    ),
    Command(
        "edit_a",
        "Take A into gold and change it",
        ("E",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.edit(second=False),
        for_reviewers=True,
    ),
    Command(
        "edit_b",
        "Take B into gold and change it",
        ("Shift+E",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.edit(second=True),
        for_reviewers=True,
    ),
    Command(
        "reason",
        "Say why: a number or words",
        ("R",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.why.ask(),
        for_reviewers=True,
    ),
    Command(
        "undecide",
        "Take the decision back",
        ("U",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.deciding.undecide(),
        for_reviewers=True,
    ),
    Command(
        "next_difference",
        "Next difference",
        ("N",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.step(1),
    ),
    Command(
        "previous_difference",
        "Previous difference",
        ("P",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.step(-1),
    ),
    Command(
        "thread",
        "Ask or answer about it",
        ("C", "?"),
        KeyGroup.REVIEW,
        DIFFERENCES,
        ReviewPage.want_thread,
    ),
    Command(
        "thread_b",
        "Ask or answer about B's",
        ("Shift+C",),
        KeyGroup.REVIEW,
        DIFFERENCES,
        lambda page: page.want_thread(second=True),
    ),
)

_LISTS: tuple[Command[ListPanel], ...] = (
    Command(
        "next_listed",
        "Next one",
        ("N",),
        KeyGroup.REVIEW_LISTS,
        LISTS,
        lambda one: one.list.step(1),
    ),
    Command(
        "previous_listed",
        "Previous one",
        ("P",),
        KeyGroup.REVIEW_LISTS,
        LISTS,
        lambda one: one.list.step(-1),
    ),
    Command(
        "ask_listed",
        "Ask or answer about it",
        ("C", "?"),
        KeyGroup.REVIEW_LISTS,
        LISTS,
        ListPanel.ask_about,
    ),
    Command(
        "leave_list",
        "To the text",
        ("Esc",),
        KeyGroup.REVIEW_LISTS,
        LISTS,
        lambda one: one.left.emit(),
    ),
)

_QUEUE: tuple[Command[QueueList], ...] = (
    Command(
        "queue_accept",
        "Accept",
        ("A",),
        KeyGroup.QUEUE,
        QUEUE,
        QueueList.accept,
        for_reviewers=True,
    ),
    Command(
        "queue_change",
        "Say why, then take it into gold and change it",
        ("C",),
        KeyGroup.QUEUE,
        QUEUE,
        QueueList.change,
        for_reviewers=True,
    ),
    Command(
        "queue_reject",
        "Say why, then reject",
        ("X",),
        KeyGroup.QUEUE,
        QUEUE,
        QueueList.reject,
        for_reviewers=True,
    ),
    Command(
        "queue_reason",
        "Say why it was decided so",
        ("R",),
        KeyGroup.QUEUE,
        QUEUE,
        QueueList.give_reason,
        for_reviewers=True,
    ),
    Command(
        "queue_take_back",
        "Take the decision back",
        ("U",),
        KeyGroup.QUEUE,
        QUEUE,
        QueueList.take_back,
        for_reviewers=True,
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
            KeyGroup.REASONS,
            REASONS,
            partial(_choose, number),
        )
        for number in range(1, DIGITS + 1)
    ),
    Command(
        "no_reason",
        "No reason, as long as nothing is typed",
        ("0",),
        KeyGroup.REASONS,
        REASONS,
        partial(_choose, 0),
    ),
    Command(
        "next_reason",
        "Mark the next one",
        ("Down",),
        KeyGroup.REASONS,
        REASONS,
        lambda one: one.step(1),
    ),
    Command(
        "previous_reason",
        "Mark the previous one",
        ("Up",),
        KeyGroup.REASONS,
        REASONS,
        lambda one: one.step(-1),
    ),
    Command(
        "take_reason",
        "The marked one, or what is typed",
        ("Enter",),
        KeyGroup.REASONS,
        REASONS,
        ReasonPicker.take_marked,
    ),
    Command(
        "leave_reasons",
        "Leave all as it was",
        ("Esc",),
        KeyGroup.REASONS,
        REASONS,
        ReasonPicker.cancel,
    ),
)

_FROM_ANYWHERE: tuple[Command[ProjectContext], ...] = (
    Command(
        "list_differences",
        "Differences between coders",
        (),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("differences"),
        (MenuPlace(Menu.REVIEW, 1, 1),),
    ),
    Command(
        "list_queue",
        "Queue of a colleague's annotations",
        (),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("queue"),
        (MenuPlace(Menu.REVIEW, 1, 2),),
    ),
    Command(
        "list_mine",
        "What was changed of mine, and why",
        (),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("mine"),
        (MenuPlace(Menu.REVIEW, 1, 3),),
    ),
    Command(
        "list_questions",
        "Open questions",
        ("Ctrl+Shift+Q",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).show_list("questions"),
        (MenuPlace(Menu.REVIEW, 1, 4),),
    ),
    Command(
        "take_agreements",
        "Take all agreements into gold",
        ("Ctrl+G",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_agreements(here=False),
        (MenuPlace(Menu.REVIEW, 2, 1),),
        for_reviewers=True,
    ),
    Command(
        "take_agreements_here",
        "Take this article's agreements into gold",
        ("Ctrl+Shift+G",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_agreements(here=True),
        (MenuPlace(Menu.REVIEW, 2, 2),),
        for_reviewers=True,
    ),
    Command(
        "take_majority",
        "Take what most coders say into gold…",
        ("Ctrl+M",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).take_majority(),
        (MenuPlace(Menu.REVIEW, 2, 5),),
        for_reviewers=True,
    ),
    Command(
        "take_layer",
        "Take layer A of this article into gold",
        ("Ctrl+T",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_layer(second=False),
        (MenuPlace(Menu.REVIEW, 2, 3),),
        for_reviewers=True,
    ),
    Command(
        "take_layer_b",
        "Take layer B of this article into gold",
        ("Ctrl+Shift+T",),
        KeyGroup.REVIEW,
        ON_PROJECT,
        lambda project: project.show(ReviewPage).bulk.take_layer(second=True),
        (MenuPlace(Menu.REVIEW, 2, 4),),
        for_reviewers=True,
    ),
)
COMMANDS: tuple[Command[Any], ...] = (
    *_DIFFERENCES,
    *parts(DIFFERENCES),
    *_LISTS,
    *_QUEUE,
    *_REASONS,
    *_FROM_ANYWHERE,
    *STATES,
)
