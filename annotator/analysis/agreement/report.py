"""The report: every figure on how far coders agree, by code, by field, and over all codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from msgspec import structs

from annotator.analysis.agreement.arrays import Ints, Which
from annotator.analysis.agreement.coded import NOBODYS, Coded, by_code
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.gamma import gamma_figures, need_gamma
from annotator.analysis.agreement.given_units import GivenUnits
from annotator.analysis.agreement.grouping import Grouped, grouped
from annotator.analysis.agreement.material import Material, Members
from annotator.analysis.agreement.measures import FIXED_ALPHAS, GAMMAS, UNIT_MEASURES
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.pair_figures import PairFigures
from annotator.analysis.agreement.presence import Presence, article_answers
from annotator.analysis.agreement.span_figures import SpanFigures
from annotator.analysis.agreement.tracks import Tracks
from annotator.analysis.agreement.unit_figures import UnitFigures
from annotator.analysis.agreement.values import MISSING
from annotator.analysis.agreement.variables import Variable, variable
from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers
from annotator.domain.without_collecting import without_collecting

_SENTENCES = FIXED_ALPHAS[1]
_NOMINAL = Scale("nominal", categories=2)
_Makers = tuple[Callable[[Code], Iterator[Figure]], Callable[[Code, Field], Iterator[Figure]]]


def report(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
) -> list[Figure]:
    """Return the figures on the layers of coders (handles by id), in the codebook's order.

    A code's own figures come first, then those of its fields, and those over all codes last; each
    for every pair of coders and for all together, if they are more than two. Raises a `UserError`
    for fewer than two coders, and when gamma is asked for and not installed.
    """
    return Reporting(articles, codebook, coders, options or Options()).figures(progress)


class Reporting:
    """Makes the figures of a report, first without intervals and then with them, say.

    What both need is worked out once. Raises what `report` does.
    """

    def __init__(
        self,
        articles: Sequence[ArticleLayers],
        codebook: Codebook,
        coders: Mapping[str, str],
        options: Options,
    ) -> None:
        if not options.measures.isdisjoint(GAMMAS):
            need_gamma()
        self._options = options
        self._articles, self._codebook, self._coders = articles, codebook, coders
        self._report: Report | None = None

    def figures(
        self, progress: Progress = no_progress, resamples: int | None = None
    ) -> list[Figure]:
        """Return all figures; with another number of `resamples` than the options say if given."""
        steps = _Steps(progress)
        with without_collecting():
            if self._report is None:
                threshold = self._options.threshold
                material = Material(
                    self._articles,
                    self._coders,
                    threshold,
                    steps.again,
                    pairs=self._options.pairs,
                )
                self._report = Report(material, self._codebook, self._options)
            count = self._options.resamples if resamples is None else resamples
            return self._report.figures(steps, structs.replace(self._options, resamples=count))


class _Steps:
    """How far the report is; asking again is what lets long steps be cancelled."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.done = 0
        self.total = 1

    def again(self) -> None:
        self._progress(self.done, self.total)


