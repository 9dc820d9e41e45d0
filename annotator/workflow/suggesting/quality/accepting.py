"""What coders made of what was suggested to them: taken as it was, mended, or refused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.annotation import PROPOSED, Annotation, Origin
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.quality.records import Acceptance, DecidedPlace, How

_LONGEST = 160
"""How many code points of what was suggested are kept to be shown."""


def decisions(
    project: ReadableProject, coder: str = "", codes: Iterable[str] = ()
) -> list[DecidedPlace]:
    """Return what a coder (id), or everybody, decided on suggestions, article by article.

    With `codes` (ids) only on these.
    """
    wanted = frozenset(codes)
    found = [*_taken(project, coder), *_refused(project, coder)]
    kept = (one for one in found if not wanted or one.code in wanted)
    return sorted(kept, key=lambda one: (one.article, one.start, one.end))


def _taken(project: ReadableProject, coder: str) -> Iterator[DecidedPlace]:
    whose = {"coder": coder} if coder else {}
    labels = {one.id: one for one in project.find(Annotation, **whose) if one.origin in PROPOSED}
    said = {one.annotation: one for one in project.find_among(Score, "annotation", labels.keys())}
    for ident, label in labels.items():
        score = said.get(ident)
        if label.fragments:
            yield DecidedPlace(
                code=label.code,
                by=score.by if score is not None else "",
                rule=score.rule if score is not None else "",
                how=How.MENDED if label.origin is Origin.MENDED else How.ACCEPTED,
                article=label.article,
                start=label.fragments[0].start,
                end=label.fragments[-1].end,
                score=score.score if score is not None else None,
                words=label.text[:_LONGEST],
            )


def _refused(project: ReadableProject, coder: str) -> Iterator[DecidedPlace]:
    whose = {"coder": coder} if coder else {}
    read = "", ""
    for one in sorted(project.find(Refusal, **whose), key=lambda one: one.article):
        if read[0] != one.article:
            read = one.article, project.article_text(one.article)
        start, end = one.fragments[0].start, one.fragments[-1].end
        yield DecidedPlace(
            code=one.code,
            by=one.by,
            rule=one.rule,
            how=How.REFUSED,
            article=one.article,
            start=start,
            end=end,
            score=one.score,
            words=read[1][start : min(end, start + _LONGEST)],
        )


def acceptance(places: Sequence[DecidedPlace]) -> list[Acceptance]:
    """Count decisions: of each code all together, and then by what proposed and by rule."""
    counts = Counter(((one.code, one.by, one.rule), one.how) for one in places)
    keys = sorted({key for key, _ in counts})
    rows: list[Acceptance] = []
    for code in dict.fromkeys(code for code, _, _ in keys):
        own = [key for key in keys if key[0] == code]
        every = {how: sum(counts[key, how] for key in own) for how in How}
        rows.append(_row((code, "", ""), every, whole=True))
        rows += (_row(key, {how: counts[key, how] for how in How}) for key in own)
    return rows


def _row(key: tuple[str, str, str], counts: dict[How, int], *, whole: bool = False) -> Acceptance:
    code, by, rule = key
    return Acceptance(
        code=code,
        whole=whole,
        by=by,
        rule=rule,
        accepted=counts[How.ACCEPTED],
        mended=counts[How.MENDED],
        refused=counts[How.REFUSED],
    )
