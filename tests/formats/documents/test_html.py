"""Web pages: the article on them, whole and alone, and what they say of themselves."""

import json
from pathlib import Path

import pytest
from pages import (
    ARABIC,
    ENGLISH,
    FRENCH,
    GERMAN,
    JAPANESE,
    RUSSIAN,
    articles_in,
    found_in,
    kept,
    page,
    paragraphs,
    refusals_in,
    remarks_in,
    roles,
)

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.folders import files_of
from annotator.formats.incoming import Incoming

HEADLINE = "Bridge closes for nine weeks"
COOKIES = (
    '<div class="cmp-banner" role="dialog"><h2>Your privacy</h2><p>We and our 312 partners keep '
    "cookies on your device, which helps us to know you better than you do.</p></div>"
)
RELATED = (
    '<div class="related-stories"><h3>More from Wendshire</h3><ul><li><a href="/1">Mayor loses a '
    'wager and a hat</a></li><li><a href="/2">Nine cows found on the ring road</a></li></ul></div>'
)
COMMENTS = (
    '<section id="comments"><h3>3 comments</h3><div class="comment"><p>They said nine weeks the '
    "last time as well, and my daughter has finished school since.</p></div></section>"
)
FOOTER = "<footer><p>© Wendshire Post 2025. All rights reserved.</p></footer>"
NAV = '<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>'


def written(folder: Path, text: str | bytes, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(path: Path) -> Incoming:
    (found,) = articles_in(path)
    return found


def assert_whole(one: Incoming, texts: tuple[str, ...]) -> None:
    shown = kept(one)
    places = [shown.find(text) for text in texts]
    assert -1 not in places, shown
    assert places == sorted(places)


NOISE = ("privacy", "partners", "hat", "cows", "daughter", "All rights", "Sport", "comments")


@pytest.mark.parametrize(
    ("texts", "language"),
    [(ENGLISH, "en"), (GERMAN, "de"), (FRENCH, "fr"), (JAPANESE, "ja"), (ARABIC, "ar")],
)
@pytest.mark.parametrize("make_up", ["semantic", "divs", "bare", "breaks"])
def test_the_article_is_found_whole_and_alone_however_a_page_is_made_up(
    tmp_path: Path, texts: tuple[str, ...], language: str, make_up: str
) -> None:
    body = {
        "semantic": f"<main><article><h1>{HEADLINE}</h1>{paragraphs(texts)}</article></main>",
        "divs": f'<div class="x1"><h1>{HEADLINE}</h1><div class="x2">'
        f"{paragraphs(texts, 'div', 'x3')}</div></div>",
        "bare": f"<div><h1>{HEADLINE}</h1>{paragraphs(texts)}</div>",
        "breaks": f'<div id="story"><h1>{HEADLINE}</h1><div>{"<br><br>".join(texts)}</div></div>',
    }[make_up]
    text = page(f"{COOKIES}{NAV}{body}{RELATED}{COMMENTS}{FOOTER}", language=language)
    one = only(written(tmp_path, text))
    assert one.article.title == HEADLINE
    assert one.article.meta["language"] == language
    assert_whole(one, texts)
    assert [noise for noise in NOISE if noise in kept(one)] == []
    assert roles(one)[0] == ("headline", HEADLINE)


def test_metadata_come_from_json_ld_with_references_in_its_graph(tmp_path: Path) -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "A site"},
            {"@type": "Organization", "@id": "#paper", "name": "Wendshire Post"},
            {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
            {
                "@type": ["ReportageNewsArticle"],
                "headline": "Bridge closes &amp; nobody laughs",
                "datePublished": "2025-06-02T07:15:00+02:00",
                "author": [{"@id": "#ann"}, {"@type": "Person", "name": "Bo Ek"}],
                "publisher": {"@id": "#paper"},
                "articleSection": ["Local", "Traffic"],
                "inLanguage": {"@type": "Language", "alternateName": "en-GB"},
                "mainEntityOfPage": {"@id": "https://post.example/local/bridge"},
            },
        ],
    }
    head = f'<script type="application/ld+json">\n{json.dumps(data)}\n</script>'
    one = only(written(tmp_path, page(paragraphs(ENGLISH), head=head, language="")))
    assert one.article.title == "Bridge closes & nobody laughs"
    assert one.article.text.startswith("Bridge closes & nobody laughs\n\nThe bridge")
    assert one.article.meta == {
        "outlet": "Wendshire Post",
        "author": "Ann Lee, Bo Ek",
        "published": "2025-06-02T07:15:00+02:00",
        "section": "Local, Traffic",
        "language": "en",
        "url": "https://post.example/local/bridge",
    }


