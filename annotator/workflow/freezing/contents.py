"""What a freeze keeps of a project's state: counts, checksums, figures, and how they were made."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from annotator.analysis.agreement import TABLE, Figure, Options, report
from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import FINISHED, Article, Status
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import R, to_values
from annotator.domain.layers import layer_of
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record, Values
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import project_settings
from annotator.domain.study import ArticleState, Settlement
from annotator.formats.files.codebook import codebook_values
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.reliability.figures import Study, study
from annotator.workflow.reliability.methods import methods_section, study_facts
from annotator.workflow.reliability.rows import arranged, coder_sets, path

GOLD, CODEBOOK, ARTICLES, DECISIONS, FILE = "gold", "codebook", "articles", "decisions", "file"
METHODS = "methods"
"""Beside the figures by name, the sentences that say how they were made."""
_canonical = msgspec.json.Encoder(order="sorted").encode


def counts_of(project: ReadableProject) -> dict[str, int]:
    """Return how much of everything there is, by name; of articles and labels, of the study's."""
    apart = apart_from_study(project)
    handles = {one.id: one.handle for one in project.find(Coder)}
    per_layer: dict[str, int] = defaultdict(int)
    of_study = {one.id: one for one in project.find(Annotation) if one.article not in apart}
    for one in of_study.values():
        per_layer[layer_of(one)] += 1
    done: dict[str, int] = defaultdict(int)
    for one in project.find(Status):
        done[one.coder] += one.status in FINISHED and one.article not in apart
    found = {
        "articles": len(project.find(Article)) - len(apart),
        "codes": len(project.codebook().without_headings()),
        "actors": len(project.find(Actor)),
        "decisions": sum(one.annotation in of_study for one in project.find(Decision)),
        "gold": per_layer.pop(GOLD, 0),
        "settled articles": sum(
            one.state is ArticleState.SETTLED and one.article not in apart
            for one in project.find(Settlement)
        ),
    }
    if apart:
        found["practice articles and repetitions"] = len(apart)
    for coder, handle in sorted(handles.items(), key=lambda one: one[1].casefold()):
        if per_layer.get(coder) or done.get(coder):
            found[f"annotations of {handle}"] = per_layer.get(coder, 0)
            found[f"articles finished by {handle}"] = done.get(coder, 0)
    return found


def checksums_of(project: ReadableProject) -> dict[str, str]:
    """Return SHA-256 sums: of gold, layers (by coder's id), decisions, codebook and articles.

    Each is over the records' canonical JSON (names sorted, no spaces, UTF-8), one in a line, in
    the order of their ids; after an annotation come the links that go out from it.
    """
    links: dict[str, list[Link]] = defaultdict(list)
    for link in project.find(Link):
        links[link.annotation].append(link)
    layers: dict[str, list[Record]] = defaultdict(list)
    for label in _in_order(project.find(Annotation)):
        layers[layer_of(label)] += [label, *_in_order(links[label.id])]
    sums = {layer: _sum(records) for layer, records in layers.items()}
    book = sha256(_canonical(codebook_values(project.codebook()))).hexdigest()
    decisions, articles = project.find(Decision), project.find(Article)
    return {
        ARTICLES: _sum(_in_order(articles)),
        CODEBOOK: book,
        GOLD: _sum(()),
        DECISIONS: _sum(_in_order(decisions)),
        **sums,
    }


def _in_order(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda one: one.id)


def _sum(records: Iterable[Record]) -> str:
    total = sha256()
    for one in records:
        total.update(_canonical(to_values(one)) + b"\n")
    return total.hexdigest()


# Figures


class Computed(msgspec.Struct, frozen=True):
    """The figures on all coders together, and what they were computed on and how."""

    study: Study
    options: Options
    figures: Sequence[Figure]
    methods: str

    def by_name(self) -> dict[str, Figure]:
        """Return the likely measures by what they are on: "Quote · Type: α"."""
        everybody = next(iter(coder_sets(self.figures)), ())
        rows = arranged(self.figures, self.study.codebook, everybody)
        return {
            f"{path(row, self.study.codebook)}: {TABLE[measure].title}": figure
            for row in rows
            for measure, figure in row.cells.items()
            if row.code and TABLE[measure].likely
        }


def compute(project: Project, progress: Progress = no_progress) -> Computed:
    """Compute the project's figures with its own settings; none where no two coders compare."""
    settings = project_settings(project.info().settings)
    options = Options(threshold=settings.pairing_threshold, pairs=False)
    found = study(project)
    figures: Sequence[Figure] = ()
    if len(found.coders) > 1 and found.shared:
        figures = report(found.articles, found.codebook, found.coders, options, progress)
    facts = study_facts(found)
    section = methods_section(found, figures, options, facts, marks=settings.cut_marks)
    return Computed(found, options, figures, section.paragraph)


def figures_of(computed: Computed) -> Values:
    """Return figures as a freeze keeps them: values by name, with interval and numbers."""
    found: Values = {
        name: {
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "articles": one.articles,
            "units": one.units,
        }
        for name, one in computed.by_name().items()
    }
    return {**found, METHODS: computed.methods} if computed.methods else found
