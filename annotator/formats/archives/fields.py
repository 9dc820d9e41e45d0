"""Reads an entry of an archive: its title, outlet, date and the rest of its head, and its text."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.layout import StretchRole
from annotator.formats.archives.entries import EntryPart
from annotator.formats.archives.heads import assigned, date_line, date_place
from annotator.formats.archives.labels import LabelledField, Labels
from annotator.formats.archives.lines import ArchiveLine, joined, marked, number
from annotator.formats.archives.profile import Profile
from annotator.formats.archives.splitting import ArchiveEntry, head_start
from annotator.formats.archives.when import date_in

_MOST_OPEN = 30  # paragraphs that belong to a field below the text
_MOST_RIGHTS = 6
_MOST_BARE = 14  # lines of a head without a label
_MOST_TITLE = 6  # lines
_LONGEST_UNKNOWN = 100  # code points of a field that no profile knows
_LINKS = ("http://", "https://", "www.")
_PAGE = re.compile(r"\s*([A-Z]{0,3}-?\d{1,4}[A-Za-z]?(?:\s?[-–,/]\s?[A-Z]?\d{1,4})*)(?![\w.]\d)")

_TEXTS = {
    "standfirst": StretchRole.STANDFIRST,
    "dateline": StretchRole.DATELINE,
    "caption": StretchRole.CAPTION,
    "correction": StretchRole.BODY,
}
"""The roles of fields that are text, and what they are in it."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry holds: the pieces of its text above, in and below the body, and metadata."""

    number: int
    title: str
    meta: dict[str, str]
    above: tuple[EntryPart, ...]
    body: tuple[EntryPart, ...]
    below: tuple[EntryPart, ...]


class _Found(msgspec.Struct):
    """The fields of an entry, by role: the paragraphs of each."""

    values: dict[str, list[str]] = msgspec.field(default_factory=dict[str, list[str]])

    def add(self, field: LabelledField, value: Sequence[str]) -> None:
        role = field.label.role
        kept = [one for one in value if one.strip()]
        if role == "skip" or not kept:
            return
        if field.heading and role == "correction":
            kept = [field.label.names[0], *kept]
        self.values.setdefault(role, []).extend(kept)


