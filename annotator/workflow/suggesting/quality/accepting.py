"""What coders made of what was suggested to them: taken as it was, mended, or refused."""

from collections import Counter
from collections.abc import Iterable

from annotator.domain.annotation import PROPOSED, Annotation, Origin
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.quality.records import Acceptance

_Key = tuple[str, str, str]
_ACCEPTED, _MENDED, _REFUSED = range(3)


def acceptance(
    project: ReadableProject, coder: str = "", codes: Iterable[str] = ()
) -> list[Acceptance]:
    """Return what a coder (id), or everybody, made of suggestions: by code, by model, by rule.

    With `codes` (ids) only of these. Of what came from rules and from models each row is one `by`
    and one `rule`; before them stands one for the whole code.
    """
    counts: Counter[tuple[_Key, int]] = Counter()
    for found, key in _decided(project, coder):
        counts[key, found] += 1
    wanted = frozenset(codes)
    keys = sorted({key for key, _ in counts if not wanted or key[0] in wanted})
    rows: list[Acceptance] = []
    for code in dict.fromkeys(key[0] for key in keys):
        own = [key for key in keys if key[0] == code]
        each = [_row(key, [counts[key, n] for n in range(3)]) for key in own]
        whole = [sum(counts[key, n] for key in own) for n in range(3)]
        rows += [_row((code, "", ""), whole), *each]
    return rows


def _decided(project: ReadableProject, coder: str) -> Iterable[tuple[int, _Key]]:
    whose = {"coder": coder} if coder else {}
    labels = {one.id: one for one in project.find(Annotation, **whose) if one.origin in PROPOSED}
    said = {one.annotation: one for one in project.find_among(Score, "annotation", labels.keys())}
    for ident, label in labels.items():
        score = said.get(ident)
        by, rule = (score.by, score.rule) if score is not None else ("", "")
        yield _MENDED if label.origin is Origin.MENDED else _ACCEPTED, (label.code, by, rule)
    for one in project.find(Refusal, **whose):
        yield _REFUSED, (one.code, one.by, one.rule)


def _row(key: _Key, counts: list[int]) -> Acceptance:
    code, by, rule = key
    accepted, mended, refused = counts
    return Acceptance(
        code=code, by=by, rule=rule, accepted=accepted, mended=mended, refused=refused
    )
