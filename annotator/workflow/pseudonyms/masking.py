"""Records with pseudonyms in place of names: what is words in each kind, and what has places."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec
from msgspec import structs

from annotator.analysis.pseudonyms.replacing import MaskedText, NameTally, Replacer
from annotator.domain.annotation import Annotation, Decision, Link, anchored, make_link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draws import DrawnArticle
from annotator.domain.edits.articles import NewArticle
from annotator.domain.field_types import FREE_TYPE
from annotator.domain.ids import derived_id
from annotator.domain.layout import ArticleLayout, RoleStretch
from annotator.domain.people import Actor, Affiliation, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Run, Score
from annotator.domain.settings import HAS_PSEUDONYMS
from annotator.domain.shells import ArticleShell
from annotator.domain.study import (
    Freeze,
    Inclusion,
    PracticeResult,
    Remark,
    Round,
    SentBack,
    Settlement,
)
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Timing

ADDRESSES = frozenset(("url", "document_number"))
"""The metadata that stay as they are: whatever name is in them still tells where the text is."""
LEFT_OUT: frozenset[type[Record]] = frozenset(
    (Freeze, ArticleShell, Refusal, Timing, Remark, PracticeResult)
)
"""The kinds of record that no copy with pseudonyms has: nothing that is exported."""
WORDS: Mapping[type[Record], tuple[str, ...]] = {
    Coder: (),
    Status: (),
    Decision: ("reason",),
    Assignment: (),
    Comment: ("text",),
    Round: ("name",),
    Inclusion: ("stratum",),
    Settlement: (),
    SentBack: ("reason",),
    Run: ("name", "note"),
    Score: ("reason",),
    DrawnArticle: (),
}
"""What people have written in the records of a kind; kinds with places have rules of their own."""
_OF_CODES = frozenset(
    (
        *("name", "help", "label", "definition", "include", "exclude", "source"),
        *("positive_example", "negative_example"),
    )
)
"""What is words in a code, its fields, choices, steps and links."""
_R = Callable[["Masking", Any], Record]


def pseudonym_id(pseudonym: str) -> str:
    """Return the id that an actor has under a pseudonym, in which nothing is of its own."""
    return derived_id("pseudonym", pseudonym)


class Masking:
    """Puts pseudonyms in place of names, and counts what was replaced."""

    def __init__(self, replacer: Replacer, codebook: Codebook) -> None:
        self._replacer = replacer
        self._free = {
            code.id: frozenset(one.id for one in code.every_field if one.type is FREE_TYPE)
            for code in codebook.codes
        }
        self._ids = {old: pseudonym_id(name) for old, name in replacer.pseudonyms.items()}
        self.tally = NameTally()
        self.addresses = 0
        """How many articles keep an address, or a document number, in which names may be."""

    def text(self, words: str) -> MaskedText:
        """Return an article's text with pseudonyms."""
        found = self._replacer.masked(words)
        self.tally.add(found)
        return found

    def words(self, words: str) -> str:
        """Return words with pseudonyms."""
        if not words:
            return words
        return self.text(words).text

    def article(self, article: Article, text: MaskedText) -> NewArticle:
        """Return an article as it is made anew with its masked text."""
        meta = {
            key: value if key in ADDRESSES else self._value(value)
            for key, value in article.meta.items()
        }
        self.addresses += any(article.meta.get(key) for key in ADDRESSES)
        return NewArticle(
            id=article.id,
            title=self.words(article.title),
            text=text.text,
            meta=meta,
            excluded=tuple((f.start, f.end) for f in text.fragments(article.excluded)),
            note=self.words(article.note),
            created=article.created,
        )

    def annotation(self, one: Annotation, text: MaskedText) -> Annotation:
        """Return an annotation as it stands in the masked text."""
        free = self._free.get(one.code, frozenset())
        values = {k: self._value(v) if k in free else v for k, v in one.values.items()}
        anchor = cast("Any", anchored(text.text, text.fragments(one.fragments)))
        return structs.replace(one, values=values, note=self.words(one.note), on_text="", **anchor)

    def layout(self, one: ArticleLayout, text: MaskedText) -> ArticleLayout:
        """Return what stretches are in the masked text."""
        found: list[RoleStretch] = []
        for each in one.stretches:
            start, end = text.moved(each.start, each.end)
            start = max(start, found[-1].end if found else 0)
            if start < end:
                found.append(structs.replace(each, start=start, end=end))
        return structs.replace(one, stretches=tuple(found), on_text="")

    def record(self, one: Record) -> Record:
        """Return a record that stands on no text, with pseudonyms in its words."""
        special = _SPECIAL.get(type(one))
        if special is not None:
            return special(self, one)
        changed = {name: self.words(getattr(one, name)) for name in WORDS[type(one)]}
        return structs.replace(one, **changed) if changed else one

    def actor(self, one: Actor) -> Actor:
        """Return an actor; one that has a pseudonym keeps nothing else that names it."""
        affiliations = tuple(
            Affiliation(self.words(each.name), each.since, each.until) for each in one.affiliations
        )
        shared = structs.replace(
            one,
            id=self._actor_id(one.id),
            became=self._actor_id(one.became),
            unlike={self._actor_id(other): said for other, said in one.unlike.items()},
            role=self.words(one.role),
            affiliation=self.words(one.affiliation),
            affiliations=affiliations,
            values=self._value(one.values),
        )
        if one.id in self._replacer.pseudonyms:
            name = self._replacer.pseudonyms[one.id]
            return structs.replace(shared, name=name, aliases=(), note="")
        aliases = tuple(map(self.words, one.aliases))
        note = self.words(one.note)
        return structs.replace(shared, name=self.words(one.name), aliases=aliases, note=note)

    def _actor_id(self, ident: str) -> str:
        """Return an actor's id in the copy: one may be made of a name, and be found out by it."""
        return self._ids.get(ident, ident)

    def link(self, one: Link) -> Link:
        """Return a link to where its actor is in the copy."""
        if one.target_actor not in self._ids:
            return one
        return make_link(one.annotation, one.type, actor=self._actor_id(one.target_actor))

    def is_former(self, one: Record) -> bool:
        """Tell whether a record is what an actor with a pseudonym was before: it is that one."""
        return isinstance(one, Actor) and bool(one.became) and one.id in self._ids

    def code(self, one: Code) -> Code:
        """Return a code whose guideline has pseudonyms in it."""
        return msgspec.convert(self._guideline(msgspec.to_builtins(one)), Code)

    def info(self, one: ProjectInfo) -> ProjectInfo:
        """Return what the project says of itself."""
        return structs.replace(
            one,
            title=self.words(one.title),
            codebook_title=self.words(one.codebook_title),
            codebook_description=self.words(one.codebook_description),
            variables=tuple(
                structs.replace(each, name=self.words(each.name)) for each in one.variables
            ),
            settings={**self._value(one.settings), HAS_PSEUDONYMS: True},
        )

    def _value(self, value: Any) -> Any:
        """Return a JSON value with pseudonyms in its words; keys stay."""
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, list | tuple):
            return [self._value(one) for one in cast("list[Any]", value)]
        if isinstance(value, dict):
            return {key: self._value(one) for key, one in cast("Values", value).items()}
        return value

    def _guideline(self, value: Any) -> Any:
        """Return a part of a code as JSON; ids and types stay."""
        if isinstance(value, list | tuple):
            return [self._guideline(one) for one in cast("list[Any]", value)]
        if not isinstance(value, dict):
            return value
        return {
            key: self.words(one)
            if key in _OF_CODES and isinstance(one, str)
            else self._guideline(one)
            for key, one in cast("Values", value).items()
        }


_SPECIAL: Mapping[type[Record], _R] = {
    Actor: Masking.actor,
    Link: Masking.link,
    Code: Masking.code,
    ProjectInfo: Masking.info,
}
ON_TEXTS: frozenset[type[Record]] = frozenset((Article, Annotation, ArticleLayout))
"""The kinds that stand on stretches of texts."""
MASKED: frozenset[type[Record]] = frozenset((*WORDS, *_SPECIAL, *ON_TEXTS))
"""The kinds of record that a copy with pseudonyms has."""
