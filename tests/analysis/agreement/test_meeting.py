"""Spans of two coders that meet, found for all articles at once."""

from itertools import pairwise

import numpy as np
import pytest

from annotator.analysis.agreement.coded import by_code
from annotator.analysis.agreement.continuum import laid
from annotator.analysis.agreement.cutting import cut_up
from annotator.analysis.agreement.grouping import grouped
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.meeting import alike, meeting
from annotator.analysis.comparing.pairing import pair_spans
from annotator.domain.annotation import Annotation, anchored
from annotator.domain.article import Article, WorkStatus
from annotator.domain.layers import ArticleLayers

TEXT = "x" * 60
CODERS = {"ana": "ana", "ben": "ben"}


def article(name: str, chance: np.random.Generator) -> ArticleLayers:
    """Make spans that mostly stand alone, and some that cross, nest, are split or are none."""
    made: list[Annotation] = []
    for coder in CODERS:
        for number in range(int(chance.integers(0, 4))):
            start = int(chance.integers(0, 50))
            places = [(start, start + int(chance.integers(1, 9)))]
            kind = chance.integers(30)
            places = [] if kind == 0 else [(0, 2), *places] if kind == 1 and start > 2 else places
            ident = f"{name}-{coder}-{number}"
            anchor = anchored(TEXT, places)
            made.append(Annotation(id=ident, article=name, code="c", coder=coder, **anchor))  # pyright: ignore[reportArgumentType] - as `Annotation` has them
    return ArticleLayers(
        article=Article(id=name, title=name, text_sha256="", length=len(TEXT)),
        text=TEXT,
        annotations=tuple(made),
        statuses=dict.fromkeys(CODERS, WorkStatus.DONE),
    )


@pytest.fixture(scope="module")
def material() -> Material:
    chance = np.random.default_rng(5)
    return Material([article(f"a{n}", chance) for n in range(400)], CODERS, 0.3)


def test_spans_are_paired_as_they_are_article_by_article(material: Material) -> None:
    coded = by_code(material)["c"]
    found = grouped(material, "c", coded, (0, 1))
    ids = [[one.id for own in layers for one in own] for layers in material.own]
    known = [ident for own in ids for ident in own]
    expected = {
        (place, pair.a.id, pair.b.id)
        for place, (ours, theirs) in enumerate(material.own)
        for pair in pair_spans(ours, theirs, 0.3)
    }
    rows = zip(found.article.tolist(), found.numbers.tolist(), strict=True)
    assert {(at, known[one], known[other]) for at, (one, other) in rows} == expected
    assert len(found.article) == len(expected) > 40


def test_only_what_competes_or_is_split_is_looked_at_article_by_article(material: Material) -> None:
    met = meeting(by_code(material)["c"], (0, 1))
    assert len(met.ours) > 50
    assert 50 < len(met.tangled) < len(material.articles) - 50


def test_the_same_spans_are_counted_article_by_article(material: Material) -> None:
    found = alike(by_code(material)["c"], (0, 1), len(material.articles))
    for place, own in enumerate(material.own):
        ours, theirs = ([a.fragments for a in layer if len(a.fragments) == 1] for layer in own)
        assert found[place] == sum(min(ours.count(one), theirs.count(one)) for one in set(ours))


def test_only_overlapping_units_are_cut_and_sets_are_numbered_as_they_occur() -> None:
    units = [
        laid(np.array([[1, 0, 4], [1, 10, 20], [1, 20, 22]], dtype=np.intp)),
        laid(np.array([[1, 6, 8], [1, 15, 18]], dtype=np.intp)),
    ]
    numbers: dict[tuple[int, ...], int] = {}
    cut = cut_up(units, numbers).tolist()
    assert numbers == {(0,): 1, (1,): 2, (0, 1): 3}
    assert cut == [
        [1, 0, 4],
        [2, 6, 8],
        [1, 10, 15],
        [3, 15, 18],
        [1, 18, 20],
        [1, 20, 22],
    ]
    assert all(one[2] <= other[1] for one, other in pairwise(cut))
