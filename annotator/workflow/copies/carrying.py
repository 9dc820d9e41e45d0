"""Carrying labels to the copies of an article: what stands there, what differs, and the edit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain

import msgspec

from annotator.analysis.units import are_same, units_of
from annotator.domain.alignment import Alignment, align
from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, carried_id
from annotator.domain.article import Article
from annotator.domain.carrying import carried_fragments
from annotator.domain.codebook import Code, CodeState
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import Ranges
from annotator.domain.edits.copies import (
    CarryLabels,
    CarryManyLabels,
    LabelToCarry,
    LinkToCarry,
    in_parts,
)
from annotator.domain.edits.units import unit_answer_id
from annotator.domain.errors import UserError
from annotator.domain.layers import layer_of
from annotator.domain.layout import ArticleLayout
from annotator.domain.record import Fragment
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.store.project import Project
from annotator.workflow.copies.standing import CarryStanding, standing_of, why_not_from

_AS_ONE = 500
"""About how many labels are written at once; more come in parts, which are one edit as well."""
_MOST_SHOWN = 20
"""How many differences of a copy are told."""
_LONGEST = 60
_SIGNS = str.maketrans(dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‹›‛", "'") | {"–": "-"})


class CopyFate(StrEnum):
    """What becomes of a label on a copy."""

    STANDS = "stands"
    CHANGED = "changed"
    GONE = "gone"
    THERE = "there"
    UNFIT = "unfit"


_PLACED = (CopyFate.THERE, CopyFate.STANDS, CopyFate.CHANGED)
"""What has a place on the copy; of two answers for one unit the first of these is the one."""


class LabelOnCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A label as it would be on a copy.

    `id` is the one that it gets, `fragments` are in code points, `words` what it would stand on,
    and `why` says why it can't be carried; `known` is the id of the label that is there already,
    whose places `fragments` are then.
    """

    source: Annotation
    fate: CopyFate
    id: str = ""
    fragments: Ranges = ()
    words: str = ""
    why: str = ""
    known: str = ""


class CopyDifference(msgspec.Struct, frozen=True):
    """What the copy has in place of some words, or of the title; one of the two may be empty."""

    here: str
    there: str
    is_title: bool = False


class CopyPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One copy: what can be carried to it, and what is other there.

    `why_not` says why nothing is carried to it, `caution` why it is only if somebody wants that.
    """

    article: Article
    labels: tuple[LabelOnCopy, ...] = ()
    differences: tuple[CopyDifference, ...] = ()
    more: int = 0
    """How many differences there are beside those that are told."""
    why_not: str = ""
    caution: str = ""

    def those(self, *fates: CopyFate) -> list[LabelOnCopy]:
        """Return the labels of which this becomes."""
        return [one for one in self.labels if one.fate in fates]

    @property
    def is_proposed(self) -> bool:
        """Whether it is carried to unless somebody says otherwise."""
        return bool(self.those(CopyFate.STANDS)) and not self.why_not and not self.caution


class CarryPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What of an article's labels can be carried to its copies; `layer` is gold or a coder's id."""

    article: Article
    layer: str
    labels: tuple[Annotation, ...]
    links: tuple[Link, ...]
    copies: tuple[CopyPlan, ...]

    @property
    def proposed(self) -> frozenset[str]:
        """The copies (ids) that labels are carried to unless somebody says otherwise."""
        return frozenset(one.article.id for one in self.copies if one.is_proposed)

    def edit(
        self,
        copies: Collection[str],
        changed: Collection[tuple[str, str]] = (),
        *,
        finish: bool = False,
    ) -> CarryLabels | CarryManyLabels:
        """Return the edit that carries labels to these copies (ids).

        What stands there whole is carried, and of what changed those labels that were chosen, as
        pairs of the copy and the label. With `finish` the coder is done with the copies.
        """
        wanted = [one for one in self.copies if one.article.id in copies and not one.why_not]
        each = [self._to(one, changed, finish=finish) for one in wanted]
        return in_parts(each, _AS_ONE)

    def _to(
        self, copy: CopyPlan, changed: Collection[tuple[str, str]], *, finish: bool
    ) -> CarryLabels:
        article = copy.article.id
        labels = [
            LabelToCarry(one.id, one.source.id, article, one.fragments)
            for one in copy.labels
            if one.fate is CopyFate.STANDS
            or (one.fate is CopyFate.CHANGED and (article, one.source.id) in changed)
        ]
        made = {one.source: one.id for one in labels}
        ends = {one.source.id: one.known for one in copy.labels if one.known} | made
        links = [
            LinkToCarry(
                made[one.annotation],
                one.type,
                ends[one.target_annotation] if one.target_annotation else "",
                one.target_actor or "",
            )
            for one in self.links
            if one.annotation in made
            and (one.target_annotation is None or one.target_annotation in ends)
        ]
        done = (article,) if finish and self.layer != GOLD_LAYER else ()
        return CarryLabels(labels=tuple(labels), links=tuple(links), finish=done)


