"""Many decisions as one step: all agreements, or one coder's layer of an article."""

from collections.abc import Collection, Mapping

from annotator.analysis.comparing.differences import compare, unanimous
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Together
from annotator.domain.edits.review import Settle
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.store.project import Project


def seen_layers(
    project: Project, visibility: Visibility, articles: Collection[str] | None
) -> list[ArticleLayers]:
    """Return articles, all when none are named, on which all labels may be seen."""
    return [one for one in project.layers(articles) if visibility.sees_all_of(one)]


def taking_agreements(
    articles: Collection[ArticleLayers],
    codebook: Codebook,
    threshold: float,
    handles: Mapping[str, str],
    progress: Progress = no_progress,
) -> Together | None:
    """Return the edit that takes into gold what all readers of an article agree on.

    Gold is made of the annotation of the coder whose handle comes first; `handles` are by id. What
    is decided already stays as it is; None when nothing is left to take.
    """
    edits: list[Settle] = []
    for done, article in enumerate(articles):
        progress(done, len(articles))
        decided = {word.annotation for word in article.decisions}
        coders = ({layer_of(one) for one in article.annotations} | article.readers()) - {GOLD}
        ordered = sorted(coders, key=lambda one: (handles.get(one, "").casefold(), one))
        for group in unanimous(article, ordered, codebook, threshold):
            ids = tuple(one.id for one in group)
            if decided.isdisjoint(ids):
                edits.append(Settle(take=ids[:1], alike=ids[1:]))
    count = len(edits)
    label = f"{counted(count, 'agreement')} taken into gold"
    return Together(edits, label) if edits else None


def taking_layer(
    article: ArticleLayers, coder: str, handle: str, codebook: Codebook, threshold: float
) -> Together | None:
    """Return the edit that takes all of a coder's (id) annotations on an article into gold.

    What the others have in their place gives way, and what only others have is rejected.
    """
    layers = {layer_of(one) for one in article.annotations} - {coder, GOLD}
    alike: dict[str, list[str]] = {}
    over: dict[str, list[str]] = {}
    rejected: list[str] = []
    for other in sorted(layers):
        for match in compare(article, coder, other, codebook, threshold, unread=True):
            if match.b is None:
                continue
            if match.a is None:
                rejected.append(match.b.id)
            else:
                group = alike if match.agrees else over
                group.setdefault(match.a.id, []).append(match.b.id)
    edits = [
        Settle(take=(one.id,), alike=tuple(alike.get(one.id, ())), over=tuple(over.get(one.id, ())))
        for one in article.layer(coder)
    ]
    edits += [Settle(over=(one,)) for one in rejected]
    return Together(edits, f"{handle}’s layer taken into gold") if edits else None
