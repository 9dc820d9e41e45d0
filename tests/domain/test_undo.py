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


def test_a_forged_undo_of_something_else_is_passed_over() -> None:
    a, b = EditStep("a", "Tag"), EditStep("b", "Tag")
    assert stacks(
        a, b, EditStep("u", UNDO, "a"), EditStep("r", REDO, "x"), EditStep("s", UNDO)
    ) == (
        ["a", "b"],
        [],
    )
