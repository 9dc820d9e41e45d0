"""What is learned from in a project: articles whose labels are decided, the newest last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.article import Article
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal
from annotator.domain.rounds import apart_from_study
from annotator.domain.study import ArticleState, Settlement
from annotator.domain.visibility import Visibility
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.codes import QuoteCodes, quote_codes
from annotator.workflow.suggesting.suggestion import Places
from annotator.workflow.visibility import visibility_of

MOST = 300
"""From so many articles, the newest, is learned: more teach little, and cost time."""
_MARKS = "“”„‟‘’«»‹›「」『』\"'"


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is done, with the quotes in it by code (id), and what was refused.

    Whoever's labels they are (`coder`, an id, or gold), all of the article was read: a stretch
    without a label is none. Offsets are code points; `quotes` and `annotations` have the same
    order, and a stretch of a split label is a quote of its own.
    """

    article: str
    text: str
    language: str = ""
    title: str = ""
    coder: str = ""
    is_gold: bool = False
    excluded: tuple[Range, ...] = ()
    quotes: Mapping[str, tuple[Quote, ...]] = {}
    annotations: Mapping[str, tuple[str, ...]] = {}
    refused: Mapping[str, tuple[Range, ...]] = {}

    def document(self, code: str) -> Document:
        """Return it as what learns of one code (id) takes it."""
        return Document(
            text=self.text,
            language=self.language,
            quotes=self.quotes.get(code, ()),
            refused=self.refused.get(code, ()),
            excluded=self.excluded,
        )


def examples(project: ReadableProject, coder: str, most: int = MOST) -> list[Example]:
    """Return what a coder (id) has finished, the newest last: gold where it is settled.

    Without a coder everybody's finished articles count, those of runs excepted. Gold counts where
    the coder may see it: who is still to code an article is not led by what was decided of it.
    Practice articles and repetitions are none. At most so many articles are read.
    """
    apart = apart_from_study(project)
    codes = quote_codes(project.codebook())
    visibility = visibility_of(project, coder) if coder else None
    done = [one for one in project.finished_lately(coder, most + len(apart)) if one[0] not in apart]
    found = (_example(project, codes, visibility, *one) for one in done[:most])
    return [one for one in found if one is not None][::-1]


