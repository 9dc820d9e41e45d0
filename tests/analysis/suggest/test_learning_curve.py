"""The curve measures on articles that were not learned from."""

from coded_quotes import made

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.learning_curve import curve


def test_the_curve_has_a_point_for_each_draw() -> None:
    documents = [made(number, "<WHO> [SAY] that {WORDS}.") for number in range(12)]
    points = list(curve(documents, [0, 4, 40], draws=2, held_out=5))
    assert [(point.size, point.draw) for point in points] == [(0, 0), (4, 0), (4, 1)]
    assert points[0].way is Way.RULES
    first, later = points[0].whole.exact.f1, points[1].whole.exact.f1
    assert first is not None
    assert later is not None
    assert first < later
    assert all(len(point.whole.tallies) == 5 for point in points)
