"""What the lines of an article's head are that bear no label: its title, outlet, date, edition."""

from collections.abc import Sequence

from annotator.formats.archives.lines import ArchiveLine
from annotator.formats.archives.when import dated

_PUNCTUATION = " ,;|·–—-()"


def assigned(lines: Sequence[ArchiveLine], order: Sequence[str]) -> dict[str, str]:
    """Return the values of a head's bare lines, of which the order is known.

    The date is looked for, and the others stand before or behind it; a title takes what is more
    than there should be.
    """
    place = date_place(order)
    if not lines or place is None:
        return _dealt(lines, order)
    shared = order[place].removesuffix("date").rstrip("_")
    before, after = order[:place], order[place + 1 :]
    at = date_line(lines, order)
    found = None if at is None else dated(lines[at].text, alone=not shared)
    if at is None or found is None:
        return _dealt(lines, [shared if role == order[place] else role for role in order])
    beside = _beside(lines, at, after)
    above, apart = _without_brackets(lines[:at])
    values = _dealt(above, before) | _dealt(lines[at + 1 + len(beside) :], after)
    edition = " ".join(filter(None, ("" if shared else found.rest, *beside, *apart)))
    if shared:
        values[shared] = (found.before or found.rest).strip(_PUNCTUATION)
    if edition.strip(_PUNCTUATION):
        values.setdefault("edition", edition.strip(_PUNCTUATION))
    return values | {"date": found.published}


def _without_brackets(lines: Sequence[ArchiveLine]) -> tuple[Sequence[ArchiveLine], list[str]]:
    """Take out a last line that stands in brackets: a part of the outlet, such as a blog."""
    if len(lines) > 2 and lines[-1].text.startswith("(") and lines[-1].text.endswith(")"):
        return lines[:-1], [lines[-1].text]
    return lines, []


def date_place(order: Sequence[str]) -> int | None:
    """Return where the date stands in an order, alone or with something else in its line."""
    return next((n for n, role in enumerate(order) if role.endswith("date")), None)


def date_line(lines: Sequence[ArchiveLine], order: Sequence[str]) -> int | None:
    """Return which line is the date: the last that can be where it stands last, else the first."""
    place = date_place(order)
    if place is None:
        return None
    alone = order[place] == "date"
    floor = min(1, place)
    found = [n for n in range(floor, len(lines)) if dated(lines[n].text, alone=alone) is not None]
    if not found:
        return None
    return found[0] if place + 1 < len(order) else found[-1]


def _beside(lines: Sequence[ArchiveLine], at: int, after: Sequence[str]) -> list[str]:
    """Return the lines that go on with the date's: editions; what follows has to remain."""
    close: list[str] = []
    for line in lines[at + 1 :]:
        if line.blanks and line.block != lines[at].block:
            break
        close.append(line.text)
    spare = len(lines) - at - 1 - len(close)
    if after and not spare:
        close = close[: max(0, len(close) - len(after))]
    return close


def _dealt(lines: Sequence[ArchiveLine], order: Sequence[str]) -> dict[str, str]:
    """Deal lines to roles: one to each, by paragraphs if there are as many; else to the title."""
    order = [role for role in order if role]
    if not lines or not order:
        return {}
    groups = _groups(lines)
    pieces = groups if len(groups) == len(order) else [[line] for line in lines]
    roles = list(order)
    if len(pieces) < len(roles):
        for role in ("skip", "edition", "section", "author", "outlet"):
            while len(pieces) < len(roles) and role in roles:
                roles.remove(role)
    wide = roles.index("title") if "title" in roles else _widest(roles)
    spare = len(pieces) - len(roles)
    values: dict[str, str] = {}
    for n, role in enumerate(roles):
        start = n if n <= wide else n + spare
        stop = start + 1 if n != wide else n + 1 + spare
        taken = [line for piece in pieces[start:stop] for line in piece]
        text = " ".join(line.text for line in taken)
        if role != "skip" and text:
            values.setdefault(role, text)
    return values


def _widest(roles: Sequence[str]) -> int:
    return next((n for n, role in enumerate(roles) if role == "skip"), len(roles) - 1)


def _groups(lines: Sequence[ArchiveLine]) -> list[list[ArchiveLine]]:
    groups: list[list[ArchiveLine]] = []
    for line in lines:
        if groups and not (line.blanks and line.block != groups[-1][-1].block):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
