"""Dates of foreign files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.files.dates import iso


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-05-19", "2025-05-19"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("2025-05-14T16:20:00Z", "2025-05-14T16:20:00Z"),
        ("2025/5/9", "2025-05-09"),
        ("20250519", "2025-05-19"),
        ("19.5.2025", "2025-05-19"),
        ("05.06.2025", "2025-06-05"),
        ("19/05/2025", "2025-05-19"),
        ("05/19/2025", "2025-05-19"),
        ("05/05/2025", "2025-05-05"),
        ("19 May 2025", "2025-05-19"),
        ("May 19, 2025", "2025-05-19"),
        ("Monday, May 19, 2025", "2025-05-19"),
        ("1st June 2025", "2025-06-01"),
        ("19. Mai 2025", "2025-05-19"),
        ("1er août 2025", "2025-08-01"),
        ("19 de mayo de 2025", "2025-05-19"),
        ("19.05.2025 14:30", "2025-05-19T14:30"),
        ("19 May 2025, 9:05", "2025-05-19T09:05"),
        ("Mon, 19 May 2025 10:00:00 +0200", "2025-05-19T10:00:00+02:00"),
    ],
)
def test_a_date_that_means_one_day_becomes_iso(written: str, read: str) -> None:
    assert iso(written) == read


@pytest.mark.parametrize(
    "written", ["05/06/2025", "5-6-2025", "31.02.2025", "19/05/25", "yesterday", "spring 2025", ""]
)
def test_any_other_stays_as_it_is_written(written: str) -> None:
    assert iso(written) == written


@given(st.text(max_size=30))
def test_whatever_is_written_there_reading_it_again_changes_nothing(written: str) -> None:
    assert iso(iso(written)) == iso(written)
