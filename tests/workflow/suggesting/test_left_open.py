"""What is left to decide on, kept in step with each edit: it is as if all were looked at anew."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from suggested import ANA, BOOK, OWN, TEXT, opened, proposing, quote, study

from annotator.domain.edits.annotations import Delete, SetFragments, Tag
from annotator.domain.refusals import Refusal
from annotator.store.project import Project
from annotator.workflow.suggesting.deciding import accept, accept_all, refuse
from annotator.workflow.suggesting.left_open import LeftOpen
from annotator.workflow.suggesting.suggestion import proposed_in, undecided

WORDS = (
    "We will keep every berth open",
    "keep every berth",
    "Mayor Ines Falk said on Monday",
    "Nobody leaves",
    "the price was fair",
    "that the price was fair",
    "Karl Brandt",
)
PROPOSER = proposing(*(quote(words) for words in WORDS))
IMPORTED = ("1 article imported", None)
"""What is not undone: there would be no article."""
PLACES = st.tuples(st.integers(22, len(TEXT) - 20), st.integers(1, 40)).map(
    lambda one: (one[0], min(len(TEXT), one[0] + one[1]))
)
ACTS = st.one_of(
    st.tuples(st.just("tag"), PLACES),
    st.tuples(st.just("move"), PLACES),
    st.tuples(st.sampled_from(("delete", "accept", "all", "refuse", "undo", "redo")), PLACES),
)


def do(project: Project, left: LeftOpen, act: str, place: tuple[int, int], number: int) -> None:
    mine = [one for one in opened(project).in_order if one.code == "quote"]
    first, article = next(iter(left.all), None), opened(project)
    if act == "tag":
        project.apply(Tag(id=f"t{number}", article="a0", code="quote", fragments=(place,)))
    elif act == "move" and mine:
        project.apply(SetFragments(mine[0].id, (place,)))
    elif act == "delete" and mine:
        project.apply(Delete((mine[-1].id,)))
    elif act == "accept" and first is not None:
        project.apply(accept(article, BOOK, OWN, first).edit)
    elif act == "all" and first is not None:
        project.apply(accept_all(article, BOOK, OWN, left.all).edit)
    elif act == "refuse" and first is not None:
        project.apply(refuse(first))
    elif act == "redo" or (act == "undo" and project.undo_label() not in IMPORTED):
        getattr(project, act)()


@settings(max_examples=40)
@given(st.lists(ACTS, max_size=12), st.booleans())
def test_step_by_step_is_as_all_at_once(
    acts: list[tuple[str, tuple[int, int]]],
    names_touched: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder, study(Path(folder)) as project:
        proposed = proposed_in(opened(project), BOOK, PROPOSER)
        left = LeftOpen(proposed, opened(project), (), OWN)
        for number, (act, place) in enumerate(acts):
            before = {one.id: one for one in opened(project).in_order}
            do(project, left, act, place, number)
            now = opened(project)
            after = {one.id: one for one in now.in_order}
            every = before.keys() | after.keys()
            touched = {one for one in every if before.get(one) != after.get(one)}
            left.follow(now, OWN, touched if names_touched else None)
            refusals = project.find(Refusal, article="a0", coder=ANA)
            left.refuse(refusals)
            assert left.all == undecided(now, proposed, refusals, OWN)
