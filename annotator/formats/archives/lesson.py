"""Works out from one marked article the profiles that could be meant by it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec import structs

from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.formats.archives.fields import EntryReader, Reading
from annotator.formats.archives.lines import joined, marked, tidy
from annotator.formats.archives.profile import FieldLabel, LineMark, Profile
from annotator.formats.archives.sources import Source
from annotator.formats.archives.splitting import split
from annotator.formats.archives.when import dated

_LABEL = re.compile(r"([^\s:：\d][^:：]{0,39}?) ?[:：](?!//)")
_NUMBER = re.compile(r"\d+")
_NUMBERED = re.compile(r"\(?\[?#?(?:[^\W\d]+ )?\d+[.)\]:]\s")
_LONGEST_CONSTANT = 80  # code points of a line that always says the same
_OFTEN = 2
_SINGLE = ("date", "outlet", "author", "section", "page", "url")
_SHARING = ("outlet", "author", "section")
_MOST_HEAD = 24  # lines above a text
_BYLINES = ("By", "Von", "Par", "Por", "Di", "Door")


_Marks = tuple[tuple[LineMark, ...], tuple[LineMark, ...]]
"""What begins articles, and what ends them."""


class Marking(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of one article are, by their numbers among all lines of the file.

    `title` can have several lines; `outlet`, `author` or `section` may share the `date`'s. The
    text's lines are `body` to `body_end`, both of them included. Only title and text are needed.
    """

    title: tuple[int, ...]
    body: int
    body_end: int
    date: int | None = None
    outlet: int | None = None
    author: int | None = None
    section: int | None = None
    page: int | None = None
    url: int | None = None