def plan_carrying(
    project: Project,
    article: str,
    copies: Collection[str],
    layer: str,
    visibility: Visibility,
    progress: Progress = no_progress,
) -> CarryPlan:
    """Plan to carry the labels of a layer (gold, or the id of who does so) to copies (ids).

    Raise a `UserError` where there is nothing to carry, or it may not be.
    """
    source = project.get(Article, article)
    if source is None:
        raise UserError("This article is no longer in the project.")
    refused = why_not_from(project, article, layer, visibility)
    if refused:
        raise UserError(refused)
    labels = _labels_of(project, [article], layer)
    if not labels:
        whose = "gold" if layer == GOLD_LAYER else "labels of yours"
        raise UserError(f"There are no {whose} on this article to be carried.")
    found = project.get_all(Article, copies)
    there: dict[str, list[Annotation]] = {one: [] for one in found}
    for one in _labels_of(project, list(found), layer):
        there[one.article].append(one)
    carrier = _Carrier(project, source, labels)
    standing = standing_of(project, list(found), layer, visibility)
    plans: list[CopyPlan] = []
    for done, one in enumerate(one for one in copies if one in found):
        progress(done, len(found))
        plans.append(carrier.to(found[one], there[one], standing[one]))
    return CarryPlan(
        article=source,
        layer=layer,
        labels=tuple(labels),
        links=tuple(project.find_among(Link, "annotation", [one.id for one in labels])),
        copies=tuple(plans),
    )


def _labels_of(project: Project, articles: Sequence[str], layer: str) -> list[Annotation]:
    """Return the labels of a layer on some articles (ids), in the order of their places."""
    found = (
        one for one in project.find_among(Annotation, "article", articles) if layer_of(one) == layer
    )
    return sorted(found, key=lambda one: (one.article, one.fragments, one.code, one.id))


class _Carrier:
    """Looks what becomes of an article's labels on one copy after the other."""

    def __init__(self, project: Project, source: Article, labels: Sequence[Annotation]) -> None:
        self._project = project
        self._source = source
        self._text = project.text_of(source)
        self._labels = labels
        self._at: defaultdict[tuple[object, ...], list[Annotation]] = defaultdict(list)
        for one in labels:
            self._at[one.code, one.fragments].append(one)
        self._codes = {one.id: one for one in project.codebook().codes}

    def to(self, copy: Article, there: Sequence[Annotation], standing: CarryStanding) -> CopyPlan:
        """Look at one copy, on which these labels of the same layer are."""
        text = self._project.text_of(copy)
        alignment = align(self._text, text)
        carried = {carried_id(one.id, copy.id) for one in self._labels}
        others = [one for one in there if one.id not in carried]
        differences = list(differences_of(self._source, self._text, copy, text, alignment))
        place = _Copy(self._project, copy, text, there, others)
        labels = [self._on(one, alignment, place) for one in self._labels]
        return CopyPlan(
            article=copy,
            labels=tuple(self._one_for_each_unit(labels)),
            differences=tuple(differences[:_MOST_SHOWN]),
            more=max(0, len(differences) - _MOST_SHOWN),
            why_not=standing.why_not,
            caution=standing.caution_with(len(others)),
        )

    def _one_for_each_unit(self, labels: Sequence[LabelOnCopy]) -> Iterator[LabelOnCopy]:
        """Yield labels, of which no more than one answers for a unit: the one that fits it best."""
        best: dict[tuple[object, ...], LabelOnCopy] = {}
        for fate in _PLACED:
            for one in labels:
                if one.fate is fate:
                    best.setdefault((one.source.code, one.fragments), one)
        for one in labels:
            code = self._codes.get(one.source.code)
            asks = code is not None and code.is_of_units and one.fate in _PLACED
            if code is None or not asks or best[code.id, one.fragments] is one:
                yield one
            else:
                yield _unfit(one.source, f"the {code.unit} has the answer for another one there")

    def _on(self, label: Annotation, alignment: Alignment, copy: "_Copy") -> LabelOnCopy:
        code = self._codes.get(label.code)
        known = copy.known(carried_id(label.id, copy.article.id))
        if known is not None:
            return _there(label, known)
        if code is None or code.state is CodeState.RETIRED or code.group:
            return _unfit(label, "its code can’t be used any more")
        places = carried_fragments(alignment, self._text, label.fragments)
        if label.fragments and not places:
            return LabelOnCopy(source=label, fate=CopyFate.GONE, why="its words are not there")
        if code.is_of_stretches:
            places = copy.unit_at(code, places)
            if not places:
                return _unfit(label, f"the {code.unit} is another one there")
        if any(copy.is_excluded(one) for one in places):
            return _unfit(label, "its words are excluded there")
        return copy.placed(label, places, code, self._at[label.code, label.fragments])


