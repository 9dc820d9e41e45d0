"""How good suggestions are: figures recomputed by hand, and the passages behind each of them."""

from collections.abc import Callable, Sequence

import msgspec
import pytest

from annotator.analysis.suggest import Quote, QuoteType
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import evaluate
from annotator.domain.errors import CancelledError
from annotator.workflow.suggesting.quality.crossing import CodeArticles, digest_of, measured
from annotator.workflow.suggesting.quality.figures import wilson
from annotator.workflow.suggesting.quality.passages import FinishedArticle, ProposedFor, passages
from annotator.workflow.suggesting.quality.records import (
    Became,
    Passage,
    Quality,
    QualityFigure,
)
from annotator.workflow.suggesting.quality.tables import by_rule, by_score, summary
from annotator.workflow.suggesting.quality.writing import quality_rows

TEXT = "One two three. Four five six seven. Eight nine ten eleven twelve. Thirteen fourteen."
ONE, FOUR, EIGHT, LAST = "One two three.", "Four five six seven.", "Eight nine ten", "Thirteen"


def at(words: str, kind: QuoteType = QuoteType.DIRECT, **more: object) -> Quote:
    """Return a quote of these words."""
    start = TEXT.index(words)
    return Quote(start=start, end=start + len(words), type=kind, **more)  # type: ignore[arg-type]


CODED = (at(ONE, source=(0, 3)), at(FOUR), at(EIGHT, QuoteType.INDIRECT))
RULES = (
    at("One two three", rule="dq", score=0.95, source=(0, 7)),
    at("Four five six", QuoteType.MIXED, rule="mx", score=0.72),
    at(LAST, rule="dq", score=0.55),
)


class Toy:
    """Rules that always find the same, and models that know how many documents they are of."""

    def __init__(self, found: Sequence[Quote] = RULES) -> None:
        self._found = found
        self.rules = self
        self.learned_from: list[tuple[str, ...]] = []

    def quotes(self, _text: str, _language: str = "", *, way: Way | None = None) -> list[Quote]:
        """Return what was given; what is learned finds one thing less."""
        return list(self._found[1:] if way is Way.LEARNED else self._found)

    def learn(self, documents: Sequence[Document], _cancelled: Callable[[], bool]) -> "Toy":
        """Take note of what is learned from."""
        self.learned_from.append(tuple(one.language for one in documents))
        return self


def coded(number: int, quotes: Sequence[Quote] = CODED) -> FinishedArticle:
    """Return an article whose language names it, so that one can see what is learned from."""
    return FinishedArticle(f"a{number}", Document(TEXT, f"l{number}", tuple(quotes)))


def quality(count: int, toy: Toy | None = None, seed: int = 1) -> Quality:
    """Measure on so many articles that are all the same."""
    own = CodeArticles("quote", [coded(number) for number in range(count)])
    return measured([own], toy or Toy(), lambda _done, _whole: None, seed=seed)


def figure(found: Quality, way: Way = Way.RULES, kind: str = "", rule: str = "") -> QualityFigure:
    """Return one figure."""
    return next(one for one in found.figures if (one.way, one.type, one.rule) == (way, kind, rule))


# Figures


def test_each_place_is_told_once() -> None:
    found = passages(ProposedFor("quote", Way.RULES), coded(0), RULES)
    assert [(one.outcome, one.words) for one in found] == [
        (Became.EXACT, ONE),  # stops and marks never matter
        (Became.BOUNDS, FOUR),  # three words of four
        (Became.MISSED, EIGHT),
        (Became.WRONG, LAST),
    ]
    assert [one.speaker for one in found] == [True, None, None, None]
    assert (found[1].type, found[1].found_type, found[1].proposed) == (
        "direct",
        "mixed",
        (RULES[1].start, RULES[1].end),
    )


def test_the_same_words_of_two_speakers_are_two_quotes() -> None:
    twice = coded(0, (*CODED, at(ONE, source=(4, 7))))
    found = passages(ProposedFor("quote", Way.RULES), twice, RULES)
    assert [one.outcome for one in found if one.words == ONE] == [Became.EXACT, Became.MISSED]
    own = measured([CodeArticles("quote", [twice])], Toy(), lambda _done, _whole: None)
    known = evaluate([(twice.document, RULES)])
    assert figure(own).wanted == known.all.counts.wanted == 4
    assert (figure(own).precision, figure(own).recall) == tuple(known.overlap)[:2]


