"""From documents with foreign labels to articles with records, checked as any that come in."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Origin
from annotator.domain.article import WorkStatus, fingerprint
from annotator.domain.codebook import ACTOR_END, Code
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.wording import counted, enumerated, quoted
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told
from annotator.formats.jsonl.extending import Extender
from annotator.formats.jsonl.lines import (
    AnnotationPart,
    ArticleLine,
    DecisionPart,
    LinkPart,
)
from annotator.formats.jsonl.records import LinesOfFile
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile, ForeignLabel, ForeignRun
from annotator.formats.labels.names import handle
from annotator.formats.labels.placing import Placement, Placer
from annotator.formats.labels.questions import asker_of, doubted, questions, written
from annotator.formats.labels.taking import TakenNames
from annotator.formats.labels.unplaced import UnplacedLabel, UnplacedLabels
from annotator.formats.taken_labels import TakenLabel

_MOST_NAMED = 200  # labels of one document that are told of one by one
_MOST_CHARACTERS = 200_000_000  # in all labels of one document
_TOO_MUCH = "all labels of the article together are too long"


def found(path: Path, file: ForeignFile, options: ReadOptions) -> Iterator[Found]:
    """Yield the documents of a file as articles with annotations, and what can't come in.

    Each label's words are compared with the article's; labels that stand elsewhere are moved
    there, which is told, and those that stand nowhere are refused one by one.
    """
    for problem in file.problems:
        yield _named_once(problem, path)
    for one in file.told:
        yield structs.replace(one, where=", ".join(filter(None, (path.name, one.where))))
    try:
        reading = _Reading(path, file, options)
    except UserError as error:
        yield error.at(path.name)
        return
    yield from reading.articles()
    yield from reading.remarks()


def _named_once(problem: UserError, path: Path) -> UserError:
    """Return a refusal with the file's name before its place, but for what is the file itself."""
    parts = path.resolve().parts
    own = {"/".join(parts[-n:]) for n in range(1, len(parts))}
    first, comma, rest = problem.where.partition(", ")
    inner = rest if first in own else f"{first}{comma}{rest}"
    return UserError(problem.message, where=inner, remedy=problem.remedy).at(path.name)


def taken_labels(file: ForeignFile, options: ReadOptions) -> Sequence[TakenLabel]:
    """Return what the names in a file are taken for, as a preview lists them."""
    return TakenNames(file, options).rows


class _Reading:
    """One file on its way in."""

    def __init__(self, path: Path, file: ForeignFile, options: ReadOptions) -> None:
        self._path = path
        self._file = file
        self._options = options
        self._taking = TakenNames(file, options)
        self._lines = LinesOfFile(structs.replace(options, extend_codebook=True), None)
        self._lines.codebook = self._taking.codebook
        self._lines.codes = {one.id: one for one in self._lines.codebook.codes}
        self._lines.extender = Extender(options.codebook, self._taking.codebook)
        self._unused = {one.id: one for one in self._taking.added()}
        self._came: set[str] = set()
        self._twice = 0
        self._moved: Counter[str] = Counter()
        self._dangling: Counter[str] = Counter()
        self._asked: list[Told] = []
        """What is to be said of each label that may stand elsewhere."""

    def articles(self) -> Iterator[Found]:
        """Yield each document, or why it can't come in."""
        held: Incoming | None = None
        for document in self._file.documents:
            where = self._path.name
            if document.name and len(self._file.documents) > 1:
                where = f"{where}, {document.name}"
            for one in self._document(document, where):
                if not isinstance(one, Incoming):
                    yield one
                    continue
                for record in one.records:
                    self._unused.pop(record.id, None)
                if held is not None:
                    yield held
                held = one
        if held is not None:
            # Codes that no label has come with the last article, as nothing else can bring them.
            yield structs.replace(held, records=(*self._unused.values(), *held.records))

    def remarks(self) -> Iterator[Found]:
        """Yield what can't come in of the names, and what is to be said of the labels."""
        for problem in self._taking.problems():
            yield problem.at(self._path.name)
        name = self._path.name
        for where, count in self._moved.items():
            said = counted(count, "label")
            message = f"{said} stood elsewhere than the file says, and went where the words are."
            yield Told(where, message)
        yield from self._asked
        if self._asked:
            said = counted(len(self._asked), "label")
            message = f"{said} may stand elsewhere: each waits among the labels to place."
            yield Told(name, message)
        for link, count in self._dangling.items():
            said = counted(count, "link")
            yield UserError(f"{said} “{link}” lacks a label that came in.", where=name)
        if self._twice:
            said = counted(self._twice, "label")
            message = f"{said} stood there twice, in texts that are the same, and came in once."
            yield Told(name, message)
        if self._taking.survey.people.get("") and not self._options.coder:
            said, done = self._taking.handle(""), self._taking.survey.done_by_nobody()
            message = f"Nobody is said to have {done} the labels: they are those of “{said}”."
            yield Told(name, message)

    def _document(self, document: ForeignDocument, where: str) -> Iterator[Found]:
        scored = self._file.asks or self._options.run is not None
        reading = _Document(self._taking, document, self._file, self._came, scored=scored)
        line = reading.line()
        unplaced = reading.unplaced
        for problem in unplaced[:_MOST_NAMED]:
            yield problem.at(where)
        if len(unplaced) > _MOST_NAMED:
            more = counted(len(unplaced) - _MOST_NAMED, "further label")
            yield UserError(f"{more} could not be placed.", where=where)
        try:
            article, records = self._lines.taken(line)
        except UserError as error:
            if not line.annotations:
                yield error.at(where)
                return
            message = f"Its labels stay out: {error.message}"
            yield UserError(message, where=where, remedy=error.remedy)
            bare = structs.replace(line, annotations=(), statuses={}, actors=())
            try:
                article, records = self._lines.taken(bare)
            except UserError as refused:
                yield refused.at(where)
                return
        else:
            if reading.moved:
                self._moved[where] += reading.moved
            self._came.update(one.id for one in line.annotations)
            self._twice += reading.twice
            self._dangling.update(reading.dangling)
            if self._file.asks:
                self._asked += [doubted(one, document, where) for one in reading.doubts.values()]
                records = (*records, *self._questions(reading, article.id, records))
            records = (*records, *reading.of_runs(records))
        yield Incoming(
            where=where,
            article=article,
            records=records,
            encoding="utf-8",
            has_id=bool(document.id),
            says_excluded=document.excluded is not None,
        )

    def _questions(
        self, reading: "_Document", article: str, records: Sequence[Record]
    ) -> Iterator[Record]:
        """Yield what is asked of labels whose place is unsure, or that have none."""
        unsure = [*reading.doubts.values(), *(one.label for one in reading.placeless)]
        if unsure:
            asker = asker_of(self._options.coder or reading.maker(unsure[0]), records)
            at, placeless = written(self._path), list(reading.placeless)
            yield from questions(records, reading.doubts, placeless, asker, article, at)