class _Copy:
    """A copy, and what is on it; of that, `others` were not carried from the article."""

    def __init__(
        self,
        project: Project,
        article: Article,
        text: str,
        there: Iterable[Annotation],
        others: Iterable[Annotation],
    ) -> None:
        self.article = article
        self._project = project
        self._text = text
        self._by_id = {one.id: one for one in there}
        self._there: defaultdict[tuple[object, ...], list[Annotation]] = defaultdict(list)
        for one in others:
            self._there[one.code, one.fragments].append(one)

    def known(self, annotation: str) -> Annotation | None:
        """Return a label (its id) if it is there."""
        return self._by_id.get(annotation)

    def is_excluded(self, place: Fragment) -> bool:
        """Tell whether a stretch lies in what is no part of the article."""
        left_out = self.article.excluded
        return any(one.start < place.end and place.start < one.end for one in left_out)

    def unit_at(self, code: Code, places: Sequence[Fragment]) -> tuple[Fragment, ...]:
        """Return the unit of the copy that an answer would stand on; nothing where there is none.

        That is the one that the answer's words were carried to.
        """
        layouts = self._project.find(ArticleLayout, article=self.article.id)
        stretches = layouts[0].stretches if layouts else ()
        units = units_of(self._text, code.unit, self.article.excluded, stretches)
        whole = (places[0].start, places[-1].end)
        return tuple(Fragment(*one) for one in units if are_same(one, whole))[:1]

    def _standing_for(
        self, label: Annotation, places: tuple[Fragment, ...], alike: Sequence[Annotation]
    ) -> Annotation | None:
        """Return the label of the copy that is there for one: each is for no more than one.

        That is one with the same answers, or else one whose answers no other label has.
        """
        found = self._there[label.code, places]
        taken = [one.values for one in alike if one is not label]
        same = (one for one in found if one.values == label.values)
        free = (one for one in found if one.values not in taken)
        known = next(chain(same, free), None)
        if known is not None:
            found.remove(known)
        return known

    def placed(
        self,
        label: Annotation,
        places: tuple[Fragment, ...],
        code: Code,
        alike: Sequence[Annotation],
    ) -> LabelOnCopy:
        """Return a label whose words are there: as it would be made, or as it is.

        `alike` are those of its code on its words, itself among them.
        """
        known = self._standing_for(label, places, alike)
        if known is not None:
            return _there(label, known)
        words = [self._text[one.start : one.end] for one in places]
        same = all(map(same_words, label.texts, words)) and len(words) == len(label.texts)
        fragments = tuple((one.start, one.end) for one in places)
        ident = carried_id(label.id, self.article.id)
        if code.is_of_units and label.layer != GOLD_LAYER:
            ident = unit_answer_id(self.article.id, code.id, label.coder, fragments)
        return LabelOnCopy(
            source=label,
            fate=CopyFate.STANDS if same else CopyFate.CHANGED,
            id=ident,
            fragments=fragments,
            words=" … ".join(words),
        )


def differences_of(
    source: Article, text: str, copy: Article, there: str, alignment: Alignment
) -> Iterator[CopyDifference]:
    """Yield what a copy has otherwise than an article: the title, and what is in the texts."""
    if copy.title != source.title:
        yield CopyDifference(_short(source.title), _short(copy.title), is_title=True)
    for gap in alignment.gaps:
        here, other = text[gap.start : gap.end], there[gap.new_start : gap.new_end]
        if not same_words(here, other):
            yield CopyDifference(_short(here), _short(other))


def same_words(one: str, other: str) -> bool:
    """Tell whether two stretches have the same words: blanks and quotation marks may differ."""
    return _in_plain_signs(one) == _in_plain_signs(other)


def _in_plain_signs(words: str) -> str:
    return " ".join(words.translate(_SIGNS).split())


def _there(label: Annotation, known: Annotation) -> LabelOnCopy:
    fragments = tuple((one.start, one.end) for one in known.fragments)
    return LabelOnCopy(source=label, fate=CopyFate.THERE, fragments=fragments, known=known.id)


def _unfit(label: Annotation, why: str) -> LabelOnCopy:
    return LabelOnCopy(source=label, fate=CopyFate.UNFIT, why=why)


def _short(words: str) -> str:
    return shortened(" ".join(words.split()), _LONGEST)
