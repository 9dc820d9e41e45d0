"""The columns of the CSV export, in their order, and what each says of an annotation."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from annotator.analysis.prominence import Prominence
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import PROBABILITY
from annotator.domain.codebook import Codebook
from annotator.domain.draws import DrawnArticle
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import BETWEEN_CHOICES, plain_cell
from annotator.domain.offsets import OffsetMap
from annotator.domain.runs import Score
from annotator.formats.dataset import Dataset, GoldSource, Labelled
from annotator.formats.selection import Selection

BETWEEN_ENDS = " | "
"""What stands between the ends of several links of one type."""
META_COLUMNS = ("outlet", "author", "published", "url", "language")
LINK_TYPES = ("said_by", "cue", "target", "holder")
IDENTITY = "is"
"""The link from a source to the actor that it is."""
WHOLE_NUMBERS = frozenset(
    ("start", "end", "start_utf16", "end_utf16", "codebook_version", "draw"),
)
"""The columns that hold whole numbers."""
FRACTIONS = frozenset((PROBABILITY, "score", "draw_probability"))
"""The columns that can hold fractions, which have a decimal point."""

Cell = str | int
Getter = Callable[["CsvRow"], Cell | None]


class OneArticle:
    """What the rows of one article share."""

    def __init__(self, dataset: Dataset, labelled: Labelled) -> None:
        self.dataset = dataset
        self.article = labelled.article
        self.links = labelled.links
        self.by_id = labelled.by_id
        self.sources = labelled.sources
        self.decisions = labelled.decisions
        self.offsets = OffsetMap(labelled.text)
        excluded = [(f.start, f.end) for f in self.article.excluded]
        self.prominence = Prominence(labelled.text, self.article.title, excluded)


class CsvRow:
    """One annotation as the columns see it."""

    def __init__(self, of: OneArticle, annotation: Annotation) -> None:
        self.of = of
        self.annotation = annotation
        self.sources: Sequence[GoldSource] = of.sources.get(annotation.id, ())
        """What a gold annotation was settled from, what was accepted first; else nothing."""
        self.decision = self._decision()
        """The latest decision on the annotation; of gold the first one that it came of."""
        came = of.dataset.came
        self.said = came.said(annotation.id)
        """What a program said of its label; nothing of others'."""
        self.drawn = None if annotation.layer == GOLD_LAYER else came.drawn(annotation)
        """How the article was drawn for the coder to code next; nothing for gold."""

    def _decision(self) -> Decision | None:
        if self.sources:
            return self.sources[0].decision
        decisions = self.of.decisions[self.annotation.id]
        return decisions[-1] if decisions else None

    def utf16(self, point: int | None) -> int | None:
        """Return an offset in UTF-16 units."""
        return None if point is None else self.of.offsets.to_utf16(point)

    def place(self) -> str:
        """Return where in the article the annotation starts."""
        start = self.annotation.start
        return "" if start is None else self.of.prominence.of(start)

    def fragments(self) -> str:
        """Return all fragments, in code points."""
        return " ".join(f"{f.start}-{f.end}" for f in self.annotation.fragments)

    def settled_from(self) -> str:
        """Return the handles of the coders whose annotations the gold came from."""
        return BETWEEN_CHOICES.join(dict.fromkeys(source.coder for source in self.sources))

    def ends(self, link_type: str, what: Callable[["CsvRow", Link], str]) -> str:
        """Return something of each link's end, in the same order whatever is asked for."""
        every = self.of.links[self.annotation.id]
        links = [link for link in every if link.type == link_type] if every else []
        found = [what(self, link) for link in links]
        return BETWEEN_ENDS.join(found) if any(found) else ""

    def end_text(self, link: Link) -> str:
        """Return the text of the annotation at a link's end."""
        return self.of.by_id[link.target_annotation].text if link.target_annotation else ""

    def end_actor(self, link: Link) -> str:
        """Return the name of the actor at a link's end, or that the source there is."""
        return BETWEEN_CHOICES.join(self.of.dataset.actors[one].name for one in self._actors(link))

    def end_role(self, link: Link) -> str:
        """Return the role of that actor or, if there is none, the one that the source was given."""
        roles = [self.of.dataset.actors[one].role for one in self._actors(link)]
        if any(roles) or not link.target_annotation:
            return BETWEEN_CHOICES.join(filter(None, roles))
        return str(self.of.by_id[link.target_annotation].values.get("role", ""))

    def _actors(self, link: Link) -> Iterable[str]:
        if link.target_actor:
            return [link.target_actor]
        onward = self.of.links.get(link.target_annotation or "", ())
        return [one.target_actor for one in onward if one.type == IDENTITY and one.target_actor]