class _Document:
    """One document whose labels become parts of an article's line."""

    def __init__(
        self,
        taking: TakenNames,
        document: ForeignDocument,
        file: ForeignFile,
        came: Container[str],
        *,
        scored: bool = False,
    ) -> None:
        self._scored = scored
        """Whether scores of labels are kept that no run of the file has made."""
        self._taking = taking
        self._document = document
        self._tool = file.tool
        self._sha256 = fingerprint(document.text)
        self._alike: Counter[tuple[str, ...]] = Counter()
        self._runs: dict[str, ForeignRun] = {}
        self._scores: dict[str, ForeignLabel] = {}
        self.unplaced: list[UserError] = []
        self.placeless = UnplacedLabels(kept=file.asks)
        self.doubts: dict[str, ForeignLabel] = {}
        """Labels that may stand elsewhere, by the ids of their annotations."""
        self.dangling: Counter[str] = Counter()
        self._came = came
        self.moved = self.twice = 0

    def line(self) -> ArticleLine:
        """Return the article with all labels that have a place and a code."""
        document = self._document
        placer, room = Placer(document.text), _MOST_CHARACTERS
        made: list[tuple[ForeignLabel, Code, str, Placement]] = []
        by_id: dict[str, tuple[str, Code]] = {}
        for label in document.labels:
            code = self._taking.code(label)
            if code is None:
                continue
            length = sum(end - start for start, end in label.fragments)
            room -= max(length, len(label.quote or ""))
            place = _placed(placer, label) if room >= 0 else Placement(problem=_TOO_MUCH)
            if place.problem:
                self.unplaced.append(_not_placed(label, place))
                self._keep(label, code, place.problem)
                continue
            ident = self._id(label, code, place)
            if ident in self._came:
                self.twice += 1
                continue
            made.append((label, code, ident, place))
            if label.doubt:
                self.doubts[ident] = label
            if label.id:
                by_id.setdefault(label.id, (ident, code))
        parts = [self._part(*one, by_id) for one in made]
        actors = {one.id for one in document.actors}
        for one in self.placeless:
            kinds = {
                end.type: self._taking.link_type(one.label, end.type) for end in one.label.links
            }
            self.placeless.tie(one, kinds, by_id, actors)
        self.moved = sum(place.moved for _, _, _, place in made)
        done = {self._taking.handle(one): WorkStatus.DONE for one in document.done_by}
        return ArticleLine(
            id=document.id,
            title=document.title.strip() or None,
            text=document.text,
            meta=document.meta,
            excluded=document.excluded,
            annotations=tuple(parts),
            actors=document.actors,
            statuses=done,
            note=document.note,
        )

    def _keep(self, label: ForeignLabel, code: Code, why: str) -> None:
        """Keep a label without a place with all that it would have."""
        whose = self.maker(label)
        said = (self._sha256, code.id, folded(whose), "without a place", label.quote or "")
        self._alike[said] += 1
        one = UnplacedLabel(
            label=label,
            why=why,
            whose=whose,
            ident=label.annotation or derived_id("label", *said, str(self._alike[said])),
            code=code.id,
            values=dict(self._taking.values(label, code)),
        )
        self.placeless.add(one)

    def of_runs(self, records: Sequence[Record]) -> Iterator[Record]:
        """Yield what is to be kept of the runs that made labels, and of each such label."""
        coders = {folded(one.handle): one.id for one in records if isinstance(one, Coder)}
        for name, run in self._runs.items():
            coder = coders.get(folded(name))
            if coder is not None:
                values = structs.asdict(run)
                yield Run(id=run_id(coder), coder=coder, **values)
        for one in records:
            label = self._scores.get(one.id) if isinstance(one, Annotation) else None
            if label is not None:
                yield Score(
                    id=score_id(one.id),
                    annotation=one.id,
                    score=label.score,
                    reason=label.reason[:10_000],
                    by=label.by[:100],
                    rule=label.rule[:100],
                )

    def maker(self, label: ForeignLabel) -> str:
        """Return the handle of whose layer a label belongs to."""
        if label.run is None:
            return self._taking.handle(label.coder)
        name = handle(label.run.name, f"{self._tool} run")
        if folded(name) in self._taking.handles:
            name = f"{name[:90]} (run)"
        self._runs.setdefault(name, label.run)
        return name

    def _id(self, label: ForeignLabel, code: Code, place: Placement) -> str:
        """Return an id that is the same whenever the label is read again."""
        if label.annotation:
            return label.annotation
        said = (
            *(self._sha256, code.id, folded(self.maker(label))),
            *(f"{start}-{end}" for start, end in place.fragments),
        )
        self._alike[said] += 1
        return derived_id("label", *said, str(self._alike[said]))

    def _part(
        self,
        label: ForeignLabel,
        code: Code,
        ident: str,
        place: Placement,
        by_id: Mapping[str, tuple[str, Code]],
    ) -> AnnotationPart:
        scored = self._scored or label.run is not None
        if label.by or (scored and (label.score is not None or label.reason)):
            self._scores[ident] = label
        return AnnotationPart(
            id=ident,
            code=code.id,
            layer=GOLD_LAYER if label.gold else "",
            coder=self.maker(label),
            fragments=place.fragments,
            fields=self._taking.values(label, code),
            links=tuple(self._links(label, code, ident, by_id)),
            note=label.note,
            origin=label.origin or (Origin.IMPORT if label.run is None else Origin.SUGGESTION),
            codebook_version=label.version,
            created=label.at,
            modified=label.modified,
            decisions=tuple(
                DecisionPart(
                    reviewer=self._taking.handle(one.reviewer),
                    verdict=one.verdict,
                    reason=one.reason,
                    at=one.at,
                )
                for one in label.decisions
            ),
        )

    def _links(
        self,
        label: ForeignLabel,
        code: Code,
        ident: str,
        by_id: Mapping[str, tuple[str, Code]],
    ) -> Iterator[LinkPart]:
        known = {one.id for one in self._document.actors}
        for link in dict.fromkeys(label.links):
            kind = self._taking.link_type(label, link.type)
            if not kind:
                continue
            if link.actor in known:
                if self._taking.admits(code, kind, ACTOR_END):
                    yield LinkPart(type=kind, actor=link.actor)
                continue
            target = by_id.get(link.to)
            if target is None and self.placeless.ends_here(kind, link.to, ident):
                continue
            if target is None or target[0] == ident:
                self.dangling[link.type] += 1
            elif self._taking.admits(code, kind, target[1].id):
                yield LinkPart(type=kind, annotation=target[0])


def _placed(placer: Placer, label: ForeignLabel) -> Placement:
    if not label.is_span:
        return Placement()
    if label.problem:
        return Placement(problem=label.problem)
    if label.placeless and not label.fragments and not (label.quote or "").strip():
        return Placement(problem="it has neither a place nor words")
    return placer.place(label.fragments, label.quote, label.before, label.after)


def _not_placed(label: ForeignLabel, place: Placement) -> UserError:
    words = f" {quoted(label.quote)}" if label.quote else ""
    at = enumerated([f"{start} to {end}" for start, end in label.fragments[:3]] or ["no place"])
    message = f"The label “{label.label}”{words} ({at}) could not be placed: {place.problem}."
    return UserError(message)