@pytest.mark.parametrize(
    "script", ["{broken", "[" * 100_000, '{"@type": "NewsArticle", "author": 7}', "null", "[[]]"]
)
def test_json_ld_that_is_none_costs_nothing_but_itself(tmp_path: Path, script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><meta name="author" content="Bo">'
    one = only(written(tmp_path, page(f"<h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}", head=head)))
    assert one.article.meta["author"] == "Bo"
    assert_whole(one, ENGLISH)


def test_a_page_without_any_marks_says_what_stands_on_it(tmp_path: Path) -> None:
    body = (
        f'<h1>{HEADLINE}</h1><p class="by">By <a rel="author" href="/ann">Ann Lee</a></p>'
        f'<time datetime="2025-06-02T07:15">2 June</time>{paragraphs(ENGLISH)}'
    )
    text = page(body, title=f"{HEADLINE} | Wendshire Post")
    one = only(written(tmp_path, text))
    assert one.article.meta["author"] == "Ann Lee"
    assert one.article.meta["outlet"] == "Wendshire Post"
    assert one.article.meta["published"] == "2025-06-02T07:15"
    assert ("byline", "By Ann Lee") in roles(one)


def test_what_stretches_are_is_kept(tmp_path: Path) -> None:
    body = (
        f'<article><h1>{HEADLINE}</h1><p class="standfirst">Nine weeks without a bridge, and a '
        f"detour.</p><figure><img src=a.png><figcaption>The bridge in May. Photo: Bo "
        f"Ek</figcaption>"
        f'</figure><p>WENDSHIRE — {ENGLISH[0]}</p><blockquote class="pullquote"><p>“There are '
        f"more of "
        f"them than there are of us”</p></blockquote><p>{ENGLISH[1]}</p><h2>A summer lost</h2>"
        f'<p>{ENGLISH[2]}</p><aside class="pull-quote">Nobody crosses twice</aside>'
        f"<p>{ENGLISH[3]}</p></article>"
    )
    one = only(written(tmp_path, page(body)))
    assert roles(one) == [
        ("headline", HEADLINE),
        ("standfirst", "Nine weeks without a bridge, and a detour."),
        ("caption", "The bridge in May. Photo: Bo Ek"),
        ("dateline", "WENDSHIRE —"),
        ("pull_quote", "“There are more of them than there are of us”"),
        ("subhead", "A summer lost"),
        ("pull_quote", "Nobody crosses twice"),
    ]
    quotes = [s for s in one.article.stretches if s.role is StretchRole.PULL_QUOTE]
    assert [s.repeats for s in quotes] == [True, False]


def test_a_box_within_the_text_is_kept_but_proposed_to_be_left_out(tmp_path: Path) -> None:
    box = "<aside><h4>The bridge</h4><p>Built in 1911, widened in 1964, cursed.</p></aside>"
    body = f"<article><h1>{HEADLINE}</h1>{paragraphs(ENGLISH[:2])}{box}"
    body += f"{paragraphs(ENGLISH[2:])}</article>"
    one = only(written(tmp_path, page(body)))
    assert "widened in 1964" in one.article.text
    assert "widened in 1964" not in kept(one)
    assert_whole(one, ENGLISH)


def test_short_paragraphs_lists_quotations_and_tables_are_not_lost(tmp_path: Path) -> None:
    body = (
        f"<article><h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}<p>Nobody laughed.</p><p>“No.”</p>"
        "<ul><li>Nine weeks</li><li>Eleven minutes</li></ul>"
        "<blockquote><p>The bridge shall stand.</p></blockquote></article>"
    )
    shown = kept(only(written(tmp_path, page(body))))
    for text in ("Nobody laughed.", "“No.”", "Nine weeks", "Eleven minutes", "The bridge shall"):
        assert text in shown


def test_a_live_blog_comes_in_with_all_its_entries(tmp_path: Path) -> None:
    entries = "".join(
        f'<article class="update"><time>1{n}:00</time><h2>Update {n}</h2><p>{text} '
        f"({n})</p></article>"
        for n in range(5)
        for text in ENGLISH
    )
    one = only(
        written(tmp_path, page(f"<main><h1>{HEADLINE}</h1><div>{entries}</div></main>{FOOTER}"))
    )
    for n in range(5):
        assert all(f"{text} ({n})" in one.article.text for text in ENGLISH)
    assert ("subhead", "Update 3") in roles(one)


def test_a_stub_before_a_paywall_comes_in_and_is_named(tmp_path: Path) -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closes for '
        'nine weeks","isAccessibleForFree":false}</script>'
    )
    path = written(tmp_path, page(f"<h1>{HEADLINE}</h1><p>{ENGLISH[0]}</p>", head=head))
    assert_whole(only(path), ENGLISH[:1])
    assert "cut off" in remarks_in(path)[0]


def test_the_text_in_a_page_s_data_is_taken_where_the_page_itself_has_none(tmp_path: Path) -> None:
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(ENGLISH)}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    one = only(written(tmp_path, page('<div id="root"></div>', head=head)))
    assert_whole(one, ENGLISH)


@pytest.mark.parametrize(
    ("texts", "encoding", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (RUSSIAN, "utf-16", "utf-16"),
        (GERMAN, "utf-8", "iso-8859-1"),
        (RUSSIAN, "cp1251", ""),
    ],
)
def test_pages_in_old_encodings_are_read(
    tmp_path: Path, texts: tuple[str, ...], encoding: str, declared: str
) -> None:
    mark = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{mark if declared else ''}</head><body>{paragraphs(texts)}</body></html>"
    data = (
        text.replace("—", "-").encode(encoding, "replace")
        if encoding == "shift_jis"
        else text.encode(encoding)
    )
    assert_whole(only(written(tmp_path, data)), texts)


