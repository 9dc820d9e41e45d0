"""Which codes, links and fields of a codebook say who speaks, about what, and whether for it.

What is not named in options is found by how the codebook is made, with the usual names first.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from annotator.analysis.stances import stance_fields, stance_span
from annotator.analysis.who_speaks import (
    IDENTITY,
    SPEAKER_LINKS,
    TARGET_LINKS,
    identities,
    names_who_speaks,
)
from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, Field, LinkRule, Scope
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.formats.export_options import ExportOption, OptionKind, RememberedBy
from annotator.formats.selection import Selection

_CUES = ("cue",)
_CONCEPTS = ("concept", "issue", "topic", "claim")
_FRAME = "frame"


def _text(option: str, title: str, text: str) -> ExportOption:
    return ExportOption(
        id=option,
        title=title,
        help=text,
        kind=OptionKind.TEXT,
        default="",
        remembered_by=RememberedBy.PROJECT,
    )


STATEMENTS = _text(
    "statements",
    "Statements",
    "Ids of the codes whose annotations are statements, with commas. Left empty, it is the first "
    "code of which the codebook asks who says it.",
)
SPEAKER = _text(
    "speaker",
    "Who speaks",
    "Types of the links that lead to who says it, with commas: organization. Left empty, the "
    "codebook tells.",
)
TARGET = _text(
    "target",
    "Of whom",
    "Types of the links that lead to whom it is about, with commas. Left empty, the "
    "codebook tells.",
)
STANCE = _text(
    "stance",
    "Stance",
    "Id of the field (a scale, or yes or no) that says whether it is for or against. Left empty, "
    "it is the first one.",
)
CONCEPTS = _text(
    "concepts",
    "Frames or concepts",
    "What statements are on: CODE or CODE.FIELD, with commas; labels that overlap the statement "
    "count. Left empty, it is the statement's own concept, or else what is called a frame.",
)
READING_OPTIONS = (STATEMENTS, SPEAKER, TARGET, STANCE, CONCEPTS)
"""The options that say how statements are read."""


class SpokenCode(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A code whose annotations are statements, and which of its links and fields say what.

    Of one that has no link to who speaks, those speak that its words are (`names_itself`), where
    they name who speaks; of other words that name somebody, these are whom it is about.
    """

    code: Code
    speakers: tuple[str, ...]
    names_itself: bool
    targets: tuple[str, ...]
    cues: tuple[str, ...]
    stance: Field | None

    @cached_property
    def middle(self) -> float:
        """What is neither for nor against: the middle of a scale that has no zero within."""
        values = [step.value for step in self.stance.steps] if self.stance is not None else []
        if values and (min(values) >= 0 or max(values) <= 0):
            return (min(values) + max(values)) / 2
        return 0.0

    def polarity(self, answers: Values) -> float | None:
        """Return how far a statement is for (above zero) or against it; None where nothing is said.

        Yes is 1 and no is -1; a scale's step is its number, less the `middle`.
        """
        answer = answers.get(self.stance.id) if self.stance is not None else None
        if isinstance(answer, bool):
            return 1.0 if answer else -1.0
        return answer - self.middle if isinstance(answer, int) else None

    @property
    def span(self) -> float:
        """The most by which two statements can differ."""
        return stance_span(self.stance)


class ConceptSource(msgspec.Struct, frozen=True):
    """Where it is said what statements are on: by a field's answers, or by a code alone."""

    code: Code
    field: Field | None

    @property
    def name(self) -> str:
        """The name of its column: `CODE.FIELD`, or `CODE`."""
        return f"{self.code.id}.{self.field.id}" if self.field is not None else self.code.id


class StatementReading(msgspec.Struct, frozen=True, kw_only=True):
    """How the statements of a project are read."""

    spoken: tuple[SpokenCode, ...]
    concepts: tuple[ConceptSource, ...]
    identities: frozenset[tuple[str, str]]
    """The links, by code and type, that say which actor an annotation is."""

    def of(self, code: str) -> SpokenCode | None:
        """Return how annotations of a code (an id) are read; None where they are no statements."""
        return next((one for one in self.spoken if one.code.id == code), None)

    @property
    def span(self) -> float:
        """The most by which two statements can differ."""
        return max((one.span for one in self.spoken), default=2.0)


def statement_reading(codebook: Codebook, selection: Selection) -> StatementReading:
    """Return how statements are read; raise a `UserError` for what the codebook lacks."""
    codes = [_code(codebook, one, STATEMENTS) for one in _named(selection, STATEMENTS)]
    spoken = tuple(_spoken(codebook, code, selection) for code in codes or _first_spoken(codebook))
    sources = [_source(codebook, one) for one in _named(selection, CONCEPTS)]
    return StatementReading(
        spoken=spoken,
        concepts=tuple(sources or _usual_concepts(codebook, [one.code for one in spoken])),
        identities=frozenset(
            (code.id, rule.type) for code in codebook.codes for rule in identities(code)
        ),
    )


def reading_of_all(codebook: Codebook) -> StatementReading:
    """Return how annotations of all codes are read, as if each were a statement."""
    codes = codebook.without_headings()
    return StatementReading(
        spoken=tuple(_spoken(codebook, code, Selection()) for code in codes),
        concepts=tuple(_usual_concepts(codebook, _first_spoken(codebook))),
        identities=frozenset((code.id, rule.type) for code in codes for rule in identities(code)),
    )


