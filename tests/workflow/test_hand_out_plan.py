"""Who would get what."""

from annotator.workflow.hand_out_plan import Share, Wish, shares, summary

ARTICLES = tuple(f"a{n}" for n in range(6))


def test_a_single_coder_has_nothing_in_common_with_others() -> None:
    (share,) = shares(Wish(coders=("ana",), articles=ARTICLES, common=3), {})
    assert share == Share("ana", ARTICLES, 0, 0)


def test_what_was_theirs_already_is_counted() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=ARTICLES), {"ana": ["a0", "a5", "gone"]})
    assert [(one.coder, len(one.articles), one.already) for one in got] == [
        ("ana", 3, 2),
        ("ben", 3, 0),
    ]


def test_without_articles_everybody_gets_what_is_theirs() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=None), {"ana": ["a1"]})
    assert [one.articles for one in got] == [("a1",), ()]


def test_a_sample_is_drawn_before_it_is_shared_out() -> None:
    got = shares(Wish(coders=("ana", "ben"), articles=ARTICLES, drawn=4), {})
    assert [len(one.articles) for one in got] == [2, 2]
    assert summary(got) == "4 articles  ·  none with both coders  ·  4 new assignments"


def test_nothing_is_said_of_nothing() -> None:
    assert summary(shares(Wish(coders=("ana",)), {})) == ""


def test_what_everybody_gets_is_told_by_how_many_they_are() -> None:
    for coders, words in (
        (("ana", "ben"), "both coders"),
        (("ana", "ben", "cleo"), "all 3 coders"),
    ):
        got = shares(Wish(coders=coders, articles=ARTICLES, common=2), {})
        assert f"2 of them with {words}" in summary(got)
