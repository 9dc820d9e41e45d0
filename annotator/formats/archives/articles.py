"""Makes articles of what a profile finds in a file, and says what there is to say of it."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.wording import counted, cut, noun
from annotator.formats.archives.entries import EntryPart
from annotator.formats.archives.fields import EntryReader, Reading
from annotator.formats.archives.profile import Profile
from annotator.formats.archives.sources import Source
from annotator.formats.archives.splitting import ArchiveSplit, split
from annotator.formats.incoming import Found, Incoming, Told

_LONGEST_TITLE = 300  # code points
_MOST_ENTRIES = 100_000
_BETWEEN = "\n\n"


def articles(source: Source, profile: Profile, where: str) -> Iterator[Found]:
    """Yield a file's articles, a named refusal for each entry without text, and what it says."""
    parts = split(source.lines, profile)
    if not parts.entries:
        message = f"No article was found by the profile “{profile.name}”."
        yield UserError(message, where=where, remedy="Is it a download of this archive?")
        return
    if len(parts.entries) > _MOST_ENTRIES:
        message = f"The file has more than {_MOST_ENTRIES:,} articles."
        yield UserError(message, where=where, remedy="Download fewer at once.")
        return
    told = _counts(parts, where)
    if told is not None:
        yield told
    reader = EntryReader(profile, wrapped=source.wrapped)
    for entry in parts.entries:
        reading = reader.read(entry)
        if len(parts.entries) == 1 and not (reading.body or reading.title):
            yield UserError("The entry has no text.", where=where)
        elif reading.body:
            place = f"{where}, entry {entry.number}" if len(parts.entries) > 1 else where
            yield Incoming(where=place, article=_article(reading), encoding=source.blocks.encoding)
        else:
            name = f", “{cut(reading.title, 80)}”" if reading.title else ""
            yield UserError(f"Entry {entry.number}{name}: it has no text.", where=where)


def _counts(parts: ArchiveSplit, where: str) -> Told | None:
    """Return that a file counts otherwise than what was found, with both numbers."""
    found = len(parts.entries)
    if not parts.stated or parts.stated == found:
        return None
    said = counted(parts.stated, "document")
    were = noun(found, "was", "were")
    message = f"The file says that there are {said}; {found:,} {were} found in it"
    if parts.first and parts.last and parts.last - parts.first + 1 == found and found > 1:
        return Told(where, f"{message}, those numbered {parts.first:,} to {parts.last:,}.")
    return Told(where, f"{message}.")


def _article(reading: Reading) -> NewArticle:
    title = cut(reading.title or reading.body[0].text.split("\n")[0], _LONGEST_TITLE)
    headline = [EntryPart(reading.title, StretchRole.HEADLINE)] if reading.title else []
    body = _folded(one.text for one in reading.body)
    pieces = [*headline, *reading.above, *reading.body, *reading.below]
    text, stretches = assembled(pieces, body)
    return NewArticle(id=new_id(), title=title, text=text, meta=reading.meta, stretches=stretches)


def assembled(pieces: Sequence[EntryPart], body: str) -> tuple[str, tuple[RoleStretch, ...]]:
    """Return pieces as one text, a blank line between them, and what its stretches are."""
    stretches: list[RoleStretch] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.role is not StretchRole.BODY:
            repeats = piece.role is StretchRole.STANDFIRST and _folded([piece.text]) in body
            stretches.append(RoleStretch(at, end, piece.role, repeats))
        at = end + len(_BETWEEN)
    return _BETWEEN.join(piece.text for piece in pieces), tuple(stretches)


def _folded(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split()).casefold()
