"""Splits a document's lines into the entries of an archive, and tells how many it says to have."""

import re
from collections.abc import Sequence

import msgspec
from msgspec import structs

from annotator.formats.archives.heads import date_place
from annotator.formats.archives.labels import Labels
from annotator.formats.archives.lines import ArchiveLine, marked, number, template
from annotator.formats.archives.profile import LineMark, Profile
from annotator.formats.archives.when import dated
from annotator.formats.files.pulse import beat

_HEAD = 40
"""How many lines may stand between the beginning of an article's head and its text."""
_LISTED = re.compile(r"\d{1,4}\. ")
"""How a line of a cover's list of articles begins."""
_CLOSING = 12  # lines in which a head shows itself after an end
_MOST_TITLE = 8  # lines


class ArchiveEntry(msgspec.Struct, frozen=True):
    """One entry: its lines, and its number as the file states it, or as it was counted."""

    number: int
    lines: Sequence[ArchiveLine]


class ArchiveSplit(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a file; `stated` is how many it says to have, 0 where it doesn't say.

    `first` and `last` are the numbers that its first and last entry bear, if they do.
    """

    entries: tuple[ArchiveEntry, ...]
    stated: int = 0
    first: int = 0
    last: int = 0


def split(lines: Sequence[ArchiveLine], profile: Profile) -> ArchiveSplit:
    """Return the entries that a profile finds in a document."""
    labels = Labels(profile)
    starts, numbers, stated = _beginnings(lines, profile)
    if starts:
        stops = [start - (0 if inside else 1) for start, inside in starts[1:]]
        pieces = [
            lines[start:stop] for (start, _), stop in zip(starts, [*stops, len(lines)], strict=True)
        ]
        pieces = [_bare(_until_end(piece, profile, labels), profile) for piece in pieces]
    else:
        pieces = [
            part
            for piece in _by_ends(lines, profile, labels)
            for part in _by_bodies(piece, profile, labels)
        ]
        numbers = list(range(1, len(pieces) + 1))
    if not stated and pieces:
        stated = _counted(lines, pieces[0], profile)
    entries = tuple(ArchiveEntry(n, piece) for n, piece in zip(numbers, pieces, strict=True))
    bears = bool(starts) and any(mark.line for mark in profile.begins) and stated > 0
    return ArchiveSplit(
        entries=entries,
        stated=stated,
        first=numbers[0] if bears and numbers else 0,
        last=numbers[-1] if bears and numbers else 0,
    )


def _beginnings(
    lines: Sequence[ArchiveLine], profile: Profile
) -> tuple[list[tuple[int, bool]], list[int], int]:
    """Return where entries begin, and if their mark is theirs; their numbers; how many are said."""
    starts: list[tuple[int, bool]] = []
    numbers: list[int] = []
    total = stated = 0
    for index, line in enumerate(lines):
        beat(index)
        found = marked(line, profile.begins)
        if found is None:
            continue
        if found.total:
            before = numbers[-1] if numbers else 0
            known = not numbers or found.n == 1 or found.n == before + 1
            if found.n > found.total or not (known or (found.n > before)):
                continue  # a sentence of a text that only looks like a mark
            if not total or (found.total != total and found.n == 1):  # another download begins
                stated += found.total
            total = found.total
        inside = found.mark.inside
        starts.append((index if inside else index + 1, inside))
        numbers.append(found.n or len(numbers) + 1)
    return starts, numbers, stated


def _bare(lines: Sequence[ArchiveLine], profile: Profile) -> Sequence[ArchiveLine]:
    """Take the running number off the first line where that is the mark."""
    found = marked(lines[0], profile.begins) if lines else None
    if found is None or not found.mark.inside or "{n}" not in found.mark.prefix or not found.rest:
        return lines
    return [structs.replace(lines[0], text=found.rest), *lines[1:]]


def _until_end(
    lines: Sequence[ArchiveLine], profile: Profile, labels: Labels
) -> Sequence[ArchiveLine]:
    parts = _by_ends(lines, profile, labels)
    return parts[0] if parts else lines[:0]


def _by_ends(
    lines: Sequence[ArchiveLine], profile: Profile, labels: Labels
) -> list[Sequence[ArchiveLine]]:
    """Return what stands between ends; one that a text quotes is none."""
    pieces: list[Sequence[ArchiveLine]] = []
    start = 0
    tail = False
    for index, line in enumerate(lines):
        beat(index)
        tail = tail or labels.ends_body(line.text)
        if marked(line, profile.ends) is None:
            continue
        if not (tail or _closes(lines, index, profile, labels)):
            continue
        if index > start:
            pieces.append(lines[start:index])
        start, tail = index + 1, False
    rest = lines[start:]
    if rest and (not pieces or not profile.body or _first(rest, profile.body) is not None):
        pieces.append(rest)
    return pieces


def _closes(lines: Sequence[ArchiveLine], index: int, profile: Profile, labels: Labels) -> bool:
    """Tell whether an article's head follows, or nothing."""
    after = lines[index + 1 : index + 1 + _CLOSING]
    if not profile.labels:
        return True
    return not after or after[0].page or any(labels.in_head(one.text) for one in after)


def _by_bodies(
    lines: Sequence[ArchiveLine], profile: Profile, labels: Labels
) -> list[Sequence[ArchiveLine]]:
    """Return a piece as it is, or in several where ends are missing: each text has one head."""
    bodies = [n for n, line in enumerate(lines) if profile.body and marked(line, profile.body)]
    starts: list[int] = []
    for body in bodies:
        floor = starts[-1] if starts else 0
        if any(labels.in_head(line.text) for line in lines[max(floor, body - _HEAD) : body]):
            starts.append(head_start(lines, body, floor, profile, labels))
    if not starts:
        return [lines]
    if starts[0] > 0 and not _is_cover(lines[: starts[0]], labels):
        starts[0] = 0
    return [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _is_cover(lines: Sequence[ArchiveLine], labels: Labels) -> bool:
    said = any(labels.is_furniture(line.text) or line.row for line in lines)
    return said or any(line.page for line in lines[1:])


def head_start(
    lines: Sequence[ArchiveLine], body: int, floor: int, profile: Profile, labels: Labels
) -> int:
    """Return where the head begins that stands above a text: covers and lists come before it."""
    bare = 0
    has_date = date_place(profile.order) is None
    for index in range(body - 1, max(floor, body - _HEAD) - 1, -1):
        line = lines[index]
        if line.row or labels.is_furniture(line.text) or labels.ends_body(line.text):
            return index + 1
        wanted = len(profile.order) - (0 if has_date else 1)
        if bare >= wanted and _LISTED.match(line.text):
            return index + 1
        if not labels.found(line.text):
            bare += 1
            has_date = has_date or dated(line.text) is not None
        if line.page:
            return index
        wanted = len(profile.order) - (0 if has_date else 1)
        if bare >= wanted and (line.blanks >= 2 or bare >= wanted + _MOST_TITLE):
            return index
    return max(floor, body - _HEAD)


def _first(lines: Sequence[ArchiveLine], marks: Sequence[LineMark]) -> int | None:
    return next((n for n, line in enumerate(lines) if marked(line, marks)), None)


def _counted(lines: Sequence[ArchiveLine], first: Sequence[ArchiveLine], profile: Profile) -> int:
    """Return how many entries the lines above the first one say that there are."""
    limit = first[0].at if first else 0
    patterns = [template(text) for text in profile.counts]
    for line in lines:
        if line.at >= limit:
            return 0
        for pattern in patterns:
            if found := pattern.match(line.text):
                return number(found.groupdict().get("total"))
    return 0
