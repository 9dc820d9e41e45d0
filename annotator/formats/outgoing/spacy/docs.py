"""From an article with its labels to one of spaCy's documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from msgspec import structs, to_builtins

from annotator.domain.annotation import Annotation, Placed
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.people import Actor
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.jsonl.lines import ActorPart, DecisionPart, LinkPart
from annotator.formats.labels.spacy_own import (
    SCHEMA,
    OwnAnnotation,
    OwnDocument,
)
from annotator.formats.outgoing.spacy.doc_bin import WrittenDoc, WrittenSpan
from annotator.formats.outgoing.tokens import Stretch, covered, tokens_and_blanks

_LARGEST = 2**63
Labels = TypeVar("Labels", Annotation, Placed)


def written_doc(
    dataset: Dataset, labelled: Labelled, main: Sequence[Annotation], *, by_code: bool
) -> WrittenDoc:
    """Return an article as a document; `main` are the labels of its entities and categories.

    Words end where labels begin or end. `by_code` says that each code has lists of its own.
    """
    pieces = [piece for one in labelled.annotations for piece in one.fragments]
    stretches = tokens_and_blanks(labelled.text, pieces)
    entities = entities_of(filter(_is_bare, main))
    groups: dict[str, list[WrittenSpan]] = {}
    for one in labelled.annotations:
        layer = dataset.layer(one)
        name = f"{layer}/{one.code}" if by_code else layer
        if one.fragments:
            groups.setdefault(name, []).extend(_spans(one, stretches))
    return WrittenDoc(
        words=[labelled.text[start:end] for start, end in stretches],
        blanks=_blanks(stretches, len(labelled.text)),
        entities=[span for one in entities for span in _spans(one, stretches)],
        groups={name: groups[name] for name in sorted(groups)},
        cats=_categories(dataset.codebook, main),
        user_data=cast("dict[str, Any]", to_builtins(_own(dataset, labelled))),
    )


def entities_of(main: Iterable[Labels]) -> list[Labels]:
    """Return those of some labels that can be entities: in one piece, and crossing no other.

    Of those over the same words the first and longest is taken.
    """
    spans = [one for one in main if len(one.fragments) == 1]
    spans.sort(key=lambda one: (one.fragments[0].start, -one.fragments[0].end, one.id))
    found: list[Labels] = []
    reach = 0
    for one in spans:
        if one.fragments[0].start >= reach:
            found.append(one)
            reach = one.fragments[0].end
    return found


def _is_bare(one: Annotation) -> bool:
    """Tell whether no blank is at an end of a label: spaCy learns nothing from such entities."""
    return all(words and words.strip() == words for words in one.texts)


def _blanks(stretches: Sequence[Stretch], length: int) -> list[bool]:
    """Return after which tokens of a text so long a blank stands."""
    following = [*(start for start, _ in stretches[1:]), length]
    return [after > end for (_, end), after in zip(stretches, following, strict=False)]


def _spans(one: Annotation, stretches: Sequence[Stretch]) -> Iterator[WrittenSpan]:
    for piece in one.fragments:
        start, end = covered(stretches, piece.start, piece.end)
        yield WrittenSpan(
            label=one.code,
            ident=one.id,
            start=start,
            end=end,
            first=piece.start,
            last=piece.end,
        )


def _categories(codebook: Codebook, main: Sequence[Annotation]) -> dict[str, float]:
    """Return what is said of the whole article: 1 for what was said, 0 for what could have been."""
    if not main:
        return {}
    found: dict[str, float] = {}
    for code in codebook.codes:
        if code.scope is Scope.ARTICLE and not code.group:
            given = [one for one in main if one.code == code.id]
            found |= _of_code(code, given)
    return found


def _of_code(code: Code, given: Sequence[Annotation]) -> dict[str, float]:
    asked = [(field, field.type.row) for field in code.fields]
    offered = [
        (field.id, row.as_typed(value))
        for field, row in asked
        for value in map(row.read, row.offered(field))
    ]
    if not offered:
        return {code.id: float(bool(given))}
    said = {
        (name, typed)
        for one in given
        for name, value in one.values.items()
        for typed in _typed(code, name, value)
    }
    answered = {name for name, _ in said}
    return {
        f"{code.id}.{name}={value}": float((name, value) in said)
        for name, value in offered
        if name in answered
    }


def _typed(code: Code, name: str, value: Any) -> list[str]:
    field = code.field(name)
    several = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [field.type.row.as_typed(one) for one in several] if field is not None else []


def _own(dataset: Dataset, labelled: Labelled) -> OwnDocument:
    article = labelled.article
    ends = {link.target_actor for links in labelled.links.values() for link in links}
    return OwnDocument(
        schema=SCHEMA,
        id=article.id,
        title=article.title,
        meta=_plain(article.meta),
        annotations={one.id: _annotation(dataset, labelled, one) for one in labelled.annotations},
        actors=tuple(_actor(dataset.actors[one]) for one in sorted(filter(None, ends))),
    )


def _annotation(dataset: Dataset, labelled: Labelled, one: Annotation) -> OwnAnnotation:
    said = dataset.came.said(one.id)
    return OwnAnnotation(
        code=one.code,
        layer=dataset.layer(one),
        coder=dataset.coders[one.coder].handle,
        whole_article=not one.fragments,
        fields=_plain(one.values),
        links=tuple(
            LinkPart(type=link.type, annotation=link.target_annotation, actor=link.target_actor)
            for link in labelled.links[one.id]
        ),
        note=one.note,
        origin=one.origin,
        codebook_version=one.codebook_version,
        created=one.created,
        modified=one.modified,
        score=said.score if said is not None else None,
        score_reason=said.reason if said is not None else "",
        suggested_by=said.by if said is not None else "",
        suggested_rule=said.rule if said is not None else "",
        decisions=tuple(
            DecisionPart(
                id=word.id,
                reviewer=dataset.coders[word.reviewer].handle,
                verdict=word.verdict,
                reason=word.reason,
                at=word.at,
            )
            for word in labelled.decisions[one.id]
        ),
    )


def _actor(actor: Actor) -> ActorPart:
    return ActorPart(**structs.asdict(actor))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as MessagePack can hold them: larger numbers as texts."""
    return {name: value if _fits(value) else str(value) for name, value in values.items()}


def _fits(value: Any) -> bool:
    return not isinstance(value, int) or -_LARGEST <= value < _LARGEST
