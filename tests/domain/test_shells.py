"""How articles and what lists say of them find each other."""

import pytest

from annotator.domain.shells import (
    ArticleMarks,
    ArticleShell,
    address_of,
    filled,
    marks_of,
    shell_of,
    surest,
)

PAGE = "coastpost.example/a/1"


@pytest.mark.parametrize(
    "written",
    [
        "https://www.coastpost.example/a/1/?utm_source=mail#top",
        "http://m.coastpost.example/a/1",
        "HTTPS://CoastPost.example:443/a/1/index.html",
        "https://coastpost.example/a/1/amp/",
        "https://web.archive.org/web/20250304101010id_/https://coastpost.example/a/1",
        "coastpost.example/a/1?fbclid=x&WT.mc_id=y",
        " https://amp.coastpost.example/a/1?outputType=amp ",
    ],
)
def test_what_does_not_change_the_page_does_not_count(written: str) -> None:
    assert address_of(written) == PAGE


@pytest.mark.parametrize(
    "written",
    [
        "https://coastpost.example/a/2",
        "https://coastpost.example/A/1",
        "https://coastpost.example/a/1?page=2",
        "https://news.coastpost.example/a/1",
        "https://coastpost.example:8080/a/1",
        "",
        "no address",
        "javascript:alert(1)",
        "http://[bad",
        "http://a:b:c/",
        f"https://coastpost.example/{'a' * 5_000}",
    ],
)
def test_another_page_is_another_one(written: str) -> None:
    assert address_of(written) != PAGE


def test_the_order_of_what_is_asked_for_means_nothing() -> None:
    assert address_of("a.example/?b=2&a=1") == address_of("a.example/?a=1&b=2")


def test_an_article_is_known_by_address_doi_and_title_with_the_day() -> None:
    meta = {"url": "https://doi.org/10.1234/AB.5", "published": "2025-03-04T10:00"}
    marks = marks_of("Ferry strike ends!", meta)
    assert marks == ArticleMarks(
        "doi.org/10.1234/AB.5", "10.1234/ab.5", "ferrystrikeends|2025-03-04"
    )
    assert marks_of("News", {"published": "2025-03-04"}) == ArticleMarks()
    assert marks_of("Ferry strike ends", {"published": "March 2025"}) == ArticleMarks()


def test_a_list_without_any_of_them_says_nothing() -> None:
    assert shell_of("News", {"outlet": "Post"}) is None
    one, two = shell_of("A", {"url": PAGE}), shell_of("B", {"url": f"https://{PAGE}/"})
    assert one is not None
    assert two is not None
    assert one.id == two.id


def test_own_metadata_stay_and_blanks_are_filled() -> None:
    shell = ArticleShell(id="s", meta={"outlet": "Post", "author": "A", "language": "en"})
    assert filled({"outlet": "Coast Post", "author": ""}, shell) == {
        "outlet": "Coast Post",
        "author": "A",
        "language": "en",
    }


def _surest(title: str, meta: dict[str, str], *others: tuple[str, dict[str, str]]) -> list[int]:
    numbered = list(enumerate(others))
    found = surest(
        marks_of(title, meta),
        meta,
        numbered,
        lambda one: marks_of(*one[1]),
        lambda one: one[1][1],
    )
    return [n for n, _ in found]


def test_the_address_goes_before_the_title() -> None:
    same = {"published": "2025-03-04", "url": "post.example/1"}
    other = {"published": "2025-03-04", "url": "post.example/2"}
    assert _surest("Ferry strike ends", same, ("Ferry strike ends", other), ("x", same)) == [1]


def test_the_same_title_on_one_day_in_two_outlets_is_no_sign() -> None:
    title, day = "Ferry strike ends", {"published": "2025-03-04"}
    post, courier = {**day, "outlet": "Post"}, {**day, "outlet": "Courier"}
    assert _surest(title, {**day, "outlet": "Coast Post"}, (title, post), (title, courier)) == [0]
    assert _surest(title, day, (title, post), (title, courier)) == []
    far = {**day, "url": "post.example/1"}
    assert _surest(title, far, (title, {**day, "url": "courier.example/1"})) == []
    assert _surest(title, far, (title, {**day, "url": "post.example/2"})) == [0]