class CsvColumns:
    """The columns of one export: what is the same for an article is asked for it once.

    Of the columns for fields, an annotation is asked those alone that it answers.
    """

    def __init__(self, codebook: Codebook, names: Sequence[str]) -> None:
        self._count = len(names)
        self._of_links = {one: _placed(names, _OF_LINKS[one]) for one in LINK_TYPES}
        self._of_words = _placed(names, _OF_WORDS)
        self._of_said = _placed(names, _OF_SAID)
        self._of_drawn = _placed(names, _OF_DRAWN)
        self._of_article = [(n, _OF_ARTICLE[x]) for n, x in enumerate(names) if x in _OF_ARTICLE]
        self._of_any = _placed(names, {k: v for k, v in _OF_EACH.items() if k not in _SELDOM})
        places: dict[str, list[int]] = {}
        for n, name in enumerate(names):
            places.setdefault(name, []).append(n)
        self._of_code = {
            code.id: {
                field.id: (places.get(f"{code.id}.{field.id}", []), field.type.row.cell)
                for field in code.every_field
            }
            for code in codebook.codes
        }

    def shared(self, article: OneArticle) -> list[Cell]:
        """Return what a row says of the article, and nothing of an annotation."""
        cells: list[Cell] = [""] * self._count
        for n, get in self._of_article:
            cells[n] = plain_cell(get(article))
        return cells

    def row(self, shared: list[Cell], row: CsvRow) -> list[Cell]:
        """Return the row of an annotation, given what `shared` says of its article."""
        cells = shared.copy()
        annotation = row.annotation
        for n, get in self._asked(row):
            cell = get(row)
            cells[n] = cell if type(cell) is str or type(cell) is int else plain_cell(cell)
        fields = self._of_code.get(annotation.code, {})
        for field, answer in annotation.values.items():
            places, written = fields.get(field, ((), plain_cell))
            for n in places:
                cells[n] = written(answer)
        return cells

    def _asked(self, row: CsvRow) -> Sequence[tuple[int, Getter]]:
        """Return what there can be something in: most annotations lack most of it."""
        asked = self._of_any
        for kind in {link.type for link in row.of.links[row.annotation.id]}:
            asked = asked + self._of_links.get(kind, [])
        if row.decision is not None:
            asked = asked + self._of_words
        if row.said is not None:
            asked = asked + self._of_said
        return asked if row.drawn is None else asked + self._of_drawn


def _placed(names: Sequence[str], getters: Mapping[str, Getter]) -> list[tuple[int, Getter]]:
    """Return those of the columns that there are among the names, with their places."""
    return [(n, getters[name]) for n, name in enumerate(names) if name in getters]


def column_names(codebook: Codebook) -> list[str]:
    """Return the names of the columns in their order, with one for each field of the codebook."""
    fields = (f"{code.id}.{field.id}" for code in codebook.codes for field in code.every_field)
    return list(dict.fromkeys([*_OF_ARTICLE, *_BEFORE_FIELDS, *fields, *_AFTER_FIELDS]))


def chosen_columns(known: Sequence[str], selection: Selection) -> Sequence[str]:
    """Return the selected columns in the order wished for; raise a `UserError` for unknown ones."""
    if selection.columns is None:
        return known
    for name in selection.columns:
        if name not in known:
            remedy = f"There are {', '.join(known)}."
            raise UserError(f"There is no column {name}.", remedy=remedy)
    return selection.columns


def numeric_columns(codebook: Codebook) -> set[str]:
    """Return the columns that hold numbers or true and false, which no spreadsheet runs."""
    fields = ((code, field) for code in codebook.codes for field in code.every_field)
    return {*WHOLE_NUMBERS, *FRACTIONS} | {
        f"{c.id}.{f.id}" for c, f in fields if f.type.row.numeric
    }


def _drawn(what: Callable[[DrawnArticle], Cell | None]) -> Getter:
    return lambda row: what(row.drawn) if row.drawn is not None else None


def _said(what: Callable[[Score], Cell | None]) -> Getter:
    return lambda row: what(row.said) if row.said is not None else None


