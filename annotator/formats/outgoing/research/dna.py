"""Writing databases of DNA (Discourse Network Analyzer): a statement for each label on a stretch.

Fields are variables of a kind of statements. What a label is linked to is a variable, too: by the
name of the actor there, or else by the words, so that networks can be made of it. Places count
UTF-16 units.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Scope
from annotator.domain.draft import Progress
from annotator.domain.field_types import FREE_TYPE, FieldType
from annotator.domain.offsets import OffsetMap
from annotator.domain.wording import counted
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.format import ExportCount
from annotator.formats.labels.own_marks import NOTE
from annotator.formats.metadata import metadata_left_out
from annotator.formats.outgoing.research.counts import tool_counts
from annotator.formats.outgoing.research.dna_login import kept_secret
from annotator.formats.outgoing.research.plain_labels import answer_words, joined_answer, with_text
from annotator.formats.selection import Selection
from annotator.store.dna_database import DnaDatabase, DnaDocument, DnaType, new_dna_database
from annotator.store.dna_schema import LONGEST
from annotator.store.project import Project

LOGIN = ExportOption(
    id="password",
    title="Password",
    help="What all coders log in with in DNA; the administrator is called Admin.",
    kind=OptionKind.TEXT,
    default="annotator",
)
_META = {"author": "author", "source": "outlet", "section": "section", "type": "genre_hint"}
_BETWEEN = "; "
_TYPES = {"boolean": DnaType.BOOLEAN, "integer": DnaType.INTEGER}
"""By the JSON type of an answer."""


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the database."""
    dataset = Dataset(project, selection)
    login = selection.words(LOGIN) or str(LOGIN.default)
    articles = annotations = 0
    with new_dna_database(path, kept_secret(login)) as database:
        network = _Network(database, dataset)
        for labelled in with_text(dataset, progress):
            annotations += network.add(labelled)
            articles += 1
        network.finish()
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> list[str]:
    """Return what the database holds otherwise than the project."""
    found = tool_counts(dataset)
    kept = {*_META.values(), "published"}
    undated = sum(seconds_of(one) is None for one in dataset.articles)
    said = [
        *found.told_of_texts(),
        *metadata_left_out(dataset.articles, kept),
    ]
    if undated:
        articles = counted(undated, "article")
        said.append(f"{articles} without a date will have the first day of 1970, as DNA needs one.")
    if found.links:
        links = counted(found.links, "link")
        said.append(f"{links} will be given by the actor’s name or the words at the end.")
    titles = sum(len(short_words) > LONGEST for short_words in _short_words(dataset))
    if cut := titles + found.long_ends:
        said.append(
            f"{counted(cut, 'title or the like', 'titles and the like')} longer than {LONGEST} "
            "characters will be cut."
        )
    return [*said, *found.told_of_gold()]


def _short_words(dataset: Dataset) -> Iterator[str]:
    for one in dataset.articles:
        yield one.title
        yield from (str(one.meta.get(name, "")) for name in _META.values())


def seconds_of(article: Article) -> int | None:
    """Return when an article was published, in seconds since 1970; None where it isn't known."""
    said = str(article.meta.get("published", "")).strip()
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


class _Kind(msgspec.Struct):
    """A code as a kind of statements, with its variables by field and by type of link."""

    ident: int
    fields: dict[str, int]
    links: dict[str, int]
    note: int


class _Network:
    """The database with what was said so far of its entities."""

    def __init__(self, database: DnaDatabase, dataset: Dataset) -> None:
        self._database = database
        self._dataset = dataset
        self._known: dict[tuple[int, str], tuple[str, str]] = {}
        self._kinds = {
            code.id: self._kind(code, name)
            for code, name in _named(dataset.codebook.without_headings())
        }

    def _kind(self, code: Code, name: str) -> _Kind:
        database = self._database
        ident = database.statement_type(name, _colour(code.colour))
        fields = {
            one.id: database.variable(ident, one.id, _type_of(one.type)) for one in code.every_field
        }
        links: dict[str, int] = {}
        for rule in code.links:
            own = f"{rule.type}_link" if rule.type in fields else rule.type
            if rule.type not in links:
                links[rule.type] = database.variable(ident, own, DnaType.SHORT)
        return _Kind(ident, fields, links, database.variable(ident, NOTE, DnaType.LONG))

    def add(self, labelled: Labelled) -> int:
        """Add an article with the labels on its stretches; return how many these are."""
        article, meta = labelled.article, labelled.article.meta
        said = {key: str(meta.get(name, "")) for key, name in _META.items()}
        document = self._database.document(
            DnaDocument(
                title=article.title,
                text=labelled.text,
                notes=article.note,
                date=seconds_of(article) or 0,
                **said,
            )
        )
        offsets = OffsetMap(labelled.text)
        placed = [one for one in labelled.annotations if one.code in self._kinds and one.fragments]
        for one in placed:
            start, end = one.fragments[0].start, one.fragments[-1].end
            place = offsets.to_utf16(start), offsets.to_utf16(end)
            coder = self._database.coder(self._dataset.layer(one))
            kind = self._kinds[one.code]
            statement = self._database.statement(kind.ident, document, place, coder)
            self._say(statement, one, labelled)
        return len(placed)

    def finish(self) -> None:
        """Write what is known of all statements and entities together."""
        self._database.describe(self._known)

    def _say(self, statement: int, one: Annotation, labelled: Labelled) -> None:
        kind, say = self._kinds[one.code], self._database.say
        for field, value in one.values.items():
            if field in kind.fields and value not in ("", [], ()):
                say(statement, kind.fields[field], _value(value))
        for link_type, variable in kind.links.items():
            links = [link for link in labelled.links.get(one.id, ()) if link.type == link_type]
            ends = list(dict.fromkeys(filter(None, self._ends(links, variable, labelled))))
            if ends:
                say(statement, variable, _BETWEEN.join(ends))
        if one.note:
            say(statement, kind.note, one.note)

    def _ends(self, links: Iterable[Link], variable: int, labelled: Labelled) -> Iterator[str]:
        """Yield what links end at: actors by name, also those that a source is."""
        for link in links:
            onward = labelled.links.get(link.target_annotation or "", ())
            ids = [link.target_actor] if link.target_actor else [n.target_actor for n in onward]
            found = (self._dataset.actors.get(one or "") for one in ids)
            actors = [one for one in found if one is not None]
            for actor in actors:
                aliases = _BETWEEN.join(actor.aliases)
                self._known[variable, actor.name] = (actor.role or actor.kind, aliases)
                yield actor.name
            end = labelled.by_id.get(link.target_annotation or "")
            if not actors and end is not None:
                yield end.text or end.code


def _named(codes: Iterable[Code]) -> Iterator[tuple[Code, str]]:
    """Yield the codes for stretches with their names, each told apart from one called the same."""
    taken: set[str] = set()
    for code in codes:
        if code.scope is Scope.SPAN:
            name = code.name if code.name.casefold() not in taken else f"{code.name} ({code.id})"
            taken.add(name.casefold())
            yield code, name


def _type_of(kind: FieldType) -> DnaType:
    if kind is FREE_TYPE:
        return DnaType.LONG
    return _TYPES.get(kind.row.json_type, DnaType.SHORT)


def _value(value: Any) -> str | int | bool:
    return value if isinstance(value, str | int) else joined_answer(answer_words(value))


def _colour(said: str) -> tuple[int, int, int]:
    try:
        red, green, blue = bytes.fromhex(said.removeprefix("#"))
    except ValueError:
        return 0, 0, 0
    return red, green, blue