def _example(
    project: ReadableProject,
    codes: Iterable[QuoteCodes],
    visibility: Visibility | None,
    article: str,
    coder: str,
) -> Example | None:
    known = project.get(Article, article)
    if known is None:
        return None
    labels, gold = labels_of(project, visibility, article, coder)
    if not (gold or coder):
        return None
    text = project.text_of(known)
    links = _from_each(project.links_within(article))
    quotes: dict[str, tuple[Quote, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    refused: dict[str, tuple[Range, ...]] = {}
    said_no = project.find(Refusal, article=article, coder=coder)
    for one in codes:
        parts = _parts(text, one, labels, links)
        quotes[one.quote.id] = tuple(part for part, _ in parts)
        names[one.quote.id] = tuple(ident for _, ident in parts)
        refused[one.quote.id] = _refused(said_no, one.quote.id, labels)
    return Example(
        article=article,
        text=text,
        language=known.language,
        title=known.title,
        coder="" if gold else coder,
        is_gold=gold,
        excluded=tuple((f.start, f.end) for f in known.excluded),
        quotes=quotes,
        annotations=names,
        refused=refused,
    )


def labels_of(
    project: ReadableProject, visibility: Visibility | None, article: str, coder: str
) -> tuple[list[Annotation], bool]:
    """Return the labels on a finished article that count, and whether they are gold.

    Gold counts where it stands and may be seen, else what the coder (id) has said.
    """
    settled = project.find(Annotation, article=article, layer=GOLD_LAYER)
    gold = _gold_stands(project, article, settled) and (
        visibility is None or visibility.sees_others_on(article)
    )
    if gold or not coder:
        return settled if gold else [], gold
    found = project.find(Annotation, article=article, coder=coder)
    return [one for one in found if one.layer != GOLD_LAYER], gold


def _gold_stands(project: ReadableProject, article: str, settled: Iterable[Annotation]) -> bool:
    """Tell whether gold counts: it is settled, or came in with labels that nobody reviews."""
    found = project.find(Settlement, article=article)
    if found:
        return any(one.state is ArticleState.SETTLED for one in found)
    return any(settled)


def quotes_of(
    text: str, codes: QuoteCodes, labels: Iterable[Annotation], links: Iterable[Link]
) -> tuple[Quote, ...]:
    """Return the labels of a code for quotes as quotes, one for each stretch, with their ends.

    `labels` are those of one layer on the article, its sources and cues among them.
    """
    return tuple(part for part, _ in _parts(text, codes, labels, _from_each(links)))


def _parts(
    text: str, codes: QuoteCodes, labels: Iterable[Annotation], links: Mapping[str, list[Link]]
) -> list[tuple[Quote, str]]:
    """Return the stretches of a code's labels as quotes, in order, each with its label's id."""
    by_id = {one.id: one for one in labels}
    own = [one for one in by_id.values() if one.code == codes.quote.id and one.fragments]
    own.sort(key=lambda one: one.fragments)
    return [
        (part, label.id)
        for number, label in enumerate(own, 1)
        for part in _quotes(text, codes, label, number, links, by_id)
    ]


def _from_each(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    """Return links by the annotation (id) that they go out from."""
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.annotation].append(link)
    return found


def _refused(
    refusals: Iterable[Refusal], code: str, labels: Iterable[Annotation]
) -> tuple[Range, ...]:
    """Return the stretches that were refused and didn't become a label all the same."""
    taken = Places(one.fragments for one in labels if one.code == code and one.fragments)
    places = (one.fragments for one in refusals if one.code == code)
    left = (one for one in places if not taken.has(one))
    return tuple(sorted((piece.start, piece.end) for one in left for piece in one))


def _quotes(
    text: str,
    codes: QuoteCodes,
    label: Annotation,
    number: int,
    links: Mapping[str, list[Link]],
    by_id: Mapping[str, Annotation],
) -> Iterable[Quote]:
    """Yield the stretches of a label as quotes, the first one with cue and source."""
    split = len(label.fragments) > 1
    kind = _kind(text, codes, label)
    for part, piece in enumerate(label.fragments):
        yield Quote(
            start=piece.start,
            end=piece.end,
            type=kind,
            cue=_end(codes.cue_link, label, links, by_id),
            source=_end(codes.said_by, label, links, by_id),
            score=1.0,
            group=number if split else 0,
            part=part,
        )


def _end(
    link_type: str,
    label: Annotation,
    links: Mapping[str, list[Link]],
    by_id: Mapping[str, Annotation],
) -> Range | None:
    """Return where a label's source or cue stands; of several the nearest."""
    ends = (
        by_id.get(one.target_annotation or "")
        for one in links.get(label.id, ())
        if one.type == link_type
    )
    found = [one for one in ends if one is not None and one.fragments]
    if not found:
        return None
    nearest = min(found, key=lambda one: _distance(label.fragments, one.fragments[0]))
    return nearest.fragments[0].start, nearest.fragments[0].end


def _distance(pieces: Sequence[Fragment], end: Fragment) -> int:
    return min(max(0, end.start - one.end, one.start - end.end) for one in pieces)


def _kind(text: str, codes: QuoteCodes, label: Annotation) -> QuoteType:
    """Return the type that a label says it has, or else that its quotation marks say."""
    said = label.values.get(codes.kind_field) if codes.kind_field else None
    told = next((kind for kind, choice in codes.kinds.items() if choice == said), None)
    if told is not None:
        return told
    if len(codes.takes) == 1:
        return next(iter(codes.takes))
    kinds = {_by_marks(text, piece) for piece in label.fragments}
    return kinds.pop() if len(kinds) == 1 else QuoteType.MIXED


def _by_marks(text: str, piece: Fragment) -> QuoteType:
    words = text[piece.start : piece.end].strip().rstrip(".,;:!?")
    after = text[piece.end : piece.end + 2].lstrip(".,;:!?")
    around = text[max(0, piece.start - 1) : piece.start], after[:1]
    whole = words[:1] in _MARKS and words[-1:] in _MARKS
    if words and (whole or all(mark and mark in _MARKS for mark in around)):
        return QuoteType.DIRECT
    inner = words.replace("’", "").replace("'", "")
    return QuoteType.MIXED if any(mark in inner for mark in _MARKS) else QuoteType.INDIRECT
