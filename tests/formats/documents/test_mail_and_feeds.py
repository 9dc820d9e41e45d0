"""Mails and feeds: the texts in them, once, and without what is around them."""

from pathlib import Path

import made_documents as made
import pytest
from pages import ENGLISH, GERMAN, articles_in, kept, refusals_in, remarks_in, roles

ENTRIES = [("Bridge &amp; ferry", " ".join(ENGLISH)), ("Brücke", " ".join(GERMAN))]


@pytest.mark.parametrize("html", [True, False])
def test_a_newsletter_is_one_article_without_its_end(tmp_path: Path, html: bool) -> None:
    path = tmp_path / "week.eml"
    path.write_bytes(made.mail(html=html))
    (one,) = articles_in(path)
    assert one.article.title == "The week: „Brücke“ closed ☕"
    assert one.article.meta["outlet"] == "Wendshire Post"
    assert one.article.meta["published"].startswith("2025-06-02T07:15")
    assert all(kept(one).count(text) == 1 for text in ENGLISH)
    assert "Unsubscribe" not in kept(one)
    assert "View in browser" not in kept(one)
    assert "track.example" not in one.article.text
    if html:
        assert ("subhead", made.HEADLINE) in roles(one)


def test_what_is_attached_is_named(tmp_path: Path) -> None:
    path = tmp_path / "week.eml"
    path.write_bytes(made.mail(attached=True))
    assert "report.pdf" in remarks_in(path)[0]


def test_each_mail_of_a_box_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_bytes(made.mbox(3))
    found = articles_in(path)
    assert [one.where for one in found] == [f"news.mbox, mail {n}" for n in (1, 2, 3)]
    for one in found:
        assert "\nFrom here on >From is a word" in one.article.text


def test_a_mail_without_text_is_refused_by_name_and_the_others_come(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    head = b"From a@b Mon Jun  2 07:15:00 2025\nFrom: a@b.example\n"
    empty = head + b"Subject: Nothing\nMIME-Version: 1.0\n\n\n\n"
    path.write_bytes(made.mbox(1) + empty + made.mbox(1))
    (refusal,) = refusals_in(path)
    assert refusal.startswith("news.mbox, mail 2, “Nothing”")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_each_entry_of_a_feed_is_an_article(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"feed.{kind}"
    path.write_bytes(made.rss(ENTRIES) if kind == "rss" else made.atom(ENTRIES))
    found = articles_in(path)
    assert [one.article.title for one in found] == ["Bridge & ferry", "Brücke"]
    for one, (_, text) in zip(found, ENTRIES, strict=True):
        assert text in one.article.text
        assert "Continue reading" not in one.article.text
        assert "<p>" not in one.article.text
    meta = found[0].article.meta
    assert meta["outlet"] == "Wendshire Post"
    assert meta["author"] == "Ann Lee"
    assert meta["published"].startswith("2025-06-02T07:15")
    assert meta["url"] == "https://post.example/1"
    assert meta["language"] == "en"


def test_an_entry_with_a_summary_only_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(made.rss(ENTRIES, whole=False))
    assert len(articles_in(path)) == 2
    assert "only a summary" in remarks_in(path)[0]


def test_an_entry_without_text_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.atom"
    path.write_bytes(made.atom([("Nothing", ""), ENTRIES[1]]))
    (refusal,) = refusals_in(path)
    assert "entry 1, “Nothing”" in refusal
