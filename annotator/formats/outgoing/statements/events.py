"""The event list of the Discourse Network Analyzer (DNA): one row for each statement.

Columns, their order and the semicolons are those of DNA 3; the statement's variables come last.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.field_type_row import plain_words
from annotator.formats.csv.cells import csv_writer
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.statements.roles import (
    READING_OPTIONS,
    SpokenCode,
    statement_reading,
)
from annotator.formats.outgoing.statements.taking import Concept, Party, Stated, StatementTaking
from annotator.formats.selection import Selection
from annotator.store.project import Project

EVENT_OPTIONS = READING_OPTIONS
_DOCUMENT = ("statement ID", "time", "document ID", "document title", "author", "source")
_REST = ("section", "type", "text")
_USUAL = ("person", "organization", "concept", "agreement")
_OURS = ("annotation", "article", "coder", "layer")
_PERSON = "person"
_BODIES = ("organization", "organisation")
_META = ("author", "outlet", "section")
_TYPES = ("type", "genre_hint")
EVENT_META = frozenset((*_META, *_TYPES, "published"))
"""The metadata that an event list has a column for."""
_DELIMITER = ";"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)

EventCell = str | int


class EventList:
    """The rows of an event list; it counts what it gives."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self._dataset = Dataset(project, selection)
        self._reading = statement_reading(self._dataset.codebook, selection)
        self._taking = StatementTaking(self._dataset, self._reading)
        self._further = _further(self._reading.spoken)
        self.articles = self.statements = self._written = 0

    @property
    def columns(self) -> list[str]:
        """The columns in their order."""
        return [*_DOCUMENT, *_REST, *_USUAL, *self._further, *_OURS]

    def rows(self, progress: Progress = no_progress) -> Iterator[list[EventCell]]:
        """Yield a row for each statement, and each speaker and concept that it has."""
        for number, labelled in enumerate(self._dataset.labelled(progress), 1):
            any_here = False
            for stated in self._taking.of(labelled):
                any_here = True
                self.statements += 1
                yield from self._events(stated, labelled, number)
            self.articles += any_here

    def _events(self, stated: Stated, labelled: Labelled, number: int) -> Iterator[list[EventCell]]:
        article, one = labelled.article, stated.annotation
        day = str(article.meta.get("published", ""))
        author, outlet, section = (str(article.meta.get(key, "")) for key in _META)
        kind = next((str(article.meta[key]) for key in _TYPES if article.meta.get(key)), "")
        document = [event_time(day), number, article.title, author, outlet]
        ours = [one.id, article.id, self._dataset.coders[one.coder].handle]
        for who, what in product(self._who(stated, labelled, day), stated.concepts or [None]):
            self._written += 1
            yield [
                *(self._written, *document, section, kind, one.text),
                *(*who, what.name if isinstance(what, Concept) else ""),
                agreement(stated.polarity),
                *self._answers(stated),
                *(*ours, self._dataset.layer(one)),
            ]

    def _who(self, stated: Stated, labelled: Labelled, day: str) -> list[tuple[str, str]]:
        """Return a person and an organization for each who speaks.

        Where the code has a link to an organization, that is the one; otherwise an actor that is
        no person is one, and a person's is its affiliation.
        """
        own = [rule.type for rule in stated.spoken.code.links]
        bodies = [one for one in own if one in _BODIES]
        if not bodies:
            return [_speaker(one, day) for one in stated.speakers] or [("", "")]
        persons = [one for one in own if one == _PERSON] or list(stated.spoken.speakers)
        persons = [one for one in persons if one not in bodies]
        who = self._taking.parties(labelled, stated.annotation, persons) or [None]
        where = self._taking.parties(labelled, stated.annotation, bodies) or [None]
        return [
            (
                person.name if person is not None else "",
                body.name if body is not None else person.affiliation(day) if person else "",
            )
            for person, body in product(who, where)
        ]

    def _answers(self, stated: Stated) -> Iterator[EventCell]:
        for name in self._further:
            answer: object = stated.annotation.values.get(name)
            if isinstance(answer, int):
                yield int(answer)
            else:
                yield "" if answer is None else plain_words(answer)


def _further(spoken: Sequence[SpokenCode]) -> list[str]:
    fields = (field.id for one in spoken for field in one.code.fields)
    return [one for one in dict.fromkeys(fields) if one not in (*_USUAL, *_OURS)]


def _speaker(one: Party, day: str) -> tuple[str, str]:
    if one.actor is not None and one.kind != _PERSON:
        return "", one.name
    return one.name, one.affiliation(day)


def agreement(polarity: float | None) -> EventCell:
    """Return 1 for and 0 against, as DNA has it; empty for neither."""
    if not polarity:
        return ""
    return 1 if polarity > 0 else 0


def event_time(published: str) -> str:
    """Return when something was published as DNA writes it; empty where it says no day."""
    found = _MOMENT.match(published)
    if found is None:
        return ""
    day, hour, minute, second = found.groups("00")
    return f"{day} {hour}:{minute}:{second}"


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the event list."""
    events = EventList(project, selection)
    with written_beside(path) as (file,):
        writer = csv_writer(file, delimiter=_DELIMITER, quoted=True)
        writer.writerow(events.columns)
        for row in events.rows(progress):
            writer.writerow(row)
    return ExportCount(events.articles, events.statements)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows."""
    events = EventList(project, selection)
    first = islice(events.rows(), rows)
    return events.columns, [[str(cell) for cell in row] for row in first]
