"""REFI-QDA projects: their sources with selections and codings, notes, variables and cases."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, quoted
from annotator.formats.files.xml_tree import below, first, local, text_of
from annotator.formats.incoming import Told
from annotator.formats.jsonl.lines import Scalar
from annotator.formats.labels.counting import likeliest, readings, stands
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.own_marks import ORIGIN, put_together
from annotator.formats.labels.qda_names import joined, note_on
from annotator.formats.labels.refi_answers import without_answers
from annotator.formats.labels.refi_codes import Codes, Users, guid
from annotator.formats.labels.stamps import stamp
from annotator.formats.labels.units import Positions

if TYPE_CHECKING:
    from annotator.formats.files.xml_tree import Element

_TEXTS = {
    "TextSource": "",
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
"""The kinds of sources, with the part of each that has its text."""
_ELSEWHERE = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_VALUES = ("TextValue", "IntegerValue", "FloatValue", "BooleanValue", "DateValue", "DateTimeValue")
_MOST_SOUGHT = 10_000_000_000  # characters that are looked through for words of selections
Place = tuple[int, int]


class RefiProject:
    """One project; `text` gives the words of a file that it names, or raises a `UserError`."""

    def __init__(self, root: "Element", text: Callable[[str], str]) -> None:
        self._root = root
        self._text = text
        self._codes = Codes(root)
        self._users = Users(root)
        origin = (root.get("origin") or "").strip()
        self._is_own = origin == ORIGIN
        self._tool = origin.partition(" ")[0] or "REFI-QDA"
        self._one_end = "atlas" in origin.lower()
        self._utf16 = "nvivo" in origin.lower()
        self._variables = {
            guid(one.get("guid")): (one.get("name") or "").strip()
            for one in self._parts("Variables", "Variable")
        }
        self._notes = {guid(one.get("guid")): one for one in self._parts("Notes", "Note")}
        self._used: set[str] = set()
        self._first = self._first_codings()
        self._links = self._linked()
        self._cases = self._of_cases()
        self._left = Counter[str]()
        self._sought = 0

    def file(self) -> ForeignFile:
        """Return all that comes over, with what can't be."""
        problems: list[UserError] = []
        documents: list[ForeignDocument] = []
        for source in self._sources():
            name = (source.get("name") or "").strip()
            part = _TEXTS[local(source)]
            texts = [source] if not part else list(below(source, part))
            self._leave_elsewhere(source)
            if not texts:
                problems.append(UserError(f"The source {quoted(name)} has no text."))
            for one in texts:
                try:
                    documents.append(self._document(source, one, name))
                except UserError as error:
                    problems.append(error if error.where else error.at(quoted(name)))
        coded = {label.label for one in documents for label in one.labels}
        codes = [
            structs.replace(one, group=one.group and one.name not in coded)
            for one in self._codes.by_id.values()
        ]
        return ForeignFile(
            tool=self._tool,
            documents=documents,
            codes=codes,
            problems=problems,
            told=list(self._told()),
            own=self._is_own,
        )

    def _parts(self, group: str, name: str) -> Iterator["Element"]:
        holder = first(self._root, group)
        return iter(()) if holder is None else below(holder, name)

    def _sources(self) -> Iterator["Element"]:
        holder = first(self._root, "Sources")
        return iter(()) if holder is None else (one for one in holder if local(one) in _TEXTS)

    # A document

    def _document(self, source: "Element", holder: "Element", name: str) -> ForeignDocument:
        raw = self._words(holder)
        if not raw.strip():
            raise UserError(f"The source {quoted(name)} has no text.")
        pairs = [(one, _place(one)) for one in below(holder, "PlainTextSelection")]
        said = [(*place, one.get("name") or "") for one, place in pairs if place is not None]
        ways = readings(raw, one_end=self._one_end, utf16=self._utf16)
        positions = likeliest(ways, said)
        named = [one for one in said if one[2].strip()]
        quotes = sum(stands(positions, *one) for one in named) * 3 >= max(1, len(named))
        labels: list[ForeignLabel] = []
        notes: list[str] = []
        for one in (source, holder) if holder is not source else (source,):
            notes += [text_of(first(one, "Description")), *self._notes_of(one, positions)]
        for one, place in [*pairs, *self._of_times(holder)]:
            found = list(self._labels(one, place, positions, quotes=quotes))
            labels.extend(found)
            if not found:
                notes.append(self._note_at(one, place, positions))
        for one in (source, holder) if holder is not source else (source,):
            labels.extend(self._of_whole(one))
        return ForeignDocument(
            name=name,
            title=name,
            text=positions.text,
            meta=self._meta(source, name),
            labels=put_together(labels),
            note=joined(notes),
        )

    def _words(self, holder: "Element") -> str:
        content = first(holder, "PlainTextContent")
        if content is not None and (content.text or "").strip():
            return content.text or ""
        path = (holder.get("plainTextPath") or "").strip()
        return self._text(path) if path else ""

    def _labels(
        self, selection: "Element", place: Place | None, positions: Positions, *, quotes: bool
    ) -> Iterator[ForeignLabel]:
        """Yield a label for each code that a selection has."""
        span = positions.span(*place) if place else None
        words = selection.get("name") or ""
        quote = self._quote(positions, place, words) if quotes and words.strip() else None
        note = [self._said_of(selection), *self._notes_of(selection)]
        for coding in below(selection, "Coding"):
            more = [self._said_of(coding), *self._notes_of(coding)]
            for label in self._coded(coding, [*note, *more], selection):
                yield structs.replace(
                    label,
                    fragments=(span,) if span else (),
                    placeless=span is None,
                    quote=quote if span or quotes else words or None,
                )

    def _quote(self, positions: Positions, place: Place | None, words: str) -> str:
        """Return the words of a selection where its name is how they begin."""
        if place is None:
            return words
        if stands(positions, *place, words):
            span = positions.span(*place)
            return positions.text[slice(*span)] if span else words
        self._sought += len(positions.text)
        at = positions.text.find(words) if self._sought < _MOST_SOUGHT else -1
        return positions.text[at : at + max(len(words), place[1] - place[0])] if at >= 0 else words

    def _coded(
        self, coding: "Element", notes: list[str], outer: "Element"
    ) -> Iterator[ForeignLabel]:
        said: dict[str, list[str]] = {}
        note = joined(without_answers(notes, said) if self._is_own else notes)
        for number, reference in enumerate(below(coding, "CodeRef")):
            name = self._codes.name(reference.get("targetGUID"))
            if not name and guid(reference.get("targetGUID")) in self._codes.answers:
                continue
            if not name:
                self._left["coding without a code that is defined"] += 1
                continue
            ident = guid(coding.get("guid")) if not number else ""
            at = stamp(coding.get("creationDateTime")) or stamp(outer.get("creationDateTime"))
            yield ForeignLabel(
                label=name,
                id=ident,
                coder=self._users.name(coding.get("creatingUser"), outer.get("creatingUser")),
                note=note,
                fields=dict(said),
                links=tuple(self._links[ident]) if ident else (),
                at=at,
                modified=stamp(outer.get("modifiedDateTime")),
            )

    def _said_of(self, element: "Element") -> str:
        """Return a description: answers of our own keep the blanks at their ends."""
        said = first(element, "Description")
        return "".join(said.itertext()) if said is not None and self._is_own else text_of(said)

    def _of_whole(self, source: "Element") -> Iterator[ForeignLabel]:
        """Yield the labels that are said of all of a source."""
        for coding in below(source, "Coding"):
            notes = [self._said_of(coding), *self._notes_of(coding)]
            yield from self._coded(coding, notes, source)

    def _of_times(self, holder: "Element") -> Iterator[tuple["Element", Place | None]]:
        """Yield the selections of a transcript, which stand between marks of time in its text."""
        marks = {
            guid(one.get("guid")): _number(one.get("position"))
            for one in below(holder, "SyncPoint")
        }
        for one in below(holder, "TranscriptSelection"):
            start, end = (marks.get(guid(one.get(end))) for end in ("fromSyncPoint", "toSyncPoint"))
            yield one, None if start is None or end is None else (start, end)

    def _note_at(self, selection: "Element", place: Place | None, positions: Positions) -> str:
        """Return what is said of a stretch that has no code."""
        said = joined([text_of(first(selection, "Description")), *self._notes_of(selection)])
        if not said or place is None:
            return said
        return note_on(positions, *place, said, self._users.name(selection.get("creatingUser")))

    # What belongs to it

    def _notes_of(self, element: "Element", positions: Positions | None = None) -> Iterator[str]:
        for one in below(element, "NoteRef"):
            ident = guid(one.get("targetGUID"))
            note = self._notes.get(ident)
            if note is None:
                continue
            self._used.add(ident)
            words = self._note_words(note)
            selection = first(note, "PlainTextSelection")
            place = _place(selection) if selection is not None else None
            if place is None or positions is None:
                yield words
            else:
                yield note_on(positions, *place, words, self._users.name(note.get("creatingUser")))

    def _note_words(self, note: "Element") -> str:
        try:
            words = self._words(note)
        except UserError:
            words = ""
        return joined([words.removeprefix("\ufeff"), text_of(first(note, "Description"))])

    def _meta(self, source: "Element", name: str) -> dict[str, Scalar]:
        meta: dict[str, Scalar] = {"document": name} if name else {}
        meta.update(self._cases[guid(source.get("guid"))])
        meta.update(self._variable_values(source))
        return meta

    def _variable_values(self, element: "Element") -> Iterator[tuple[str, Scalar]]:
        for one in below(element, "VariableValue"):
            reference = first(one, "VariableRef")
            name = (
                self._variables.get(guid(reference.get("targetGUID")))
                if reference is not None
                else ""
            )
            value = next((each for each in one if local(each) in _VALUES), None)
            if name and value is not None and text_of(value):
                yield name, _scalar(local(value), text_of(value))

    def _of_cases(self) -> defaultdict[str, dict[str, Scalar]]:
        """Return what cases say of the sources that belong to them."""
        found: defaultdict[str, dict[str, Scalar]] = defaultdict(dict)
        for case in self._parts("Cases", "Case"):
            name = (case.get("name") or "").strip()
            for one in below(case, "SourceRef"):
                meta = found[guid(one.get("targetGUID"))]
                before = meta.get("case")
                meta["case"] = f"{before}; {name}" if before else name
                meta.update(self._variable_values(case))
        return found

    def _first_codings(self) -> dict[str, str]:
        """Return the first coding of each selection: what links to one end at."""
        found: dict[str, str] = {}
        for one in self._root.iter():
            if local(one).endswith("Selection"):
                coding = first(one, "Coding")
                if coding is not None:
                    found[guid(one.get("guid"))] = guid(coding.get("guid"))
        return found

    def _linked(self) -> defaultdict[str, list[ForeignLink]]:
        """Return the links by the coding that they begin at."""
        found: defaultdict[str, list[ForeignLink]] = defaultdict(list)
        codings = {guid(one.get("guid")) for one in self._root.iter() if local(one) == "Coding"}
        for one in self._parts("Links", "Link"):
            ends = (guid(one.get("originGUID")), guid(one.get("targetGUID")))
            start, end = (self._first.get(each, each) for each in ends)
            if start in codings:
                kind = (one.get("name") or "").strip() or "linked"
                found[start].append(ForeignLink(type=kind, to=end))
        return found

    # What stays out

    def _leave_elsewhere(self, source: "Element") -> None:
        for one in source:
            if local(one) in _ELSEWHERE:
                kind = "a page" if local(one).startswith("PDF") else "a picture, sound or film"
                self._left[f"coding of a place in {kind}"] += len(list(below(one, "Coding")))

    def _told(self) -> Iterator[Told]:
        links = sum(map(len, self._links.values()))
        self._left["link that begins at no label"] = len(list(self._parts("Links", "Link"))) - links
        self._left["note on no source"] = len(self._notes.keys() - self._used)
        self._left["set"] = len(list(self._parts("Sets", "Set")))
        self._left["graph"] = len(list(self._parts("Graphs", "Graph")))
        for what, count in self._left.items():
            if count:
                noun, _, rest = what.partition(" ")
                yield Told("", f"Left out: {counted(count, noun)}{f' {rest}' if rest else ''}.")


def _place(element: "Element") -> Place | None:
    start, end = _number(element.get("startPosition")), _number(element.get("endPosition"))
    return None if start is None or end is None else (start, end)


def _number(said: str | None) -> int | None:
    bare = (said or "").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else None


def _scalar(kind: str, words: str) -> Scalar:
    try:
        if kind == "IntegerValue" and len(words) < 18:
            return int(words)
        if kind == "FloatValue":
            number = float(words)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
    except (ValueError, OverflowError):
        return words
    if kind == "BooleanValue":
        return words.lower() in ("true", "1")
    return words
