"""The rows of what differs between a freeze and today."""

from collections.abc import Iterator

from annotator.workflow.freezing.comparing import FreezeComparison, ThenAndNow

_NOTHING = "–"


def comparison_rows(found: FreezeComparison) -> list[tuple[str, str, str]]:
    """Return what differs, gold and codebook first; what is the same is left out."""
    return [*_gold(found), *_codebook(found), *_pairs(found.counts), *_pairs(found.figures)]


def _gold(found: FreezeComparison) -> Iterator[tuple[str, str, str]]:
    for one in found.gold:
        counts = ((one.made, "made"), (one.changed, "changed"), (one.gone, "gone"))
        said = ", ".join(f"{count:,} {word}" for count, word in counts if count)
        yield f"Gold of {one.code_name}", "", said


def _codebook(found: FreezeComparison) -> Iterator[tuple[str, str, str]]:
    for one in found.codebook:
        what = f": {one.what}" if one.what else ""
        yield f"Codebook, {one.code_name or 'itself'}{what}", one.before or _NOTHING, one.after


def _pairs(pairs: list[ThenAndNow]) -> Iterator[tuple[str, str, str]]:
    differing = [one for one in pairs if one.then != one.now]
    for one in differing:
        yield one.what[:1].upper() + one.what[1:], one.then or _NOTHING, one.now or _NOTHING
