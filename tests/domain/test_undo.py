"""Which edits undo and redo take next."""

from annotator.domain.undo import FOUNDATION, REDO, UNDO, Step, UndoStacks


def stacks(*steps: Step) -> tuple[list[str], list[str]]:
    both = UndoStacks(steps)
    return both.undoable, both.redoable


def test_edits_are_undone_from_the_last_to_the_first_and_redone_in_order() -> None:
    a, b = Step("a", "Tag"), Step("b", "SetValue")
    assert stacks(a, b) == (["a", "b"], [])
    assert stacks(a, b, Step("u", UNDO, "b")) == (["a"], ["b"])
    assert stacks(a, b, Step("u", UNDO, "b"), Step("v", UNDO, "a")) == ([], ["b", "a"])
    assert stacks(a, Step("u", UNDO, "a"), Step("r", REDO, "a")) == (["a"], [])


def test_a_new_edit_forgets_what_could_be_redone() -> None:
    assert stacks(Step("a", "Tag"), Step("u", UNDO, "a"), Step("b", "Tag")) == (["b"], [])


def test_making_the_project_can_not_be_undone() -> None:
    assert stacks(Step("a", FOUNDATION)) == ([], [])


def test_a_forged_undo_of_something_else_is_passed_over() -> None:
    a, b = Step("a", "Tag"), Step("b", "Tag")
    assert stacks(a, b, Step("u", UNDO, "a"), Step("r", REDO, "x"), Step("s", UNDO)) == (
        ["a", "b"],
        [],
    )
