"""Pages made up as well-known systems do: what each says of itself where it has no marks."""

from pathlib import Path

from pages import ENGLISH, FRENCH, articles_in, kept, page, paragraphs, roles

from annotator.formats.incoming import Incoming

HEADLINE = "Bridge closes for nine weeks"
CHINESE = (
    "县政府周一宣布，横跨文德河的大桥将关闭九周，如果天气允许，一天也不会多。",
    "“我们数过裂缝，”负责工程的诺瓦克说，“比我们的人还多。”",
    "北岸的店主并不觉得好笑。他们说，九周几乎就是整个夏天。",
)


def read(folder: Path, text: str) -> Incoming:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    (found,) = articles_in(path)
    return found


def assert_whole(one: Incoming, texts: tuple[str, ...]) -> None:
    places = [kept(one).find(text) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


def test_components_with_names_beside_their_classes(tmp_path: Path) -> None:
    def part(name: str, inner: str) -> str:
        return f'<div data-component="{name}" class="sc-1f2">{inner}</div>'

    texts = [part("text-block", f'<p class="sc-9a">{one}</p>') for one in ENGLISH]
    body = (
        part("headline-block", f"<h1>{HEADLINE}</h1>")
        + part(
            "byline-block", "<span>Ann Lee</span><span>Correspondent</span><time>2 June 2025</time>"
        )
        + "".join(texts[:2])
        + part("links-block", '<ul><li><a href="/1">Mayor loses a wager and a hat</a></li></ul>')
        + part("subheadline-block", "<h2>A summer lost</h2>")
        + "".join(texts[2:])
    )
    one = read(tmp_path, page(f"<main><article>{body}</article></main>"))
    assert_whole(one, ENGLISH)
    assert one.article.meta["author"] == "Ann Lee"
    assert one.article.meta["published"] == "2025-06-02"
    assert ("byline", "Ann Lee") in roles(one)
    assert ("subhead", "A summer lost") in roles(one)
    assert "wager" not in one.article.text


def test_a_head_outside_of_the_text_s_part_with_a_short_standfirst(tmp_path: Path) -> None:
    lead = "Neuf semaines sans pont, et un détour que personne n’aime."
    body = (
        f'<header><h1>Le pont ferme</h1><p class="article__desc">{lead}</p><div class="meta">'
        '<span class="meta__author">Par <a href="/a">Anne Lée</a></span> <span>Publié le 02 juin '
        '2025 à 07h15</span></div></header><article class="content">'
        f"{paragraphs(FRENCH, names='paragraph')}<section><p>Contribuer</p></section></article>"
    )
    one = read(tmp_path, page(body, language="fr"))
    assert_whole(one, (lead, *FRENCH))
    assert one.article.meta["author"] == "Anne Lée"
    assert one.article.meta["published"] == "2025-06-02"
    assert roles(one)[1:] == [("standfirst", lead), ("byline", "Par Anne Lée")]
    assert "Contribuer" not in kept(one)


def test_an_offer_to_sign_up_and_a_quotation_aside_are_proposed_to_be_left_out(
    tmp_path: Path,
) -> None:
    quote = "There are more of them than there are of us"
    offer = "<div><h2>Sign up to Post Daily</h2><p>All that matters, to your inbox</p></div>"
    body = (
        f"<h1>{HEADLINE}</h1><div>{paragraphs(ENGLISH[:2])}<aside><blockquote>{quote}</blockquote>"
        f"</aside>{offer}{paragraphs(ENGLISH[2:])}</div>"
    )
    one = read(tmp_path, page(body))
    assert_whole(one, ENGLISH)
    assert ("pull_quote", quote) in roles(one)
    assert kept(one).count(quote) == 1
    assert "inbox" not in kept(one)


def test_a_chinese_page_says_source_author_and_day_in_a_line(tmp_path: Path) -> None:
    line = "2025-06-02 07:15:00　来源：文德日报　作者：李安"
    body = (
        f'<h1>大桥关闭九周</h1><div class="info">{line}</div><div class="content">'
        f'{paragraphs(CHINESE)}<p class="editor">（责任编辑：王五）</p></div>'
    )
    one = read(tmp_path, page(body, language="zh-CN"))
    assert_whole(one, CHINESE)
    assert one.article.meta["outlet"] == "文德日报"
    assert one.article.meta["author"] == "李安"
    assert one.article.meta["published"] == "2025-06-02"
    assert "王五" not in kept(one)


def test_a_page_of_tables_with_headline_and_byline_in_one_cell(tmp_path: Path) -> None:
    text = (
        f"<HTML><TITLE>{HEADLINE} - Wendshire Post</TITLE><BODY><TABLE><TR>"
        f"<TD><A HREF=a>News</A></TD><TD>"
        f"<FONT SIZE=5><B>{HEADLINE}</B></FONT><BR><I>By Ann Lee</I><BR><BR>"
        f"{'<BR><BR>'.join(ENGLISH)}<HR>Copyright 2001 Wendshire Post</TD></TR>"
        "</TABLE></BODY></HTML>"
    )
    one = read(tmp_path, text)
    assert_whole(one, ENGLISH)
    assert one.article.title == HEADLINE
    assert one.article.meta == {"author": "Ann Lee", "outlet": "Wendshire Post"}
    assert "Copyright" not in kept(one)


def test_questions_and_short_answers_before_the_first_long_one_stay(tmp_path: Path) -> None:
    asked = ("Will it hold?", "No.", "Why nine weeks?")
    body = "".join(f"<p><strong>{one}</strong></p>" for one in asked)
    one = read(tmp_path, page(f"<article><h1>{HEADLINE}</h1>{body}{paragraphs(ENGLISH)}</article>"))
    assert_whole(one, (*asked, *ENGLISH))
