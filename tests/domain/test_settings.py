"""A project's settings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.domain import settings
from annotator.domain.settings import (
    ANSWERS_BAR_SETTING,
    EXPORTS_SETTING,
    LEFT_SETTING,
    MARKS_SETTING,
    NEXT_SETTING,
    OPEN_SETTING,
    REASONS_SETTING,
    REVIEWERS_SETTING,
    SUGGEST_SETTING,
    SUGGEST_SHARED_SETTING,
    THRESHOLD_SETTING,
    TIME_SETTING,
    Marks,
    NextOrder,
    ProjectSettings,
    project_settings,
)

OTHER: dict[str, tuple[Any, Any]] = {
    OPEN_SETTING: (True, True),
    REASONS_SETTING: (["Missed"], ("Missed",)),
    THRESHOLD_SETTING: (0.5, 0.5),
    TIME_SETTING: (False, False),
    REVIEWERS_SETTING: (["c-lea"], ("c-lea",)),
    LEFT_SETTING: (["edit-1"], ("edit-1",)),
    SUGGEST_SETTING: (False, False),
    SUGGEST_SHARED_SETTING: (True, True),
    ANSWERS_BAR_SETTING: (0.95, 0.95),
    NEXT_SETTING: ("novel", NextOrder.NOVEL),
    EXPORTS_SETTING: ({"release": {"authors": "Ana"}}, {"release": {"authors": "Ana"}}),
    MARKS_SETTING: ({"revise": 0.5, "reliable": 0.75}, Marks(0.5, 0.75)),
}
NAMES = [field.name for field in structs.fields(ProjectSettings)]


def test_each_name_of_a_setting_is_one_of_the_struct() -> None:
    names = {getattr(settings, one) for one in dir(settings) if one.endswith("_SETTING")}
    assert names == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_setting_is_read(name: str) -> None:
    stored, read = OTHER[name]
    assert getattr(project_settings({name: stored}), name) == read
    assert read != getattr(ProjectSettings(), name)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        (OPEN_SETTING, "perhaps"),
        (TIME_SETTING, "perhaps"),
        (REASONS_SETTING, []),
        (REASONS_SETTING, "Missed"),
        (THRESHOLD_SETTING, 1.5),
        (THRESHOLD_SETTING, None),
        (ANSWERS_BAR_SETTING, 2),
        (NEXT_SETTING, "alphabetical"),
        (EXPORTS_SETTING, {"release": "Ana"}),
        (MARKS_SETTING, "nonsense"),
        (MARKS_SETTING, {"revise": 0.9, "reliable": 0.1}),
    ],
)
def test_a_setting_without_sense_counts_as_its_default(name: str, stored: object) -> None:
    assert project_settings({name: stored}) == ProjectSettings()


@given(st.dictionaries(st.sampled_from([*NAMES, "of_a_newer_program"]), st.none() | st.text()))
def test_whatever_is_stored_a_project_has_settings(stored: dict[str, Any]) -> None:
    assert isinstance(project_settings(stored), ProjectSettings)
