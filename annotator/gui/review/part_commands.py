"""What can be taken of a difference beside a side: parts, further versions, what they link to."""

from functools import partial

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.review.page import ReviewPage
from annotator.gui.review.version_list import MOST_KEYS

_FIRST = 4
"""The first version that has a command of its own; the keys of those before it take sides, too."""


def _take(number: int, page: ReviewPage) -> None:
    page.decide_version(number)


def parts(scope: KeyScope[ReviewPage]) -> tuple[Command[ReviewPage], ...]:
    """Return the commands, reached by their keys beside the list of differences."""
    return (
        *(
            Command(
                f"take_version_{number}",
                "Of many coders' versions, take that of this number",
                (str(number),),
                KeyGroup.REVIEW,
                scope,
                partial(_take, number - 1),
                for_reviewers=True,
            )
            for number in range(_FIRST, MOST_KEYS + 1)
        ),
        Command(
            "next_boundary",
            "Choose the next version's boundary",
            ("B",),
            KeyGroup.REVIEW,
            scope,
            lambda page: page.composing.choose("boundary"),
            for_reviewers=True,
        ),
        Command(
            "next_answers",
            "Choose the next version's answers and links",
            ("A",),
            KeyGroup.REVIEW,
            scope,
            lambda page: page.composing.choose("answers"),
            for_reviewers=True,
        ),
        Command(
            "take_parts",
            "Take the boundary and the answers that are chosen",
            ("T",),
            KeyGroup.REVIEW,
            scope,
            ReviewPage.decide_parts,
            for_reviewers=True,
        ),
        Command(
            "take_along",
            "Take what a version is linked to along, or not",
            ("W",),
            KeyGroup.REVIEW,
            scope,
            lambda page: page.composing.turn_along(),
            for_reviewers=True,
        ),
    )