class Report:
    """Makes the figures of one report step by step."""

    def __init__(self, material: Material, codebook: Codebook, options: Options) -> None:
        self._material = material
        self._maker = FigureMaker(material, options)
        self._options = options
        self._coded = by_code(material)
        self._codes = [code for code in codebook.codes if self._is_asked(code)]
        free = [code for code in self._codes if not code.is_of_units]
        self._spans = [code for code in free if code.scope is Scope.SPAN]
        self._whole = [code for code in free if code.scope is Scope.ARTICLE]
        spans = {code.id: self._of(code) for code in self._spans}
        self._tracks = Tracks(material, spans)
        whole = {code.id: self._of(code) for code in self._whole}
        self._pairs = PairFigures(self._maker, spans, whole)
        self._groups: dict[tuple[Members, str], Grouped] = {}
        self._units: dict[str, GivenUnits] = {}

    def figures(self, progress: "_Steps", options: Options) -> list[Figure]:
        """Return all figures; progress counts codes and fields, and lets others ask again."""
        self._maker.use(options)
        self._material.tick = progress.again
        steps = list(self._steps())
        progress.total = len(steps)
        made: list[Figure] = []
        for step in steps:
            progress.again()
            made += step()
            progress.done += 1
        progress.again()
        return made

    def _is_asked(self, code: Code) -> bool:
        if code.group:
            return False
        if self._options.codes:
            return code.id in self._options.codes
        return code.id in self._coded

    def _steps(self) -> Iterator[Callable[[], list[Figure]]]:
        own = not self._options.fields
        for code in self._codes:
            of_code, of_field = self._makers(code)
            if own:
                yield lambda make=of_code, code=code: list(make(code))
            for field in code.fields:
                if self._is_field_asked(code, field):
                    yield lambda of=of_field, code=code, field=field: list(of(code, field))
        if own and (len(self._codes) > 1 or not self._options.codes):
            yield lambda: list(chain(self._all_spans(), self._all_whole()))

    def _makers(self, code: Code) -> _Makers:
        """Return what makes a code's own figures, and what those of a field of it."""
        if code.is_of_units:
            return self._unit_code, self._unit_field
        if code.scope is Scope.SPAN:
            return self._span_code, self._span_field
        return self._article_code, self._article_field

    def _is_field_asked(self, code: Code, field: Field) -> bool:
        if self._options.fields:
            return field.id in self._options.fields
        return any(field.id in answers for answers in self._of(code).answers)

    def _of(self, code: Code) -> Coded:
        return self._coded.get(code.id, NOBODYS)

    # Codes on spans

    def _span_code(self, code: Code) -> Iterator[Figure]:
        tracks = self._tracks.of_code(code.id)
        spans = SpanFigures(self._maker, tracks, [code.id])
        for topic in self._topics(code.id):
            yield from spans.unitized(topic)
            yield from spans.characters(topic)
            if self._maker.wants(_SENTENCES):
                marked, article = self._tracks.sentences_of(tracks)
                told = spans.marked(topic)
                yield from self._sentences(topic, marked, article, 2, _NOMINAL, told)
            yield from self._pairs.spans(topic)
            yield from self._pairs.links(topic)
            yield from gamma_figures(self._maker, topic, tracks, [code.id])

    def _all_spans(self) -> Iterator[Figure]:
        if not self._spans:
            return
        tracks, labels = self._tracks.of_all()
        spans = SpanFigures(self._maker, tracks, labels)
        for topic in self._topics(""):
            yield from spans.unitized(topic)
            yield from spans.characters(topic)
            if self._maker.wants(_SENTENCES):
                marked, article, scale = self._tracks.sentences_of_all()
                size = 0 if scale.table is None else len(scale.table)
                told = spans.marked(topic)
                yield from self._sentences(topic, marked, article, size, scale, told)
            yield from self._pairs.spans(topic)
            yield from self._pairs.links(topic)
            yield from gamma_figures(self._maker, topic, tracks, labels)

    def _sentences(
        self,
        topic: Topic,
        marked: Ints,
        article: Ints,
        size: int,
        scale: Scale,
        telling: Which,
    ) -> Iterator[Figure]:
        value = "the set of its codes, MASI distance" if scale.table is not None else "has the code"
        noted = self._maker.topic(topic.code, "", topic.members, f"unit: sentence; value: {value}")
        columns = marked[:, topic.members]
        asked = columns != MISSING
        made = UnitFigures(
            self._maker, noted, columns, asked, article, size, scale, "sentences read"
        )
        yield from made.alpha_only(_SENTENCES, telling)

    def _span_field(self, code: Code, field: Field) -> Iterator[Figure]:
        answers = variable(field, self._of(code))
        tracks = self._tracks.of_values(code.id, answers.numbers)
        spans = SpanFigures(self._maker, tracks, answers.names)
        notes = ["unanswered spans are left out"]
        if field.type.row.has_steps:
            notes.append("labels are compared as kinds")
        for members in self._material.member_sets:
            yield from self._paired_answers(code, field, answers, members)
            if not field.type.row.labels:
                continue
            topic = self._maker.topic(code.id, field.id, members, *notes)
            yield from spans.unitized(topic)
            yield from gamma_figures(self._maker, topic, tracks, answers.names)

    def _paired_answers(
        self, code: Code, field: Field, answers: Variable, members: Members
    ) -> Iterator[Figure]:
        if not self._maker.wants(*UNIT_MEASURES):
            return
        groups = self._grouped(members, code)
        codes = groups.answers(answers)
        note = f"unit: paired spans (overlap of {self._options.threshold:g} or more)"
        topic = self._maker.topic(code.id, field.id, members, note, "unanswered is missing")
        size = len(answers.values)
        asked = groups.numbers >= 0
        made = UnitFigures(
            self._maker, topic, codes, asked, groups.article, size, answers.scale, "spans answered"
        )
        yield from _fitting(field, made)

    def _grouped(self, members: Members, code: Code) -> Grouped:
        if (members, code.id) not in self._groups:
            found = grouped(self._material, code.id, self._of(code), members)
            self._groups[members, code.id] = found
        return self._groups[members, code.id]

    # Codes that ask of each unit

    def _unit_code(self, code: Code) -> Iterator[Figure]:
        given = self._given(code)
        told = 'value: applies, or "none"; unanswered is missing'
        for made in self._on_units(code, "", given, given.applies(), 2, _NOMINAL, told):
            yield from made

    def _unit_field(self, code: Code, field: Field) -> Iterator[Figure]:
        answers = variable(field, self._of(code), of_units=True)
        given, size = self._given(code), len(answers.values)
        on_line = answers.level not in ("nominal", "set")
        none = '"none" is missing: it has no place among the steps' if on_line else ""
        told = "; ".join(filter(None, ("unanswered is missing", none or '"none" is a category')))
        codes = given.answers(answers)
        for made in self._on_units(code, field.id, given, codes, size, answers.scale, told):
            yield from _fitting(field, made)

    def _given(self, code: Code) -> GivenUnits:
        if code.id not in self._units:
            self._units[code.id] = GivenUnits(self._material, self._of(code))
        return self._units[code.id]

    def _on_units(
        self,
        code: Code,
        field: str,
        given: GivenUnits,
        codes: Ints,
        size: int,
        scale: Scale,
        value: str,
    ) -> Iterator[UnitFigures]:
        if not self._maker.wants(*UNIT_MEASURES):
            return
        things = f"{code.unit}s answered"
        read = self._material.read[given.article]
        for members in self._material.member_sets:
            topic = self._maker.topic(code.id, field, members, f"unit: {code.unit}; {value}")
            yield UnitFigures(
                self._maker,
                topic,
                codes[:, members],
                read[:, members],
                given.article,
                size,
                scale,
                things,
            )

    # Codes on whole articles

    def _article_code(self, code: Code) -> Iterator[Figure]:
        presence = Presence(self._material, {code.id: self._of(code)})
        yield from chain.from_iterable(
            self._on_articles(
                code.id, "", presence.of_code(code.id), 2, _NOMINAL, "value: has the code"
            )
        )
        for topic in self._topics(code.id):
            yield from self._pairs.articles(topic)

    def _article_field(self, code: Code, field: Field) -> Iterator[Figure]:
        answers = variable(field, self._of(code))
        codes = article_answers(self._material, self._of(code), answers)
        size, note = len(answers.values), "unanswered is missing"
        for made in self._on_articles(code.id, field.id, codes, size, answers.scale, note):
            yield from _fitting(field, made)

    def _all_whole(self) -> Iterator[Figure]:
        if not self._whole:
            return
        presence = Presence(self._material, {code.id: self._of(code) for code in self._whole})
        codes, scale = presence.of_all()
        size = 0 if scale.table is None else len(scale.table)
        yield from chain.from_iterable(
            self._on_articles(
                "", "", codes, size, scale, "value: the set of codes on the whole article"
            )
        )
        for topic in self._topics(""):
            yield from self._pairs.articles(topic)

    def _on_articles(
        self, code: str, field: str, codes: Ints, size: int, scale: Scale, value: str
    ) -> Iterator[UnitFigures]:
        if not self._maker.wants(*UNIT_MEASURES):
            return
        article = np.arange(len(codes), dtype=np.intp)
        things = "articles answered" if field else "articles read"
        for members in self._material.member_sets:
            topic = self._maker.topic(code, field, members, f"unit: article; {value}")
            asked = self._material.read[:, members]
            yield UnitFigures(
                self._maker, topic, codes[:, members], asked, article, size, scale, things
            )

    def _topics(self, code: str) -> Iterator[Topic]:
        return (self._maker.topic(code, "", members) for members in self._material.member_sets)


def _fitting(field: Field, figures: UnitFigures) -> Iterator[Figure]:
    """Make a field's figures; free text has no categories that chance could hit."""
    return iter(figures) if field.type.row.by_chance else figures.percentage()