def test_figures_are_those_counted_by_hand() -> None:
    found = figure(quality(2))
    assert (found.wanted, found.found, found.met, found.right) == (6, 6, 4, 4)
    assert (found.met_exactly, found.right_exactly) == (2, 2)
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert (found.exact_precision, found.exact_recall) == pytest.approx((1 / 3, 1 / 3))
    assert found.speaker == 1


def test_a_type_has_the_recall_of_the_coders_and_the_precision_of_the_proposals() -> None:
    direct = figure(quality(1), kind="direct")
    assert (direct.wanted, direct.met, direct.found, direct.right) == (2, 2, 2, 1)
    mixed = figure(quality(1), kind="mixed")
    assert (mixed.wanted, mixed.found, mixed.precision, mixed.recall) == (0, 1, 1, None)
    assert mixed.f1 is None
    indirect = figure(quality(1), kind="indirect")
    assert (indirect.wanted, indirect.found, indirect.recall) == (1, 0, 0)


def test_a_rule_has_a_precision_and_no_recall() -> None:
    found = figure(quality(1), rule="dq")
    assert (found.found, found.right, found.precision, found.recall) == (2, 1, 0.5, None)


def test_the_figures_are_those_of_the_evaluation() -> None:
    own = [coded(number).document for number in range(3)]
    known = evaluate((one, RULES) for one in own)
    found = figure(quality(3))
    assert (found.precision, found.recall) == tuple(known.overlap)
    assert (found.exact_precision, found.exact_recall) == tuple(known.exact)
    assert found.speaker == known.speaker


def test_what_is_proposed_where_nothing_is_to_be_coded_is_neither_right_nor_wrong() -> None:
    start = TEXT.index(LAST)
    article = FinishedArticle("a", Document(TEXT, "", CODED, excluded=((start, len(TEXT)),)))
    found = passages(ProposedFor("quote", Way.RULES), article, RULES)
    assert [one.outcome for one in found] == [
        Became.EXACT,
        Became.BOUNDS,
        Became.MISSED,
    ]


def test_types_that_a_code_is_not_for_are_not_proposed_for_it() -> None:
    own = CodeArticles("quote", [coded(0)], frozenset((QuoteType.DIRECT,)))
    found = measured([own], Toy(), lambda _done, _whole: None)
    assert figure(found).found == 2


def test_intervals_need_ten_articles() -> None:
    assert figure(quality(9)).low is None
    found = figure(quality(10))
    assert (found.low, found.high) == pytest.approx((2 / 3, 2 / 3))  # all articles are the same


def test_a_table_says_where_an_interval_is_missing() -> None:
    few, enough = (summary(quality(count), "quote") for count in (9, 10))
    place = [one.title for one in few.columns].index("95 %")
    assert few.rows[0].cells[place].text == "too few"
    assert "10 needed" in few.rows[0].cells[place].said
    assert enough.rows[0].cells[place].text == "0.67 to 0.67"


# Out of sample


def test_nothing_is_measured_on_an_article_that_it_was_learned_from() -> None:
    toy, read = Toy(), list[tuple[str, str]]()

    def quotes(_text: str, language: str = "", *, way: Way | None = None) -> list[Quote]:
        if way is Way.LEARNED:
            read.append((language, toy.learned_from[-1].count(language) * "known"))
        return list(RULES)

    toy.quotes = quotes  # type: ignore[method-assign]
    quality(12, toy)
    assert {language for language, _ in read} == {f"l{number}" for number in range(12)}
    assert all(not known for _, known in read)


def test_each_article_is_proposed_for_once_by_each_way() -> None:
    found = quality(7)
    for way in Way:
        assert figure(found, way).articles == 7
        here = [one for one in found.passages if one.way is way and one.outcome is Became.MISSED]
        assert len({one.article for one in here}) == 7


def test_the_same_seed_deals_the_same_folds_and_another_one_others() -> None:
    first, again, other = Toy(), Toy(), Toy()
    quality(12, first)
    quality(12, again)
    quality(12, other, seed=2)
    assert first.learned_from == again.learned_from
    assert first.learned_from != other.learned_from