def _meta(key: str) -> Callable[[OneArticle], Cell]:
    return lambda of: plain_cell(of.article.meta.get(key))


def _end(link_type: str, what: Callable[[CsvRow, Link], str]) -> Getter:
    return lambda row: row.ends(link_type, what)


def _decision(what: Callable[[CsvRow, Decision], str]) -> Getter:
    return lambda row: what(row, row.decision) if row.decision else None


_OF_ARTICLE: dict[str, Callable[[OneArticle], Cell]] = {
    "article_id": lambda of: of.article.id,
    "article_title": lambda of: of.article.title,
    **{key: _meta(key) for key in META_COLUMNS},
}
_BEFORE_FIELDS: dict[str, Getter] = {
    "annotation_id": lambda row: row.annotation.id,
    "code": lambda row: row.annotation.code,
    "layer": lambda row: row.of.dataset.layer(row.annotation),
    "coder": lambda row: row.of.dataset.coders[row.annotation.coder].handle,
    "start": lambda row: row.annotation.start,
    "end": lambda row: row.annotation.end,
    "start_utf16": lambda row: row.utf16(row.annotation.start),
    "end_utf16": lambda row: row.utf16(row.annotation.end),
    "fragments": CsvRow.fragments,
    "text": lambda row: row.annotation.text,
}
_AFTER_FIELDS: dict[str, Getter] = {
    "said_by_text": _end("said_by", CsvRow.end_text),
    "said_by_actor": _end("said_by", CsvRow.end_actor),
    "said_by_role": _end("said_by", CsvRow.end_role),
    "cue_text": _end("cue", CsvRow.end_text),
    "target_text": _end("target", CsvRow.end_text),
    "target_actor": _end("target", CsvRow.end_actor),
    "holder_actor": _end("holder", CsvRow.end_actor),
    "prominence": CsvRow.place,
    "note": lambda row: row.annotation.note,
    "decision": _decision(lambda _, word: word.verdict.value),
    "reviewer": _decision(lambda row, word: row.of.dataset.coders[word.reviewer].handle),
    "reason": _decision(lambda _, word: word.reason),
    "origin": lambda row: row.annotation.origin.value,
    "created": lambda row: row.annotation.created,
    "modified": lambda row: row.annotation.modified,
    "codebook_version": lambda row: row.annotation.codebook_version,
    "settled_from": CsvRow.settled_from,
    PROBABILITY: lambda row: plain_cell(row.of.article.meta.get(PROBABILITY)),
    "article_state": lambda row: row.of.dataset.state(row.of.article.id),
    "role": lambda row: row.of.dataset.came.role(row.annotation),
    "score": _said(lambda said: plain_cell(said.score)),
    "score_reason": _said(lambda said: said.reason),
    "suggested_by": _said(lambda said: said.by),
    "suggested_rule": _said(lambda said: said.rule),
    "drawn_by": _drawn(lambda drawn: drawn.by.value),
    "draw": _drawn(lambda drawn: drawn.batch),
    "draw_probability": _drawn(lambda drawn: plain_cell(drawn.probability)),
}
_OF_EACH = _BEFORE_FIELDS | _AFTER_FIELDS
_OF_LINKS = {
    kind: {k: v for k, v in _AFTER_FIELDS.items() if k.startswith(f"{kind}_")}
    for kind in LINK_TYPES
}
"""What is empty for an annotation from which no link of that type goes out."""
_OF_WORDS = {k: _AFTER_FIELDS[k] for k in ("decision", "reviewer", "reason", "settled_from")}
"""What is empty for an annotation on which nothing is decided; gold came of a decision."""
_OF_SAID = {
    k: _AFTER_FIELDS[k] for k in ("score", "score_reason", "suggested_by", "suggested_rule")
}
"""What is empty for an annotation that no program has made."""
_OF_DRAWN = {k: _AFTER_FIELDS[k] for k in ("drawn_by", "draw", "draw_probability")}
"""What is empty where the article was not drawn for the coder."""
_SELDOM = {name for few in (*_OF_LINKS.values(), _OF_WORDS, _OF_SAID, _OF_DRAWN) for name in few}
FIXED_COLUMNS = (*_OF_ARTICLE, *_BEFORE_FIELDS, *_AFTER_FIELDS)
"""The columns that every project's export has, whatever its codebook."""