class EntryReader:
    """Reads the entries of one file by a profile; `wrapped` as in `lines_of`."""

    def __init__(self, profile: Profile, *, wrapped: bool = False) -> None:
        self.profile = profile
        self.labels = Labels(profile)
        self.wrapped = wrapped

    def read(self, entry: ArchiveEntry) -> Reading:
        """Return what an entry holds; an entry without text has no pieces of a body."""
        lines = [one for one in entry.lines if not self.labels.is_furniture(one.text)]
        head, body, rest = self._parts(lines)
        tail = self._tail_start(body, bold=self._bold_body(lines, len(head)))
        found = _Found()
        bare = self._head_fields(head, found)
        self._tail_fields(body[tail:], found)
        text = [rest] if rest else []
        text += joined(body[:tail], wrapped=self.wrapped)
        values = {key: " ".join(value) for key, value in found.values.items()}
        for key, value in assigned(bare, self.profile.order).items():
            values.setdefault(key, value)
        standfirst, text = self._abstract(text)
        if standfirst:
            found.values["standfirst"] = [*found.values.get("standfirst", []), *standfirst]
        title = values.pop("title", "")
        return Reading(
            number=entry.number,
            title=title,
            meta=self._meta(values),
            above=_pieces(found, ("standfirst", "dateline")),
            body=tuple(EntryPart(one) for one in text),
            below=_pieces(found, ("correction", "caption")),
        )

    def _parts(
        self, lines: Sequence[ArchiveLine]
    ) -> tuple[Sequence[ArchiveLine], Sequence[ArchiveLine], str]:
        """Return an entry's head, what follows it, and what stands in the line of the mark."""
        for n, line in enumerate(lines):
            found = marked(line, self.profile.body) if self.profile.body else None
            if found is not None:
                start = 0
                if (
                    any(self.labels.is_furniture(one.text) or one.row for one in lines[:n])
                    or n > 12
                ):
                    start = head_start(lines, n, 0, self.profile, self.labels)
                return lines[start:n], lines[n + 1 :], found.rest
        end = self._head_end(lines)
        return lines[:end], lines[end:], ""

    def _head_end(self, lines: Sequence[ArchiveLine]) -> int:
        """Return where a head ends that nothing ends but the first line that is none of it."""
        first = next((n for n, one in enumerate(lines) if self.labels.in_head(one.text)), None)
        bare = sum(not self.labels.found(one.text) for one in lines[: first or 0])
        if first is None or bare > _MOST_BARE:
            return self._bare_end(lines)
        seen: set[str] = set()
        index = first
        while index < len(lines):
            line = lines[index]
            field = self.labels.field(line.text)
            if field is not None and field.known and not field.label.tail:
                if field.label.names[0] in seen:
                    break
                seen.add(field.label.names[0])
                index = self._continued(lines, index, empty=not field.value)
            elif self._is_beside(line, field):
                index = self._continued(lines, index)
            else:
                break
        return self._with_bare(lines, index)

    def _is_beside(self, line: ArchiveLine, field: LabelledField | None) -> bool:
        """Tell whether a line between the fields of a head is one that nobody knows, or a note."""
        if self.labels.rights(line.text) or self.labels.is_note(line.text):
            return True
        unknown = field is not None and not field.known and len(field.value) < _LONGEST_UNKNOWN
        return unknown and line.blanks > 0

    def _with_bare(self, lines: Sequence[ArchiveLine], index: int) -> int:
        """Go on over the bare lines of a head of which some stand below its fields."""
        missing = len(self.profile.order) - sum(
            not self.labels.found(one.text) for one in lines[:index]
        )
        if self.profile.fixed and 0 < missing < len(lines) - index:
            return index + missing
        return index

    def _continued(self, lines: Sequence[ArchiveLine], index: int, *, empty: bool = False) -> int:
        """Return where a field's paragraph ends; an empty one has the next paragraph."""
        end = index + 1
        if empty and end < len(lines) and lines[end].block != lines[index].block:
            if not (self.labels.field(lines[end].text) or self.labels.section(lines[end].text)):
                return self._continued(lines, end)
            return end
        while end < len(lines) and lines[end].block == lines[index].block:
            if self.labels.field(lines[end].text):
                break
            end += 1
        return end

    def _bare_end(self, lines: Sequence[ArchiveLine]) -> int:
        """Return where a head without fields ends, by the order and by its date."""
        order = self.profile.order
        stop = next(
            (n for n, one in enumerate(lines) if self.labels.ends_body(one.text)), len(lines)
        )
        end = min(len(order), stop)
        place = date_place(order)
        if place is not None:
            near = lines[: min(stop, place + _MOST_TITLE)]
            day = date_line(near, order)
            missing = max(1, len(order) - (order[place] == "date"))
            end = min(stop, day + len(order) - place) if day is not None else min(stop, missing)
        while self.profile.gap and end < stop and not lines[end].blanks:
            end += 1
        return end

    def _bold_body(self, lines: Sequence[ArchiveLine], body: int) -> bool:
        """Tell whether the mark above the text is bold, and with it all headings."""
        return 0 < body < len(lines) and lines[body].bold and bool(self.profile.body)

    def _tail_start(self, lines: Sequence[ArchiveLine], *, bold: bool) -> int:
        """Return where what stands below a text begins: from there on all must belong to it."""
        marks = [
            (n, found)
            for n, line in enumerate(lines)
            if (found := self.labels.tail(line.text))
            and not (found.heading and bold and not line.bold and not self._above_field(lines, n))
        ]
        start = stop = len(lines)
        for n, found in reversed(marks):
            if not self._belongs(lines[n:stop], found):
                break
            stop = n
            if found.known:
                start = n
        return start

    def _above_field(self, lines: Sequence[ArchiveLine], n: int) -> bool:
        """Tell whether a field that can only stand below a text follows."""
        return n + 1 < len(lines) and self.labels.ends_body(lines[n + 1].text)

    def _belongs(self, lines: Sequence[ArchiveLine], found: LabelledField) -> bool:
        """Tell whether what follows a mark is no more than what can belong to it."""
        paragraphs = len({line.block for line in lines})
        if found.label.open or not found.label.names:
            return paragraphs <= (_MOST_OPEN if found.label.open else _MOST_RIGHTS) + 1
        return paragraphs <= 1 or (paragraphs == 2 and not found.value)

    def _head_fields(self, lines: Sequence[ArchiveLine], found: _Found) -> list[ArchiveLine]:
        """Take the fields of a head, and return its lines that bear no label."""
        bare: list[ArchiveLine] = []
        index = 0
        while index < len(lines):
            line = lines[index]
            field = self.labels.field(line.text)
            if field is not None and field.known:
                end = self._continued(lines, index, empty=not field.value)
                rest = [one.text for one in lines[index + 1 : end]]
                value = " ".join([field.value, *rest]).strip()
                found.add(field, [value])
                index = end
            elif field is not None and found.values and line.blanks:
                index = self._continued(lines, index)
            elif self.labels.rights(line.text):
                index = self._after_rights(lines, index)
            elif line.text.startswith(_LINKS) and " " not in line.text:
                found.values.setdefault("url", [line.text])
                index += 1
            else:
                if not self.labels.is_note(line.text) and not line.row:
                    begun = self.profile.labels and found.values.keys() - {"url"}
                    if begun and len(bare) >= len(self.profile.order) - 1:  # a field goes on
                        self._go_on(line.text, found)
                    else:
                        bare.append(line)
                index += 1
        return bare

    def _go_on(self, text: str, found: _Found) -> None:
        """Keep a line of the head that follows a byline: who the author is, or nothing new."""
        if "author" in found.values and self._author(text) != self._author(
            found.values["author"][0]
        ):
            found.values.setdefault("author_note", []).append(text)

    def _after_rights(self, lines: Sequence[ArchiveLine], index: int) -> int:
        """Return where a notice of rights ends: the outlet can stand in its paragraph."""
        end = index + 1
        while end < len(lines) and lines[end].block == lines[index].block:
            following = lines[end + 1] if end + 1 < len(lines) else None
            last = following is None or following.block != lines[index].block
            if last and not self.labels.rights(lines[end].text) and index == 0:
                break
            end += 1
        return end

    def _tail_fields(self, lines: Sequence[ArchiveLine], found: _Found) -> None:
        index = 0
        while index < len(lines):
            field = self.labels.tail(lines[index].text)
            end = index + 1
            while end < len(lines) and not self.labels.tail(lines[end].text):
                end += 1
            if field is not None:
                paragraphs = joined(lines[index + 1 : end], wrapped=self.wrapped)
                if field.value and not field.heading and end > index + 1:
                    first = joined(lines[index:end], wrapped=self.wrapped)
                    paragraphs = _without_label(first, field)
                    found.add(field, [*paragraphs])
                else:
                    found.add(field, [field.value, *paragraphs])
            index = end

    def _abstract(self, text: list[str]) -> tuple[list[str], list[str]]:
        """Take a summary that stands under its heading above the text, with both headings."""
        if not text or text[0] not in self.profile.abstract:
            return [], text
        full = next((n for n, one in enumerate(text[:8]) if one in self.profile.full), None)
        if not full:
            return [], text
        return text[1:full], text[full + 1 :]

    def _meta(self, values: dict[str, str]) -> dict[str, str]:
        meta = {key: value for key, value in values.items() if key not in _TEXTS}
        day = meta.pop("date", "")
        if day:
            meta["published"] = date_in(day)
        if "author" in meta:
            meta["author"] = self._author(meta["author"])
        if "section" in meta and (page := self._page(meta["section"])):
            meta.setdefault("page", page)
        if "words" in meta:
            words = number((re.search(r"\d[\d.,' ]*", meta["words"]) or [""])[0])
            meta["words"] = str(words) if words else ""
        for key in ("load_date", "corrected"):
            if key in meta:
                meta[key] = date_in(meta[key])
        if "language" in meta:
            meta["language"] = self.profile.languages.get(
                meta["language"].split(";")[0].strip().upper(), meta["language"]
            )
        if self.profile.archive:
            meta["database"] = self.profile.archive
        return {key: value for key, value in meta.items() if value}

    def _author(self, written: str) -> str:
        for word in self.profile.byline_words:
            if written.lower().startswith(f"{word.lower()} "):
                return written[len(word) :].strip()
        return written

    def _page(self, section: str) -> str:
        lowered = section.lower()
        for word in self.profile.page_words:
            at = lowered.find(word.lower())
            while at >= 0:
                before = section[at - 1] if at else " "
                found = _PAGE.match(section, at + len(word))
                if found and not before.isalnum():
                    return found[1].strip()
                at = lowered.find(word.lower(), at + 1)
        return ""


def _pieces(found: _Found, roles: Sequence[str]) -> tuple[EntryPart, ...]:
    return tuple(
        EntryPart(one, _TEXTS[role]) for role in roles for one in found.values.get(role, [])
    )


def _without_label(paragraphs: Iterator[str], field: LabelledField) -> list[str]:
    texts = list(paragraphs)
    at = texts[0].find(field.value.split("\n")[0])
    return [texts[0][at:], *texts[1:]]