def test_one_wrong_byte_does_not_cost_a_page(tmp_path: Path) -> None:
    text = '<html><head><meta charset="utf-8"></head><body>' + paragraphs(GERMAN)
    path = written(
        tmp_path, text.encode() + b"<p>Caf\xe9 bleibt offen, sagte Frau Nowak.</p></body></html>"
    )
    assert_whole(only(path), GERMAN)
    assert "can’t be read" in remarks_in(path)[0]


def test_pages_of_single_file_and_of_browsers_say_where_they_are_from(tmp_path: Path) -> None:
    single = (
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: "
        "https://post.example/local/bridge \n saved date: Mon Jun 02 2025 09:30:00 GMT+0200 "
        "(CEST)\n-->"
        f'<meta charset=utf-8><img src="data:image/png;base64,{"A" * 200_000}">'
        f"<h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}"
    )
    one = only(written(tmp_path, single))
    assert one.article.meta["url"] == "https://post.example/local/bridge"
    assert one.article.meta["retrieved"] == "2025-06-02T09:30:00+02:00"
    assert_whole(one, ENGLISH)
    saved = (
        f"<!DOCTYPE html>\n<!-- saved from url=(0030)https://post.example/a/b -->\n{single[300:]}"
    )
    assert only(written(tmp_path, saved)).article.meta["url"] == "https://post.example/a/b"


def test_a_saved_page_takes_its_folder_with_it(tmp_path: Path) -> None:
    written(tmp_path, page(paragraphs(ENGLISH)), "bridge.html")
    for name in ("bridge_files", "other_files"):
        (tmp_path / name).mkdir()
        written(
            tmp_path / name, page("<p>An advertisement in a frame, as so many are.</p>"), "ad.html"
        )
    found, skipped = files_of([tmp_path])
    assert [one.name for one in found] == ["bridge.html", "other_files/ad.html"]
    assert skipped == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<html><frameset cols="20%,80%"><frame src=a.html><frame src=b.html></frameset></html>',
            "frames",
        ),
        (
            "<html><body><div id=app></div><script>render()</script></body></html>",
            "no running text",
        ),
        (
            (
                "<html><body><ul><li><a href=1>One</a></li><li><a "
                "href=2>Two</a></li></ul></body></html>"
            ),
            "no running text",
        ),
    ],
)
def test_a_page_without_an_article_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    (refusal,) = refusals_in(written(tmp_path, text))
    assert refusal.startswith("page.html: ")
    assert said in refusal


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "font", "b", "table"])
def test_nesting_without_end_is_read_or_refused_at_once(tmp_path: Path, tag: str) -> None:
    text = f"<html><body>{f'<{tag}>' * 100_000}{paragraphs(ENGLISH)}{f'</{tag}>' * 100_000}"
    (found,) = found_in(written(tmp_path, text))
    if isinstance(found, Incoming):
        assert_whole(found, ENGLISH)
    else:
        assert isinstance(found, UserError)
        assert "nested too deeply" in str(found)


def test_scripts_hidden_parts_and_comments_are_no_text(tmp_path: Path) -> None:
    body = (
        f"<article><h1>{HEADLINE}</h1><script>var x = 'Secret words of a script, long "
        f"enough.';</script>"
        f'<p hidden>{FRENCH[0]}</p><p style="display: none">{FRENCH[1]}</p><!-- {FRENCH[2]} -->'
        f"{paragraphs(ENGLISH)}<noscript><p>Please turn on scripts to read this "
        f"page.</p></noscript></article>"
    )
    text = only(written(tmp_path, page(body))).article.text
    assert [one for one in ("Secret", *FRENCH, "Please turn") if one in text] == []


def test_entities_and_addresses_of_files_are_never_followed(tmp_path: Path) -> None:
    secret = written(tmp_path, "TOP SECRET", "secret.txt")
    text = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><h1>{HEADLINE}</h1>'
        f"<p>&x;</p>{paragraphs(ENGLISH)}</body></html>"
    )
    assert "SECRET" not in only(written(tmp_path, text)).article.text


def test_an_image_in_a_wrapper_with_a_misleading_name_does_not_hide_the_article(
    tmp_path: Path,
) -> None:
    inner = f"<h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}"
    body = f'<div id="content-sidebar-wrap"><main>{inner}</main></div>'
    assert_whole(only(written(tmp_path, page(f"{NAV}{body}{FOOTER}"))), ENGLISH)


def test_ten_thousand_paragraphs_are_read(tmp_path: Path) -> None:
    texts = tuple(f"{ENGLISH[n % 4]} ({n})" for n in range(10_000))
    one = only(written(tmp_path, page(f"<h1>{HEADLINE}</h1>{paragraphs(texts)}")))
    assert one.article.text.count("\n\n") >= 10_000
