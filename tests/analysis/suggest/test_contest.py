"""The rules stay in use until something is better on the coder's own articles."""

from annotator.analysis.suggest.contest import RECENT, Standing, Way, decide
from annotator.analysis.suggest.tally import QuoteCounts, Tally


def counted(right: int, wanted: int = 10, found: int = 10) -> Tally:
    return Tally(
        direct=QuoteCounts(
            wanted=wanted,
            met=right,
            met_exactly=right,
            found=found,
            right=right,
            right_exactly=right,
        )
    )


def test_without_articles_the_rules_are_in_use() -> None:
    assert decide({}).way is Way.RULES
    assert "too few finished articles" in Standing().why


def test_the_model_takes_over_where_it_surely_wins() -> None:
    standing = decide(
        {
            Way.RULES: [counted(6)] * 12,
            Way.ADAPTED: [counted(7)] * 12,
            Way.LEARNED: [counted(8)] * 11 + [counted(7)],
        }
    )
    assert standing.way is Way.LEARNED
    assert standing.articles == 12
    assert standing.why == (
        "The learned model is in use: of the 120 quotes in your last 12 articles, it found 95, 95 "
        "to the word, and proposed 25 wrong ones; the rules adapted to your project found 84, 84 "
        "to the word, and proposed 36 wrong ones; the rules found 72, 72 to the word, and proposed "
        "48 wrong ones"
    )


def test_a_lucky_article_is_not_enough_for_the_model() -> None:
    tallies = {
        Way.RULES: [counted(7)] * 6,
        Way.ADAPTED: [counted(7)] * 6,
        Way.LEARNED: [counted(9)] + [counted(7)] * 4 + [counted(6)],
    }
    assert decide(tallies).way is Way.ADAPTED


def test_adapted_rules_that_are_worse_are_not_used() -> None:
    standing = decide({Way.RULES: [counted(7)] * 6, Way.ADAPTED: [counted(6)] * 6})
    assert standing.way is Way.RULES
    assert standing.why.startswith(
        "The rules are in use: of the 60 quotes in your last 6 articles,"
    )


def test_only_recent_articles_count() -> None:
    old, recent = [counted(9)] * 30, [counted(5)] * RECENT
    standing = decide({Way.RULES: [counted(6)] * 50, Way.ADAPTED: [*old, *recent]})
    assert standing.way is Way.RULES
    assert standing.articles == RECENT