class Lesson:
    """One marked article in its file, and the profiles that could be meant by it."""

    def __init__(self, source: Source, marking: Marking, name: str) -> None:
        self.source = source
        self.lines = source.lines
        self._name = name
        self._index = {line.at: n for n, line in enumerate(self.lines)}
        self._constant = Counter(line.text for line in self.lines)
        self._sorted = sorted(line.text for line in self.lines)
        self._labels = Counter(_label(line.text) for line in self.lines)
        self.title = tuple(self._index[at] for at in marking.title if at in self._index)
        self.single = {
            what: self._place(at, what)
            for what in _SINGLE
            if (at := getattr(marking, what)) is not None
        }
        self.date = self.single.get("date")
        self.body = self._first(marking.body)
        self.end = self._last(marking.body_end)
        self._check()
        self.head = sorted(n for n in self._marked() if n < self.body)
        self.start = self.head[0]

    def _place(self, at: int, what: str) -> int:
        if at not in self._index:
            raise UserError(f"The line that is marked as {what} is blank.", remedy="Mark another.")
        return self._index[at]

    def _first(self, at: int) -> int:
        after = (n for n, line in enumerate(self.lines) if line.at >= at)
        return next(after, len(self.lines) - 1)

    def _last(self, at: int) -> int:
        before = [n for n, line in enumerate(self.lines) if line.at <= at]
        return before[-1] if before else 0

    def _marked(self) -> set[int]:
        return {*self.title, *self.single.values()}

    def _check(self) -> None:
        if not self.title:
            raise UserError("No title is marked.", remedy="Mark the line of its title.")
        if self.end < self.body:
            raise UserError("The text ends before it begins.", remedy="Mark its lines again.")
        inside = [n for n in self._marked() if self.body <= n <= self.end]
        if inside or min(self.title) > self.end:
            message = "The title and what is said of the article must stand outside its text."
            raise UserError(message, remedy="Mark the text from its first line on.")
        below = [n for n in self._marked() if n > self.end and not self._is_label(n)]
        if below:
            message = f"“{self.lines[below[0]].text[:60]}” stands below the text without a label."
            raise UserError(message, remedy="Leave it out, or mark it above the text.")

    def _is_label(self, n: int) -> bool:
        """Tell whether a line begins with a label: with words and a colon that others have too."""
        name = _label(self.lines[n].text)
        if not name:
            return False
        value = self.lines[n].text[len(name) :].lstrip(" :：")
        return self._labels[name] >= _OFTEN or (n == self.date and dated(value) is not None)

    def candidates(self) -> Iterator[Profile]:
        """Yield the profiles that could be meant, the plainest first."""
        for begins, ends in self._splits():
            for gap in (False, True):
                profile = self._profile(begins, ends, gap=gap)
                if profile is not None:
                    yield profile

    def _splits(self) -> Iterator[_Marks]:
        """Yield what could mark the beginnings and ends of articles."""
        yield from self._by_lines()
        yield from self._by_words()
        yield from self._by_looks()
        yield (), ()

    def _by_lines(self) -> Iterator[_Marks]:
        """Yield lines of their own before and behind articles, that are always the same."""
        if self.start:
            before = self.lines[self.start - 1].text
            for template in _templates(before):
                yield from self._if_often(LineMark(line=template))
            if self._is_constant(before):
                yield (LineMark(line=before),), ()
                yield (), (LineMark(line=before),)
        for line in self.lines[self.end + 1 : self.end + 7]:
            if self._is_constant(line.text):
                yield (), (LineMark(line=line.text),)

    def _by_words(self) -> Iterator[_Marks]:
        """Yield how the first line of an article begins: with a number, or a label."""
        first = self.lines[self.start]
        if numbered := _NUMBERED.match(first.text):
            prefix = _NUMBER.sub("{n}", numbered[0], count=1)
            yield from self._if_often(LineMark(prefix=prefix, inside=True))
        if self._is_label(self.start):
            name = _label(first.text)
            yield (LineMark(prefix=first.text[: len(name) + 2].rstrip(), inside=True),), ()
        if self._is_constant(first.text):
            yield (LineMark(line=first.text, inside=True),), ()

    def _by_looks(self) -> Iterator[_Marks]:
        """Yield what an article's first line looks like: its style, its page, the gap before it."""
        first = self.lines[self.start]
        if first.style and first.style != self.lines[self.body].style:
            yield from self._if_often(LineMark(style=first.style, inside=True))
        if first.page:
            yield from self._if_often(LineMark(page=True, inside=True))
        inner = self.lines[self.start + 1 : self.end + 1]
        within = max((line.blanks for line in inner), default=0)
        after = self.lines[self.end + 1].blanks if self.end + 1 < len(self.lines) else 0
        if min(first.blanks, after or first.blanks) > within:
            yield from self._if_often(LineMark(blanks=within + 1, inside=True))
        if first.bold:
            yield from self._if_often(LineMark(bold=True, inside=True))
            yield from self._if_often(LineMark(bold=True, blanks=1, inside=True))

    def _if_often(self, mark: LineMark) -> Iterator[_Marks]:
        if sum(marked(line, (mark,)) is not None for line in self.lines) >= _OFTEN:
            yield (mark,), ()

    def _is_constant(self, text: str) -> bool:
        return len(text) <= _LONGEST_CONSTANT and self._constant[text] >= _OFTEN

    def _profile(
        self, begins: tuple[LineMark, ...], ends: tuple[LineMark, ...], *, gap: bool
    ) -> Profile | None:
        name = self._name
        bare = Profile(id=new_id(), name=name, archive=name, begins=begins, ends=ends)
        entry = self._entry(bare)
        if entry is None:
            return None
        first, last = entry
        labels: list[FieldLabel] = []
        order: list[str] = []
        body = self._body_marks()
        stop = self.body - (1 if body and not body[0].prefix else 0)
        if stop - first > _MOST_HEAD:
            first = self.start
        for n in range(max(first, 0), stop):
            role = self._role(n)
            if self._is_label(n):
                labels.append(FieldLabel(role=role, names=(_label(self.lines[n].text),)))
            elif n not in self.title[1:]:
                order.append(self._bare_role(n, role))
        tail, sections, rights = self._tail(last)
        return structs.replace(
            bare,
            body=body,
            order=tuple(order),
            fixed=True,
            gap=gap and self.lines[self.body].blanks > 0,
            labels=(*labels, *tail),
            sections=sections,
            rights=rights,
            byline_words=_BYLINES,
        )

    def _entry(self, profile: Profile) -> tuple[int, int] | None:
        """Return the first and last line of the entry in which the marked article stands."""
        for entry in split(self.lines, profile).entries:
            if not entry.lines:
                continue
            first, last = self._index[entry.lines[0].at], self._index[entry.lines[-1].at]
            if first <= self.start and self.end <= last:
                return first, last
        return None

    def _body_marks(self) -> tuple[LineMark, ...]:
        """Return what always stands above a text, or begins its first line."""
        above = self.lines[self.body - 1] if self.body else None
        marked_above = self.body - 1 in self._marked()
        if above is not None and not marked_above and self._is_constant(above.text):
            return (LineMark(line=above.text),)
        if self._is_label(self.body):
            return (LineMark(prefix=self._prefix(self.body)),)
        return ()

    def _prefix(self, n: int) -> str:
        text = self.lines[n].text
        end = len(_label(text))
        return text[: end + 2] if text[end : end + 1] == " " else text[: end + 1]

    def _role(self, n: int) -> str:
        if n in self.title:
            return "title"
        return next((what for what, at in self.single.items() if at == n), "skip")

    def _bare_role(self, n: int, role: str) -> str:
        """Return what a line without a label is; a date may share its line with something."""
        if n != self.date:
            return role
        text = self.lines[n].text
        for other in _SHARING:
            if self.single.get(other) == n and dated(text, alone=False) is not None:
                return f"{other}_date"
        return "date" if dated(text) is not None else "published"

    def _tail(
        self, last: int
    ) -> tuple[tuple[FieldLabel, ...], tuple[FieldLabel, ...], tuple[str, ...]]:
        """Return the labels, headings and beginnings of lines that stand below the text."""
        labels: list[FieldLabel] = []
        sections: list[FieldLabel] = []
        rights: list[str] = []
        for n in range(self.end + 1, last + 1):
            text = self.lines[n].text
            if self._is_label(n):
                labels.append(FieldLabel(role=self._role(n), names=(_label(text),), tail=True))
            elif self._is_constant(text):
                names = (text.rstrip(":").rstrip(),)
                sections.append(FieldLabel(role="skip", names=names, tail=True, open=True))
            elif prefix := self._common_beginning(text):
                rights.append(prefix)
        return tuple(labels), tuple(sections), tuple(dict.fromkeys(rights))

    def _common_beginning(self, text: str) -> str:
        """Return the words with which a line and another one begin, three at most."""
        words = text.split()
        told = next((n for n, word in enumerate(words) if any(c.isdigit() for c in word)), 9)
        for count in (1,) if told == 1 and len(words[0]) > 1 else (3, 2, 1):  # years change
            prefix = " ".join(words[:count])
            alike = self._beginning_with(prefix)
            if len(words) > count and _OFTEN <= alike <= len(self.lines) // 4 + 1:
                return prefix
        return ""

    def _beginning_with(self, prefix: str) -> int:
        """Return how many lines begin so."""
        start = bisect_left(self._sorted, prefix)
        return bisect_left(self._sorted, f"{prefix}\U0010ffff", start) - start

    def agrees(self, profile: Profile) -> bool:
        """Tell whether a profile reads the marked article as it was marked."""
        entry = self._entry(profile)
        if entry is None:
            return False
        start = self.lines[entry[0]].at
        found = next(
            one
            for one in split(self.lines, profile).entries
            if one.lines and one.lines[0].at == start
        )
        reading = EntryReader(profile, wrapped=self.source.wrapped).read(found)
        return self._same_title(reading) and self._same_body(reading) and self._same_date(reading)

    def _same_title(self, reading: Reading) -> bool:
        wanted = " ".join(self.lines[n].text for n in self.title)
        return bool(reading.title) and wanted.endswith(reading.title)

    def _same_body(self, reading: Reading) -> bool:
        marked_lines = self.lines[self.body : self.end + 1]
        wanted = tuple(joined(marked_lines, wrapped=self.source.wrapped))
        read = tuple(one.text for one in reading.body)
        if not read or len(read) != len(wanted):
            return False
        return wanted[0].endswith(read[0]) and wanted[1:] == read[1:]

    def _same_date(self, reading: Reading) -> bool:
        return self.date is None or "published" in reading.meta


def _label(text: str) -> str:
    found = _LABEL.match(text)
    return found[1] if found else ""


def _templates(text: str) -> Iterator[str]:
    """Yield how a line may be written in other places: with other numbers."""
    numbers = _NUMBER.findall(text)
    if not numbers or len(numbers) > 2 or len(text) > _LONGEST_CONSTANT:
        return
    places = ("{n}", "{total}")
    parts = _NUMBER.split(text)
    ends = [*places[: len(numbers)], ""]
    filled = "".join(part + end for part, end in zip(parts, ends, strict=True))
    yield tidy(filled)
