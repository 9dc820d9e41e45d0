"""Who has read an article, so that having nothing there is an answer."""

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Verdict
from annotator.domain.article import Article, WorkStatus
from annotator.domain.layers import GOLD, ArticleLayers, layer_of

ARTICLE = Article(id="a", title="A", text_sha256="", length=4)
QUOTE = Annotation(id="q", article="a", code="quote", coder="ana")
SETTLED = Annotation(id="g", article="a", code="quote", coder="lea", layer=GOLD_LAYER)
REJECTED = Decision(
    id="d", annotation="q", reviewer="lea", verdict=Verdict.REJECTED, at="2025-05-19T09:30:00Z"
)


def on(*annotations: Annotation, **statuses: WorkStatus) -> ArticleLayers:
    return ArticleLayers(article=ARTICLE, text="Text", annotations=annotations, statuses=statuses)


def test_who_has_finished_has_read_also_with_nothing_to_show() -> None:
    layers = on(ana=WorkStatus.DONE, ben=WorkStatus.NOTHING, cleo=WorkStatus.IN_PROGRESS)
    assert layers.readers() == {"ana", "ben"}


def test_labels_say_it_where_nothing_is_said_of_how_far_somebody_came() -> None:
    assert on(QUOTE).readers() == {"ana"}
    assert on(QUOTE, ana=WorkStatus.IN_PROGRESS).readers() == set()


def test_gold_is_no_coders_and_is_read_where_something_was_decided() -> None:
    layers = on(QUOTE, SETTLED)
    assert layers.readers() == {"ana"}
    assert layer_of(SETTLED) == GOLD
    assert layers.has_read(GOLD)
    assert not on(QUOTE).has_read(GOLD)
    rejected = ArticleLayers(
        article=ARTICLE, text="Text", annotations=(QUOTE,), decisions=(REJECTED,)
    )
    assert rejected.has_read(GOLD)
