"""What is proposed in articles as a run: a layer of its own, as labels of other programs are."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from annotator import __version__
from annotator.analysis.ranges import Range
from annotator.domain.annotation import Annotation, Link, Origin, anchored, make_link
from annotator.domain.codebook import Code
from annotator.domain.draft import Progress
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Fragment, Record, Values
from annotator.domain.runs import Run, run_id, scored
from annotator.domain.state import State, find_coder
from annotator.domain.wording import counted
from annotator.store.readable import ReadableProject
from annotator.workflow.importing.as_run import run_named
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.across import bare
from annotator.workflow.suggesting.proposer import InUse, Proposer
from annotator.workflow.suggesting.suggestion import Suggestion, proposed_in

_RECORDS = 2_000
"""How many are written at once."""
_REPORT_EVERY = 20  # articles


class SuggestedRun:
    """Labels articles by what is proposed in them, as one run: one step to undo.

    `name` is the run's, `above` how sure a label must be (0 to 1), `at` when it is made (ISO 8601).
    """

    def __init__(
        self,
        project: ReadableProject,
        proposer: Proposer,
        name: str,
        articles: Sequence[str],
        *,
        above: float = 0.0,
        at: str = "",
    ) -> None:
        own = run_named(name)
        self._project = project
        self._proposer = proposer
        self._articles = articles
        self._above = above
        self._coder = Coder(id=coder_id(own), handle=own)
        self._run = Run(
            id=run_id(self._coder.id),
            coder=self._coder.id,
            name=name.strip(),
            model="; ".join(dict.fromkeys(one.by for one in proposer.in_use)),
            version=__version__,
            at=at,
            note=" ".join(dict.fromkeys(one.why for one in proposer.in_use)),
        )
        self.quotes = 0
        """How many quotes are labelled, once all are."""

    @property
    def handle(self) -> str:
        """The name of its layer."""
        return self._coder.handle

    def pieces(self, state: State, progress: Progress) -> Iterator[ImportRecords]:
        """Yield what is labelled, a few articles at a time."""
        self._refuse_known(state)
        self.quotes = 0
        records: list[Record] = [self._coder, self._run]
        for done, ident in enumerate(self._articles):
            if done % _REPORT_EVERY == 0:
                progress(done, len(self._articles))
            records += self._labels(bare(self._project, ident))
            if len(records) >= _RECORDS:
                yield ImportRecords(records=tuple(records), label=self.label())
                records = []
        yield ImportRecords(records=tuple(records), label=self.label())

    def label(self) -> str:
        """Say what was labelled."""
        return f"{counted(self.quotes, 'suggestion')} kept as run {self.handle}"

    def _refuse_known(self, state: State) -> None:
        known = find_coder(state, self.handle)
        if known is None:
            return
        is_run = bool(state.find(Run, coder=known.id))
        what = "a run" if is_run else "a coder"
        message = f"There is {what} “{known.handle}” already."
        raise UserError(message, remedy="Give the new run a name of its own.")

    def _labels(self, article: OpenArticle) -> Iterable[Record]:
        codebook = self._project.codebook()
        making = _Making(article, self._coder.id)
        for one in proposed_in(article, codebook, self._proposer):
            use = self._proposer.of(one.code)
            if use is not None and one.score >= self._above:
                making.quote(one, use)
                self.quotes += 1
        return making.records


class _Making:
    """The labels of one article; what is at the ends of several quotes is labelled once."""

    def __init__(self, article: OpenArticle, coder: str) -> None:
        self._article = article
        self._coder = coder
        self._ends: dict[tuple[str, Range], str] = {}
        self.records: list[Record] = []

    def quote(self, one: Suggestion, use: InUse) -> None:
        """Label a quote with its source and its cue, and say how sure that is."""
        known = KnownAnswers(use.codes.quote)
        values = {name: value for name, value in one.values.items() if known.takes(name, value)}
        made = self._label(use.codes.quote, one.fragments, values)
        reason = "; ".join(one.why)
        self.records += scored(made, one.score, reason)
        for code, kind, place in (
            (use.codes.source, use.codes.said_by, one.source),
            (use.codes.cue, use.codes.cue_link, one.cue),
        ):
            if code is not None and place is not None:
                self.records.append(self._link(made, kind, code, place))

    def _link(self, quote: str, kind: str, code: Code, place: Range) -> Link:
        key = code.id, place
        if key not in self._ends:
            self._ends[key] = self._label(code, (Fragment(*place),), {})
        return make_link(quote, kind, to=self._ends[key])

    def _label(self, code: Code, pieces: Sequence[Fragment], values: Values) -> str:
        article = self._article
        places = " ".join(f"{one.start}-{one.end}" for one in pieces)
        made = Annotation(
            id=derived_id("run label", self._coder, article.article.id, code.id, places),
            article=article.article.id,
            code=code.id,
            coder=self._coder,
            values=values,
            origin=Origin.SUGGESTION,
        )
        self.records.append(structs.replace(made, **anchored(article.text, pieces)))
        return made.id
