"""Writing JSONL: one article per line, and the codebook, coders and actors beside it."""

from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import STANDARD_META
from annotator.domain.draft import Progress
from annotator.domain.offsets import OffsetMap
from annotator.domain.people import Actor
from annotator.domain.record import Values
from annotator.domain.teamwork import Comment
from annotator.domain.wording import counted
from annotator.formats.companion import companion_of, companion_values
from annotator.formats.dataset import Dataset, GoldSource, Labelled
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.strict_json import pretty
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import (
    BESIDE,
    ActorPart,
    AnnotationPart,
    ArticleLine,
    AssignedPart,
    CommentPart,
    DecisionPart,
    LinkPart,
    SentBackPart,
    SourcePart,
    StatePart,
    encoded,
)
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.selection import Selection
from annotator.store.project import Project


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the articles to `path` and the rest of the project beside it."""
    dataset = Dataset(project, selection)
    articles = annotations = 0
    with written_beside(path, BESIDE.path(path)) as (file, beside):
        beside.write(pretty(companion_values(companion_of(project))))
        for labelled in dataset.labelled(progress):
            file.write(encoded(line_of(dataset, labelled)))
            articles += 1
            annotations += len(labelled.annotations)
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> Iterable[str]:
    """Yield that decisions can't name gold which is not exported."""
    if count := dataset.counted.severed_decisions():
        words = counted(count, "decision will not name its", "decisions will not name their")
        yield f"{words} gold, which is not exported."


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first lines."""
    dataset = Dataset(project, selection)
    lines = (encoded(line_of(dataset, labelled)).decode() for labelled in dataset.labelled())
    return first_lines(lines, rows)


def line_of(dataset: Dataset, labelled: Labelled) -> ArticleLine:
    """Return an article with everything on it as its line."""
    article = labelled.article
    offsets = OffsetMap(labelled.text)
    known = frozenset(one.id for one in labelled.annotations)
    return ArticleLine(
        id=article.id,
        title=article.title,
        text=labelled.text,
        meta=_ordered(article.meta, STANDARD_META),
        excluded=tuple((f.start, f.end) for f in article.excluded),
        roles=dataset.came.stretches(article.id),
        annotations=tuple(
            _annotation(dataset, labelled, one, offsets, known) for one in labelled.annotations
        ),
        actors=tuple(_actor(actor) for actor in _referred(dataset, labelled)),
        statuses=dataset.statuses(article.id),
        assigned=tuple(
            AssignedPart(coder=dataset.coders[one.coder].handle, at=one.at)
            for one in dataset.assignments(article.id)
        ),
        article_state=_state(dataset, article.id),
        sent_back=tuple(
            SentBackPart(
                coder=dataset.coders[one.coder].handle,
                reviewer=dataset.coders[one.reviewer].handle,
                reason=one.reason,
                at=one.at,
            )
            for one in dataset.sent_back(article.id)
        ),
        note=article.note,
        created=article.created,
    )


def _state(dataset: Dataset, article: str) -> StatePart | None:
    found = dataset.settlement(article)
    if found is None:
        return None
    reviewer = dataset.coders[found.reviewer].handle
    return StatePart(state=found.state, locked=found.locked, reviewer=reviewer, at=found.at)


def _ordered(values: Values, order: Iterable[str]) -> Values:
    if len(values) < 2:
        return values
    first = [key for key in order if key in values]
    return {key: values[key] for key in [*first, *sorted(values.keys() - set(first))]}


def _annotation(
    dataset: Dataset, labelled: Labelled, one: Annotation, offsets: OffsetMap, known: Set[str]
) -> AnnotationPart:
    fields = dataset.field_ids.get(one.code, ())
    start, end = one.start, one.end
    said = dataset.came.said(one.id)
    return AnnotationPart(
        id=one.id,
        code=one.code,
        layer=dataset.layer(one),
        coder=dataset.coders[one.coder].handle,
        fragments=tuple([(f.start, f.end) for f in one.fragments]),
        start=start,
        end=end,
        start_utf16=None if start is None else offsets.to_utf16(start),
        end_utf16=None if end is None else offsets.to_utf16(end),
        text=one.text,
        fields=_ordered(one.values, fields),
        links=tuple(map(_link, labelled.links[one.id])),
        note=one.note,
        origin=one.origin,
        codebook_version=one.codebook_version,
        created=one.created,
        modified=one.modified,
        decisions=tuple([_decision(dataset, word, known) for word in labelled.decisions[one.id]]),
        comments=tuple([_comment(dataset, comment) for comment in labelled.comments[one.id]]),
        score=said.score if said is not None else None,
        score_reason=said.reason if said is not None else "",
        suggested_by=said.by if said is not None else "",
        suggested_rule=said.rule if said is not None else "",
        settled_from=_settled_from(dataset, labelled, one),
    )


def _link(link: Link) -> LinkPart:
    return LinkPart(type=link.type, annotation=link.target_annotation, actor=link.target_actor)


def _decision(dataset: Dataset, decision: Decision, known: Set[str]) -> DecisionPart:
    return DecisionPart(
        reviewer=dataset.coders[decision.reviewer].handle,
        verdict=decision.verdict,
        reason=decision.reason,
        at=decision.at,
        id=decision.id,
        gold=decision.gold if decision.gold in known else UNSET,
    )


def _comment(dataset: Dataset, comment: Comment) -> CommentPart:
    return CommentPart(
        coder=dataset.coders[comment.coder].handle,
        text=comment.text,
        at=comment.at,
        closes=comment.closes,
        id=comment.id,
    )


def _settled_from(dataset: Dataset, labelled: Labelled, one: Annotation) -> Any:
    if one.layer != GOLD_LAYER:
        return UNSET
    return [_source(dataset, source) for source in labelled.sources[one.id]]


def _source(dataset: Dataset, source: GoldSource) -> SourcePart:
    word = source.decision
    return SourcePart(
        annotation=word.annotation,
        coder=source.coder,
        verdict=word.verdict,
        reviewer=dataset.coders[word.reviewer].handle,
        reason=word.reason,
        at=word.at,
    )


def _actor(actor: Actor) -> ActorPart:
    return ActorPart(**msgspec.structs.asdict(actor))


def _referred(dataset: Dataset, labelled: Labelled) -> list[Actor]:
    ids = {
        link.target_actor
        for one in labelled.annotations
        for link in labelled.links[one.id]
        if link.target_actor is not None
    }
    return [dataset.actors[one] for one in sorted(ids, key=dataset.actor_order.__getitem__)]