def usual_statements(codebook: Codebook) -> tuple[Code, ...]:
    """Return the codes whose annotations are statements where nobody says otherwise."""
    return tuple(_first_spoken(codebook))


def _named(selection: Selection, option: ExportOption) -> list[str]:
    return [one.strip() for one in selection.words(option).split(",") if one.strip()]


def _code(codebook: Codebook, ident: str, asked: ExportOption) -> Code:
    found = codebook.code(ident)
    if found is None:
        known = ", ".join(code.id for code in codebook.without_headings())
        message = f"There is no code {ident}."
        raise UserError(message, where=asked.id, remedy=f"There are {known}.")
    return found


def _first_spoken(codebook: Codebook) -> list[Code]:
    spans = [code for code in codebook.without_headings() if code.scope is Scope.SPAN]
    with_speaker = [code for code in spans if _usual_links(codebook, code, SPEAKER_LINKS)]
    return (with_speaker or spans)[:1]


def _spoken(codebook: Codebook, code: Code, selection: Selection) -> SpokenCode:
    speakers = _links(codebook, code, (selection, SPEAKER), SPEAKER_LINKS)
    targets = _links(codebook, code, (selection, TARGET), TARGET_LINKS)
    targets = targets or _any_targets(code, speakers)
    names_itself = (
        not speakers
        and not _named(selection, SPEAKER)
        and bool(identities(code))
        and names_who_speaks(codebook, code)
    )
    if not targets and not names_itself and not _named(selection, TARGET):
        targets = _named_by_words(code, speakers)
    return SpokenCode(
        code=code,
        speakers=speakers,
        names_itself=names_itself,
        targets=targets,
        cues=tuple(rule.type for rule in code.links if rule.type in _CUES),
        stance=_stance(code, selection.words(STANCE).strip()),
    )


def _links(
    codebook: Codebook,
    code: Code,
    asked: tuple[Selection, ExportOption],
    usual: Sequence[str],
) -> tuple[str, ...]:
    named = _named(*asked)
    known = {rule.type for each in codebook.codes for rule in each.links}
    for one in named:
        if one not in known:
            remedy = f"There are {', '.join(sorted(known))}." if known else "It has none."
            message = f"The codebook has no link {one}."
            raise UserError(message, where=asked[1].id, remedy=remedy)
    own = tuple(rule.type for rule in code.links if rule.type in named)
    return own if named else _usual_links(codebook, code, usual)


def _usual_links(codebook: Codebook, code: Code, usual: Sequence[str]) -> tuple[str, ...]:
    """Return the usual link of a code that leads to actors, or else none."""
    reaching = {rule.type for rule in code.links if _reaches_actors(codebook, rule)}
    return next(((one,) for one in usual if one in reaching), ())


def _reaches_actors(codebook: Codebook, rule: LinkRule) -> bool:
    if ACTOR_END in rule.ends or ANY_CODE in rule.ends:
        return True
    ends = (codebook.code(one) for one in rule.ends)
    return any(end is not None and identities(end) for end in ends)


def _any_targets(code: Code, speakers: Sequence[str]) -> tuple[str, ...]:
    rules = (rule for rule in code.links if rule.type not in (*speakers, *SPEAKER_LINKS))
    return tuple(rule.type for rule in rules if ANY_CODE in rule.ends)[:1]


def _named_by_words(code: Code, speakers: Sequence[str]) -> tuple[str, ...]:
    """Return the links to whom words name: of a code that has who speaks, too, `is` alone."""
    found = (rule.type for rule in identities(code))
    return tuple(one for one in found if one == IDENTITY or not speakers)


def _stance(code: Code, named: str) -> Field | None:
    fields = stance_fields(code)
    if not named:
        return next(iter(fields), None)
    found = next((field for field in fields if field.id == named), None)
    if found is None:
        known = ", ".join(field.id for field in fields) or "none"
        message = f"{code.id} has no scale and no yes or no that is called {named}."
        raise UserError(message, where=STANCE.id, remedy=f"There are {known}.")
    return found


# What statements are on


def _source(codebook: Codebook, named: str) -> ConceptSource:
    ident, dot, field_id = named.partition(".")
    code = _code(codebook, ident, CONCEPTS)
    if not dot:
        return ConceptSource(code, _first_concept(code.fields))
    field = code.field(field_id)
    if field is None:
        known = ", ".join(one.id for one in code.fields) or "none"
        message = f"{ident} has no field {field_id}."
        raise UserError(message, where=CONCEPTS.id, remedy=f"There are {known}.")
    return ConceptSource(code, field)


def _usual_concepts(codebook: Codebook, spoken: Sequence[Code]) -> list[ConceptSource]:
    for code in spoken:
        for name in _CONCEPTS:
            field = code.field(name)
            if field is not None:
                return [ConceptSource(code, field)]
    framing = [code for code in codebook.without_headings() if _FRAME in code.id]
    spans = [code for code in framing if code.scope is Scope.SPAN]
    return [ConceptSource(code, _first_concept(code.fields)) for code in spans or framing]


def _first_concept(fields: Iterable[Field]) -> Field | None:
    return next((field for field in fields if field.type.row.has_choices), None)