def test_with_two_articles_the_rules_alone_are_measured() -> None:
    toy = Toy()
    found = quality(2, toy)
    assert {one.way for one in found.figures} == {Way.RULES}
    assert toy.learned_from == []
    assert not found.curve


def test_what_is_learned_costs_so_many_trainings_and_no_more() -> None:
    toy = Toy()
    quality(30, toy)
    sizes = sorted(map(len, toy.learned_from))
    assert sizes == [5] * 5 + [10] * 5 + [24] * 5


def test_of_many_articles_the_last_ones_are_measured() -> None:
    own = CodeArticles("quote", [coded(number) for number in range(203)])
    rules = Toy(())
    found = measured([own], rules, lambda _done, _whole: None)
    assert (found.articles, found.left_out) == ({"quote": 200}, {"quote": 3})
    assert {one.article for one in found.passages}.isdisjoint({"a0", "a1", "a2"})


def test_measuring_tells_how_far_it_is_and_can_be_given_up() -> None:
    told: list[tuple[int, int]] = []
    own = CodeArticles("quote", [coded(number) for number in range(12)])
    measured([own], Toy(), lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({whole for _, whole in told}) == 1
    assert told[-1][0] == told[-1][1]

    def stop(done: int, _whole: int) -> None:
        if done > 20:
            raise CancelledError

    with pytest.raises(CancelledError):
        measured([own], Toy(), stop)


# Curve, scores, and what they open


def test_the_curve_ends_with_what_all_folds_gave() -> None:
    found = quality(12)
    points = [one for one in found.curve if one.way is Way.LEARNED]
    assert [one.articles for one in points] == [5, 9]
    assert points[-1].f1 == figure(found, Way.LEARNED).f1
    assert points[0].low == figure(found, Way.LEARNED).low


def test_scores_are_told_by_bands_with_their_share_and_mean() -> None:
    found = [one for one in quality(2).bands if one.way is Way.RULES]
    assert [(one.start, one.found, one.right, one.share) for one in found] == [
        (0.5, 2, 0, 0.0),
        (0.7, 2, 2, 1.0),
        (0.9, 2, 2, 1.0),
    ]
    assert [one.score for one in found] == pytest.approx([0.55, 0.72, 0.95])
    assert wilson(1, 2) == pytest.approx((0.0945, 0.9055), abs=1e-4)


@pytest.mark.parametrize("count", [1, 5])
def test_a_door_opens_just_the_passages_that_its_cell_counts(count: int) -> None:
    found = quality(count)
    like = figure(found)
    tables = (summary(found, "quote"), by_rule(found, like, {}), by_score(found, like))
    opened = 0
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.door is not None and cell.text.isdigit():
                    assert len(cell.door.passages(found.passages)) == int(cell.text)
                    opened += 1
    assert opened > 10


def test_what_a_row_counts_is_what_its_passages_are() -> None:
    found = quality(5)
    for one in found.figures:
        here = one.passages(found.passages)
        exact = sum(each.outcome is Became.EXACT for each in here)
        bounds = sum(each.outcome is Became.BOUNDS for each in here)
        missed = sum(each.outcome is Became.MISSED for each in here)
        if not one.type:
            assert one.right == exact + bounds
            assert one.rule or one.wanted == exact + bounds + missed


def test_the_figures_are_flat_rows() -> None:
    found = quality(3)
    rows = quality_rows(found)
    assert {row["table"] for row in rows} == {"figures", "curve", "scores"}
    assert all(
        value is None or isinstance(value, str | int | float)
        for row in rows
        for value in row.values()
    )


def test_the_digest_changes_with_the_labels_and_with_nothing_else() -> None:
    def told(*articles: FinishedArticle) -> str:
        return digest_of([CodeArticles("quote", articles)])

    assert told(coded(0), coded(1)) == told(coded(1), coded(0))
    assert told(coded(0), coded(1)) != told(coded(0), coded(1, CODED[1:]))
    assert told(coded(0)) != digest_of([CodeArticles("quote", [coded(0)])], version="2")


def test_what_was_found_can_be_written_and_read_again() -> None:
    found = quality(5)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Quality)
    assert again.passages[0] == found.passages[0]
    assert isinstance(again.passages[0], Passage)
    assert list(again.figures) == list(found.figures)
