"""Which backups stay, whatever the clock has done."""

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotator.store.backups.places import Backup, Reason
from annotator.store.backups.retention import DAYS, LAST, kept

NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
ROOM = 10**12


def backup(minutes_ago: int, size: int = 100) -> Backup:
    made = NOON - dt.timedelta(minutes=minutes_ago)
    return Backup(Path(f"{minutes_ago}.annotator"), made, Reason.WORK, size)


backups = st.lists(st.integers(0, 60_000), unique=True, max_size=80).map(
    lambda ages: [backup(age) for age in sorted(ages)]
)


@given(backups)
def test_the_last_five_the_hours_and_the_days_stay(found: list[Backup]) -> None:
    stay = kept(found, ROOM)
    assert stay[:LAST] == found[:LAST]
    assert stay == [one for one in found if one in set(stay)], "the order is kept"
    assert len(stay) <= 20, "no more than twenty times the largest"
    days = list(dict.fromkeys(one.made.date() for one in found))[:DAYS]
    assert {one.made.date() for one in stay} >= set(days)
    hours = list(dict.fromkeys((one.made.date(), one.made.hour) for one in found))
    most = 20 - LAST - DAYS
    assert {(one.made.date(), one.made.hour) for one in stay} >= set(hours[:most])


@given(backups)
def test_thinning_again_changes_nothing(found: list[Backup]) -> None:
    stay = kept(found, ROOM)
    assert kept(stay, ROOM) == stay


@given(backups, st.integers(0, 3000))
def test_they_fit_into_the_room_there_is_and_the_newest_stays(
    found: list[Backup], room: int
) -> None:
    stay = kept(found, room)
    assert stay[:1] == found[:1]
    assert len(stay) <= 1 or sum(one.size for one in stay) <= room


def test_the_days_are_kept_where_the_hours_do_not_fit() -> None:
    found = [backup(30 * half_hour) for half_hour in range(400)]
    stay = kept(found, ROOM)
    assert len({one.made.date() for one in stay}) == DAYS
    assert len(stay) == 20


def test_a_small_file_in_the_projects_place_costs_no_backup() -> None:
    found = [backup(0, 10), *(backup(24 * 60 * day, 1000) for day in range(1, 6))]
    assert kept(found, ROOM) == found
