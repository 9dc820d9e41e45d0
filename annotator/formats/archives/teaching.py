"""Teaches the program an archive that it doesn't know, by one article that somebody marked.

How a window (or any other caller) is to use it; nothing here knows of one:

1. `source = opened(path, options)` (of `sources.py`; it raises a `UserError`) opens the file. Its
   `shown(source)` are the lines to show, blank ones among them, each by its number from 0.
2. The person marks one article: `Marking(title=(3,), date=4, outlet=4, author=5, body=7,
   body_end=20)`. All are numbers of those lines; what isn't in the file is left out. A date may
   share its line with the outlet, the author or the section. `guessed(source, start)` proposes the
   rest once the title's line is known, if it can.
3. `profile = taught(source, marking, name)` returns the profile, or raises a `UserError` with what
   to mark otherwise. It takes up to some seconds for a large file: call it off the window's thread.
4. `preview(source, profile)` says how the file is split: for each entry its first and last line,
   title, date, outlet, and what it lacks. `summary(...)` says the same in one sentence.
5. `keep(profile)` (of `kept.py`) keeps it among the person's own: from then on files of the kind
   are known by their content, in folders too. `save(profile, path)` writes the file to give to a
   colleague, `adopted(path)` takes a colleague's into one's own, `kept()` and `forget(name)` list
   and drop them.
6. Files are read by a profile that isn't kept with `ReadOptions(profile=str(path))` and the format
   `rows_archives.TAUGHT`.
"""

from collections.abc import Sequence

import msgspec
from msgspec import structs

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.archives.fields import EntryReader
from annotator.formats.archives.lesson import Lesson, Marking
from annotator.formats.archives.profile import Profile, check
from annotator.formats.archives.sources import Source
from annotator.formats.archives.splitting import split
from annotator.formats.archives.when import dated

__all__ = [
    "EntryPreview",
    "Marking",
    "SplitPreview",
    "beginning",
    "guessed",
    "preview",
    "shown",
    "summary",
    "taught",
]

_AHEAD = 8_000  # lines of a file that are looked at while a profile is sought
_MOST_HEAD = 12  # lines between a title and its text
_MOST_NUMBERS = 8  # of entries in a sentence
_LONG = 90  # code points of a line that must be text


class EntryPreview(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as a profile finds it: its first and last line, and what it would come in with.

    `characters` are those of its text; `lacks` names what it has not: "title", "date", "text".
    """

    number: int
    first: int
    last: int
    title: str
    published: str
    outlet: str
    author: str
    characters: int
    lacks: tuple[str, ...] = ()


class SplitPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile finds in a file; `stated` is how many the file says to have, 0 for unsaid."""

    entries: tuple[EntryPreview, ...]
    stated: int = 0

    @property
    def complete(self) -> int:
        """How many entries lack nothing."""
        return sum(not one.lacks for one in self.entries)


def shown(source: Source) -> list[str]:
    """Return a file's lines as a person is to see and mark them; a line's place is its number."""
    return source.blocks.lines


def taught(source: Source, marking: Marking, name: str = "Archive") -> Profile:
    """Return a profile that reads the marked article as it was marked, and most of its like.

    Raise a `UserError` when a line is marked that can't be, or nothing tells the articles apart.
    """
    source = beginning(source, marking.body_end)
    lesson = Lesson(source, marking, name)
    best: tuple[int, Profile] | None = None
    for profile in lesson.candidates():
        if not lesson.agrees(profile):
            continue
        found = preview(source, profile)
        score = 2 * found.complete - len(found.entries)
        if best is None or score > best[0]:
            best = (score, profile)
    if best is None:
        message = "Nothing tells where an article of this file begins or what its lines are."
        remedy = "Mark another article, or only its title, date and text."
        raise UserError(message, remedy=remedy)
    check(best[1], name)
    return best[1]


def preview(source: Source, profile: Profile) -> SplitPreview:
    """Return how a profile splits a file."""
    parts = split(source.lines, profile)
    reader = EntryReader(profile, wrapped=source.wrapped)
    found: list[EntryPreview] = []
    for entry in parts.entries:
        if not entry.lines:
            continue
        one = reader.read(entry)
        published = one.meta.get("published", "")
        needed = {"title": one.title, "date": published, "text": one.body}
        found.append(
            EntryPreview(
                number=entry.number,
                first=entry.lines[0].at,
                last=entry.lines[-1].at,
                title=one.title,
                published=published,
                outlet=one.meta.get("outlet", ""),
                author=one.meta.get("author", ""),
                characters=sum(len(piece.text) for piece in one.body),
                lacks=tuple(key for key, value in needed.items() if not value),
            )
        )
    return SplitPreview(entries=tuple(found), stated=parts.stated)


def summary(found: SplitPreview) -> str:
    """Return in sentences how many articles were found, and which of them lack what."""
    said = f"{counted(len(found.entries), 'article')} found"
    if found.stated:
        said += f"; the file says {found.stated:,}"
    sentences = [f"{said}."]
    for what in ("title", "date", "text"):
        lacking = [one.number for one in found.entries if what in one.lacks]
        if lacking:
            sentences.append(f"Without a {what}: {_numbers(lacking)}.")
    return " ".join(sentences)


def _numbers(numbers: Sequence[int]) -> str:
    named = ", ".join(f"{one:,}" for one in numbers[:_MOST_NUMBERS])
    rest = len(numbers) - _MOST_NUMBERS
    return f"{named} and {rest:,} more" if rest > 0 else named


def guessed(source: Source, title: int) -> Marking | None:
    """Propose what the lines around a title are: its date, and the text up to the next long gap.

    Return nothing where the text can't be told from the head.
    """
    lines = source.lines
    start = next((n for n, line in enumerate(lines) if line.at == title), None)
    if start is None:
        return None
    near = range(max(0, start - 4), min(len(lines), start + _MOST_HEAD))
    day = next((n for n in near if n != start and dated(lines[n].text)), None)
    first = max(start, day or 0) + 1
    body = next((n for n in range(first, near.stop) if len(lines[n].text) > _LONG), None)
    if body is None:
        return None
    last = body
    while last + 1 < len(lines) and lines[last + 1].blanks <= 1 and not lines[last + 1].page:
        last += 1
    date = lines[day].at if day is not None else None
    return Marking(title=(title,), date=date, body=lines[body].at, body_end=lines[last].at)


def beginning(source: Source, needed: int, ahead: int = _AHEAD) -> Source:
    """Return so many lines of a large file, as a profile is sought in; the line needed among them.

    What follows from fewer is known sooner: a window shows that first.
    """
    blocks = source.blocks.blocks
    lines = 0
    for n, block in enumerate(blocks):
        lines += block.text.count("\n") + 1
        if lines > max(ahead, needed + 2000):
            return structs.replace(source, blocks=structs.replace(source.blocks, blocks=blocks[:n]))
    return source
