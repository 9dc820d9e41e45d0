"""Which edits undo and redo take next."""

from annotator.domain.undo import FOUNDATION, REDO, UNDO, EditStep, UndoStacks


def stacks(*steps: EditStep) -> tuple[list[str], list[str]]:
    both = UndoStacks(steps)
    return both.undoable, both.redoable


def test_edits_are_undone_from_the_last_to_the_first_and_redone_in_order() -> None:
    a, b = EditStep("a", "Tag"), EditStep("b", "SetValue")
    assert stacks(a, b) == (["a", "b"], [])
    assert stacks(a, b, EditStep("u", UNDO, "b")) == (["a"], ["b"])
    assert stacks(a, b, EditStep("u", UNDO, "b"), EditStep("v", UNDO, "a")) == ([], ["b", "a"])
    assert stacks(a, EditStep("u", UNDO, "a"), EditStep("r", REDO, "a")) == (["a"], [])


def test_a_new_edit_forgets_what_could_be_redone() -> None:
    assert stacks(EditStep("a", "Tag"), EditStep("u", UNDO, "a"), EditStep("b", "Tag")) == (
        ["b"],
        [],
    )


def test_making_the_project_can_not_be_undone() -> None:
    assert stacks(EditStep("a", FOUNDATION)) == ([], [])


def test_an_edit_in_the_middle_can_be_undone_and_redone_after_the_later_ones() -> None:
    a, b, c = (EditStep(name, "Tag") for name in "abc")
    middle = (a, b, c, EditStep("u", UNDO, "b"))
    assert stacks(*middle) == (["a", "c"], ["b"])
    assert stacks(*middle, EditStep("r", REDO, "b")) == (["a", "c", "b"], [])
    assert stacks(*middle, EditStep("v", UNDO, "c")) == (["a"], ["b", "c"])


def test_what_can_be_redone_knows_the_undo_that_redoing_answers() -> None:
    steps = [EditStep("a", "Tag"), EditStep("u", UNDO, "a"), EditStep("r", REDO, "a")]
    assert UndoStacks(steps[:2]).answered == {"a": "u"}
    assert UndoStacks(steps).answered == {}
    assert UndoStacks([*steps, EditStep("v", UNDO, "a")]).answered == {"a": "v"}


def test_a_forged_undo_of_what_is_not_there_is_passed_over() -> None:
    a, b = EditStep("a", "Tag"), EditStep("b", "Tag")
    forged = (EditStep("u", UNDO, "z"), EditStep("r", REDO, "x"), EditStep("s", UNDO))
    assert stacks(a, b, *forged) == (["a", "b"], [])
