import sys
from pathlib import Path

import pytest

from annotator.gui.window import bug_report

NAME = "Ana Núñez"


def caught(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as one:
        return one


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"no such coder: {NAME}"),
        KeyError(NAME),
        FileNotFoundError(2, "No such file or directory", f"/home/{NAME}/study.annotator"),
        AttributeError(f"'{NAME}' object has no attribute 'x'"),
        TypeError(f"can't add '{NAME}'"),
        RuntimeError(NAME),
        ImportError(f"cannot import name 'x' from 'annotator' (/home/{NAME}/x.py)"),
    ],
)
def test_a_report_says_nothing_of_the_work_and_of_people(error: BaseException) -> None:
    one = caught(error)
    told = bug_report.bare(one, one.__traceback__)
    assert NAME not in told
    assert type(error).__name__ in told
    assert NAME in bug_report.full(one, one.__traceback__)


def test_what_the_program_calls_its_own_things_stays() -> None:
    one = caught(AttributeError("'NoneType' object has no attribute 'select'"))
    assert bug_report.bare_message(one) == "'NoneType' object has no attribute 'select'"
    one = caught(RuntimeError("Internal C++ object (NoteEdit) already deleted."))
    assert bug_report.bare_message(one) == "Internal C++ object (NoteEdit) already deleted"


def test_what_an_exception_came_from_is_told_without_values_too() -> None:
    outer = ZeroDivisionError()
    outer.__cause__ = caught(ValueError(NAME))
    error = caught(outer)
    told = bug_report.bare(error, error.__traceback__)
    assert NAME not in told
    assert told.index("ValueError") < told.index("ZeroDivisionError")


def test_no_folder_of_whoever_runs_the_program_is_in_it() -> None:
    one = caught(ValueError())
    told = bug_report.bare(one, one.__traceback__)
    assert "tests/gui/window/test_bug_report.py" in told
    assert str(Path(__file__).parents[3]) not in told
    assert sys.prefix not in told
