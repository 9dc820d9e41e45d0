"""Which backups stay: the last five, one for each hour and day of work, as far as there is room."""

from collections.abc import Hashable, Sequence

from annotator.store.backups.places import Backup

LAST = 5
HOURS = 24
DAYS = 7
_TIMES = 20
"""How many times as large as the largest of them all backups together may be."""


def kept(newest_first: Sequence[Backup], most_bytes: int) -> list[Backup]:
    """Return the backups that stay, newest first; the newest one always does.

    These are the last five, and the last of each of the 7 days and of each of the 24 hours in which
    the latest backups were made, in this order as far as there is room. Days and hours without one
    don't count, so that neither a holiday nor a clock that was wrong for a while costs any.
    """
    days = _last_of_each(newest_first, [one.made.date() for one in newest_first])
    hours = _last_of_each(newest_first, [(one.made.date(), one.made.hour) for one in newest_first])
    wanted = dict.fromkeys((*newest_first[:LAST], *days[:DAYS], *hours[:HOURS]))
    stay = _fitting(list(wanted), most_bytes)
    return [one for one in newest_first if one in stay]


def _last_of_each(newest_first: Sequence[Backup], when: Sequence[Hashable]) -> list[Backup]:
    found: dict[Hashable, Backup] = {}
    for one, moment in zip(newest_first, when, strict=True):
        found.setdefault(moment, one)
    return list(found.values())


def _fitting(wanted: Sequence[Backup], most_bytes: int) -> set[Backup]:
    """Return those that there is room for, taken in this order; the first one in any case.

    It is the largest one that counts: what has taken the project's place may be small.
    """
    room = min(most_bytes, _TIMES * max((one.size for one in wanted), default=0))
    stay = set(wanted[:1])
    taken = sum(one.size for one in stay)
    for one in wanted[1:]:
        if taken + one.size <= room:
            stay.add(one)
            taken += one.size
    return stay
