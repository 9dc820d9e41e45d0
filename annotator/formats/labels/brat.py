"""brat: a text beside its labels (NAME.txt and NAME.ann), and a configuration for the folder."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.files.encodings import LARGEST, LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions
from annotator.formats.labels.brat_folder import coder_of, codes_of, configuration_of
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.units import Positions

SUFFIXES = (".ann",)
_LINE = re.compile(r"[TREAMN#*]\S*\t|\*\t")
_NUMBER = re.compile(r"\d+$")
_SPANS = re.compile(r"(\d{1,9}) (\d{1,9})")
_MOST_LINES = 500_000
ANSWER = "Answer:"
"""What begins the kind of a note that is an answer: brat's attributes take none in free words."""
JOINT = "-"
"""What stands between code and field in the name of an attribute that several codes have."""
_LINE_ENDS = frozenset("\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")


class _Entries(msgspec.Struct):
    """What the lines of one file of labels say, by the ids that they give."""

    spans: dict[str, ForeignLabel] = msgspec.field(default_factory=dict[str, ForeignLabel])
    triggers: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """The spans that events and relations begin at, by their ids."""
    begun: set[str] = msgspec.field(default_factory=set[str])
    """All these spans."""
    fields: defaultdict[str, dict[str, Any]] = msgspec.field(
        default_factory=lambda: defaultdict[str, dict[str, Any]](dict)
    )
    links: defaultdict[str, list[ForeignLink]] = msgspec.field(
        default_factory=lambda: defaultdict[str, list[ForeignLink]](list)
    )
    notes: defaultdict[str, list[str]] = msgspec.field(
        default_factory=lambda: defaultdict[str, list[str]](list)
    )
    answers: defaultdict[str, dict[str, str]] = msgspec.field(
        default_factory=lambda: defaultdict[str, dict[str, str]](dict)
    )
    """The answers in free words, by the kinds of their notes."""
    problems: list[UserError] = msgspec.field(default_factory=list[UserError])

    def begin(self, ident: str, span: str) -> None:
        """Note at which span an event or a relation begins."""
        self.triggers[ident] = span
        self.begun.add(span)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is one of brat's labels: a text lies beside it, or its lines are such."""
    if glimpse.suffix not in SUFFIXES:
        return False
    if glimpse.path.with_suffix(".txt").is_file():
        return True
    lines = [line for line in glimpse.text.splitlines()[:20] if line.strip()]
    return bool(lines) and all(map(_LINE.match, lines[:10]))


