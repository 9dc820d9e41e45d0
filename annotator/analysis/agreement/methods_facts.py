"""What a methods section says of a study beside its figures: coders, sampling, codebook, gold."""

from collections.abc import Mapping, Sequence

import msgspec

from annotator.domain.annotation import Verdict
from annotator.domain.wording import counted, noun, quoted

_TRAINING = "[Say how the coders were trained: the project doesn't know.]"
_SAMPLING = "[Say how the articles were sampled: the project doesn't know.]"
_ALL = 100


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """What coders decided on what was suggested to them, `by` rules or by what was learned.

    `mended` are those that they took with other edges or answers.
    """

    by: str
    accepted: int = 0
    mended: int = 0
    refused: int = 0

    @property
    def decided(self) -> int:
        """On how many they decided."""
        return self.accepted + self.mended + self.refused


class StudyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of how a study was done.

    Of its `articles` so many were `coded` to the end by one of the coders, and `twice` by two or
    more. It was `blind` if nobody could ever see others' labels before finishing, `open` if that
    was allowed at some time; neither where labels came from elsewhere. `versions` are those of the
    codebook when the labels were made. `decisions` are counted by their verdict; `settled` articles
    have gold. `training` and `sampling` are sentences of the lead's. `suggested` has what was
    decided on suggestions; of the `labels` of the coders so many came of one (`from_suggestions`).
    """

    articles: int = 0
    coded: int = 0
    twice: int = 0
    blind: bool = False
    open: bool = False
    codebook: str = ""
    versions: tuple[int, ...] = ()
    reviewers: tuple[str, ...] = ()
    decisions: Mapping[Verdict, int] = msgspec.field(default_factory=dict[Verdict, int])
    settled: int = 0
    training: str = ""
    sampling: str = ""
    suggested: tuple[Suggested, ...] = ()
    labels: int = 0
    from_suggestions: int = 0


def coding_told(facts: StudyFacts | None) -> list[str]:
    """Return the sentences on how much was coded, by whom and by which codebook."""
    if facts is None:
        return []
    seen = (
        "While coding, coders were allowed to see each other's labels at least for a time."
        if facts.open
        else ""
    )
    return [
        _coded(facts),
        seen,
        _suggested(facts),
        _sentence(facts.training) or _TRAINING,
        _sentence(facts.sampling) or _SAMPLING,
        _codebook(facts),
    ]


def settling_told(facts: StudyFacts | None) -> str:
    """Return the sentence on how disagreements were settled."""
    if facts is None:
        return ""
    total = sum(facts.decisions.values())
    if not total:
        return "Disagreements were left as they are; the project holds no decisions on them."
    words = ", ".join(
        f"{facts.decisions[one]:,} {one}" for one in Verdict if facts.decisions.get(one)
    )
    by = f" by {listed(facts.reviewers)}" if facts.reviewers else ""
    decided = f"{counted(total, 'decision')} on labels ({words})"
    if not facts.settled:
        return f"Disagreements are being settled{by}; so far there are {decided}."
    return (
        f"Disagreements were settled{by} in a gold layer of {counted(facts.settled, 'article')}, "
        f"by {decided}; the figures are of the coders' own labels, before that."
    )


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the last one after "and"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _coded(facts: StudyFacts) -> str:
    if not facts.coded:
        return ""
    share = _ALL * facts.twice / facts.coded
    return (
        f"Of {counted(facts.articles, 'article')}, {facts.coded:,} had been coded by at least one "
        f"coder, and {facts.twice:,} of these ({share:.0f} %) by two or more."
    )


def _suggested(facts: StudyFacts) -> str:
    """Say what became of what was suggested to the coders, by whatever suggested it."""
    decided = sum(one.decided for one in facts.suggested)
    if not decided and not facts.from_suggestions:
        return ""
    came = (
        f"{facts.from_suggestions:,} of the coders' {counted(facts.labels, 'label')} "
        f"({_share(facts.from_suggestions, facts.labels)}) came of suggestions."
    )
    if not decided:
        return f"Labels were suggested to the coders: {came}"
    each = "; ".join(
        f"{one.by}: {one.accepted:,}, {one.mended:,} and {one.refused:,}"
        for one in facts.suggested
        if one.decided
    )
    accepted, mended, refused = (
        f"{count:,} ({_share(count, decided)})"
        for count in (
            sum(one.accepted for one in facts.suggested),
            sum(one.mended for one in facts.suggested),
            sum(one.refused for one in facts.suggested),
        )
    )
    told = f"they accepted {accepted} unchanged, mended {mended} and refused {refused}"
    decisions = f"of {counted(decided, 'suggestion')} that they decided on, {told} ({each})"
    return f"Labels were suggested to the coders: {decisions}. {came}"


def _share(count: int, of: int) -> str:
    return f"{_ALL * count / of:.0f} %" if of else "0 %"


def _codebook(facts: StudyFacts) -> str:
    if not facts.versions:
        return ""
    named = f" {quoted(facts.codebook)}" if facts.codebook else ""
    versions = f"{noun(len(facts.versions), 'version')} {listed([*map(str, facts.versions)])}"
    return f"Labels were made with {versions} of the codebook{named}."


def _sentence(words: str) -> str:
    """Return words with a full stop, if they have no end yet."""
    said = " ".join(words.split())
    return said if not said or said[-1] in ".!?" else f"{said}."
