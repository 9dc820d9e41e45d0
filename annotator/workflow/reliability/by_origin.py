"""Figures on what people labelled by themselves apart from what was suggested to them."""

from enum import StrEnum

from msgspec import structs

from annotator.domain.annotation import PROPOSED
from annotator.domain.article import WorkStatus
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.workflow.reliability.figures import Study


class Came(StrEnum):
    """Which labels figures are on: those made by hand, or those that were accepted or mended."""

    HUMAN = "human"
    ACCEPTED = "accepted"


ONLY = {Came.HUMAN: "labels made by hand alone", Came.ACCEPTED: "accepted suggestions alone"}
"""What figures are on then, in words."""


def labels_that(study: Study, came: Came) -> Study:
    """Return a study with those of the coders' labels that came so; gold and who read what stay.

    A label that one coder accepted and another made by hand has no counterpart in either.
    """
    return structs.replace(study, articles=[_only(one, came) for one in study.articles])


def _only(article: ArticleLayers, came: Came) -> ArticleLayers:
    wanted = came is Came.ACCEPTED
    kept = tuple(
        one
        for one in article.annotations
        if layer_of(one) == GOLD or (one.origin in PROPOSED) is wanted
    )
    ids = {None, *(one.id for one in kept)}
    return structs.replace(
        article,
        annotations=kept,
        links=tuple(
            one for one in article.links if one.annotation in ids and one.target_annotation in ids
        ),
        # Where no status says who has read it, labels do, and fewer are left of them.
        statuses=dict.fromkeys(article.readers(), WorkStatus.DONE) | article.statuses,
    )