def along(path: Path) -> Iterable[Path]:
    """Return what is read with a file of labels: its text, and the folder's configuration."""
    names = ("annotation", "visual", "tools", "kb_shortcuts")
    return [path.with_suffix(".txt"), *(path.with_name(f"{name}.conf") for name in names)]


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    text = path.with_suffix(".txt")
    if not text.is_file():
        remedy = "brat keeps the text beside the labels, under the same name."
        raise UserError(f"There is no {text.name} beside it.", where=path.name, remedy=remedy)
    data = bounded_bytes(text, LARGEST_ARTICLE)
    raw = data.decode(detected(data, text.name, options.encoding))
    if not raw.strip():
        raise UserError("The file is empty.", where=text.name)
    positions = Positions(raw)
    written = bounded_bytes(path, LARGEST)
    entries = _Entries()
    lines = written.decode(detected(written, path.name) if written.strip() else "utf-8")
    for number, line in enumerate(_lines(lines), 1):
        if number > _MOST_LINES:
            raise UserError(f"It has more than {_MOST_LINES:,} lines.", where=path.name)
        try:
            _take(entries, line, positions)
        except (ValueError, LookupError):
            where = f"line {number}"
            entries.problems.append(UserError("The line is none of brat’s.", where=where))
    configuration = configuration_of(path.parent)
    coder = coder_of(configuration, path.parent)
    document = ForeignDocument(
        name=path.stem,
        text=positions.text,
        meta={"document": path.stem},
        labels=list(_labels(entries, positions.text, coder)),
    )
    return ForeignFile(
        tool="Brat",
        documents=[document],
        codes=codes_of(configuration),
        problems=entries.problems,
        own=bool(configuration.layers),
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _lines(text: str) -> list[str]:
    return [one.removesuffix("\r") for one in text.removeprefix("\ufeff").split("\n")]


def _take(entries: _Entries, line: str, positions: Positions) -> None:
    """Take a line; raise ValueError or LookupError for one that can't be understood."""
    if not line.strip():
        return
    ident, _, rest = line.partition("\t")
    said, _, words = rest.partition("\t")
    match ident[:1]:
        case "T":
            entries.spans[ident] = _span(ident, said, words, positions)
        case "R":
            kind, first, second = said.split()[:3]
            start, end = (one.partition(":")[2] for one in (first, second))
            entries.begin(ident, start)
            entries.links[start].append(ForeignLink(type=kind, to=end))
        case "E":
            _take_event(entries, ident, said)
        case "A" | "M":
            name, target, *value = said.split(" ", 2)
            _take_field(entries, target, name, value[0] if value and value[0] else True)
        case "N":
            name, target, reference = said.split(" ", 2)
            given = f"{reference} ({words})" if words.strip() else reference
            _take_field(entries, target, name, given)
        case "#":
            _take_note(entries, said.split(), words)
        case "*":
            kind, first, *others = said.split()
            for other in others:
                entries.links[first].append(ForeignLink(type=kind, to=other))
        case _:
            raise ValueError(ident)


def _span(ident: str, said: str, words: str, positions: Positions) -> ForeignLabel:
    kind, _, places = said.partition(" ")
    pairs = [_SPANS.fullmatch(one.strip()) for one in places.split(";")]
    numbers = [(int(one[1]), int(one[2])) for one in pairs if one is not None]
    if not kind or len(numbers) != len(pairs):
        raise ValueError(said)
    spans = [positions.span(start, end) for start, end in numbers]
    inside = tuple(one for one in spans if one is not None)
    known = inside if len(inside) == len(spans) else ()
    return ForeignLabel(id=ident, label=kind, fragments=known, placeless=not known, quote=words)


def _take_event(entries: _Entries, ident: str, said: str) -> None:
    """Take an event: its roles become links from the label that is its trigger."""
    head, *roles = said.split()
    kind, _, trigger = head.partition(":")
    if trigger in entries.begun:
        # Two events of one trigger are two labels.
        again = entries.spans[trigger]
        trigger = f"{trigger} {ident}"
        entries.spans[trigger] = msgspec.structs.replace(again, id=trigger, label=kind)
    entries.begin(ident, trigger)
    for role in roles:
        name, _, target = role.partition(":")
        link = ForeignLink(type=_NUMBER.sub("", name) or name, to=target)
        entries.links[trigger].append(link)


def _take_note(entries: _Entries, said: Sequence[str], words: str) -> None:
    """Take a note, or one line of an answer in free words."""
    kind, target = said[:2]
    if not kind.startswith(ANSWER):
        entries.notes[target].append(words or "")
        return
    before = entries.answers[target].get(kind, "")
    entries.answers[target][kind] = "\n".join(filter(None, (before, words)))


def _take_field(entries: _Entries, target: str, name: str, value: Any) -> None:
    fields = entries.fields[target]
    before = fields.get(name)
    if before is None or before is True:
        fields[name] = value
    elif value not in (before, True):
        fields[name] = [*(before if isinstance(before, list) else [before]), value]


def _labels(entries: _Entries, text: str, coder: str) -> Iterator[ForeignLabel]:
    """Yield the spans with all that is said of them, of their events and of their relations."""
    of_span: defaultdict[str, list[str]] = defaultdict(list)
    for ident, trigger in entries.triggers.items():
        of_span[trigger].append(ident)
    for ident, span in entries.spans.items():
        fields: dict[str, Any] = {}
        notes: list[str] = []
        for one in (ident, *of_span[ident]):
            fields.update(entries.fields.pop(one, {}))
            answers = entries.answers.pop(one, {})
            fields.update({kind.removeprefix(ANSWER): said for kind, said in answers.items()})
            mark = f"{one}: " if one.startswith("R") else ""
            notes.extend(f"{mark}{note}" for note in entries.notes.pop(one, ()))
        own = f"{span.label}{JOINT}"
        yield msgspec.structs.replace(
            span,
            fragments=_whole_lines(span.fragments, text),
            fields={name.removeprefix(own): said for name, said in fields.items()},
            coder=coder,
            links=tuple(_ended(entries.links[ident], entries.triggers)),
            note="\n".join(normalised(one) for one in notes if one),
        )


def _ended(links: Iterable[ForeignLink], triggers: Mapping[str, str]) -> Iterator[ForeignLink]:
    """Yield links that end at labels, be it those of events."""
    for one in links:
        yield msgspec.structs.replace(one, to=triggers.get(one.to, one.to))


def _whole_lines(fragments: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Return pieces without the gaps that stand at ends of lines: brat leaves those out of a label.

    What nothing but a line's end separates was marked as one.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        gap = text[joined[-1][1] : start] if joined else ""
        if joined and gap and not gap.strip() and not _LINE_ENDS.isdisjoint(gap):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
