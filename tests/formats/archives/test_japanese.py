"""Pages of Kikuzo and Yomidasu."""

from pathlib import Path

from archive_files import KIKUZO, YOMIDASU, Read, kikuzo_page, written, yomidasu_page

HIT = '<span style="font-weight: bold">渡輪</span>'


def test_a_page_of_kikuzo(tmp_path: Path) -> None:
    text = f"　港の{HIT}が止まった。<br>　市は「待つ」とした。<br><br>　（港＝記者）"
    found = Read(
        written(
            tmp_path,
            "a.html",
            kikuzo_page((KIKUZO, f"{HIT}、止まる", text), (KIKUZO, "本文なし", ""), total=317),
        )
    )
    assert found.format == "kikuzo"
    (article,) = found.articles
    assert (
        article.text
        == "渡輪、止まる\n\n港の渡輪が止まった。\n\n市は「待つ」とした。\n\n（港＝記者）"
    )
    assert article.meta == {
        "outlet": "朝日新聞",
        "published": "2030-01-02",
        "edition": "朝刊",
        "section": "１総",
        "page": "1",
        "characters": "733",
        "language": "ja",
        "database": "Kikuzo",
    }
    (refusal,) = found.refusals
    assert refusal.startswith("a.html, entry 2: “本文なし”: the archive gives no text (著作権")
    assert found.told == ["The search had 317 articles, the file holds 2 of them."]


def test_a_page_of_kikuzo_as_the_browser_has_it(tmp_path: Path) -> None:
    page = kikuzo_page((KIKUZO, "止まる", "　港の船。"))
    for tag in ("table", "tr", "td", "th", "span", "div"):
        page = page.replace(f"<{tag}", f"<{tag.upper()}").replace(f"</{tag}", f"</{tag.upper()}")
    far = f"<title>朝日新聞記事検索サービス</title><script>t-detail.php {'x' * 90_000}</script>"
    found = Read(written(tmp_path, "a.html", page.replace("</head>", f"{far}</head>")))
    assert found.format == "kikuzo"
    assert [one.text for one in found.articles] == ["止まる\n\n港の船。"]


def test_a_page_of_kikuzo_in_another_encoding(tmp_path: Path) -> None:
    page = kikuzo_page((KIKUZO, "止まる", "　港の船。")).replace("UTF-8", "Shift_JIS")
    found = Read(written(tmp_path, "a.html", page, "cp932"))
    assert found.articles[0].text == "止まる\n\n港の船。"
    assert found.incoming[0].encoding == "cp932"


def test_a_page_of_yomidasu(tmp_path: Path) -> None:
    text = '　港の<span class="phrase">渡輪</span>。<br/>　◆市の声<br/>　「待つ」。<br/>　　'
    cartoon = ["2", "2030.01.07", "［政治漫画］", "東京朝刊", "政治", "２頁", "0字"]
    english = ["3", "2030.01.08", "Ferry", "The Japan News", "News", "1頁", "10字"]
    found = Read(
        written(
            tmp_path,
            "a.html",
            yomidasu_page((YOMIDASU, text, "N1"), (cartoon, "　", "N2"), (english, "Text.", "N3")),
        )
    )
    assert found.format == "yomidasu"
    first, second = found.articles
    assert first.text == "渡輪の（解説）\n\n港の渡輪。\n\n◆市の声\n\n「待つ」。"
    assert first.meta == {
        "outlet": "読売新聞",
        "published": "2030-01-07",
        "edition": "東京朝刊",
        "section": "解説",
        "page": "9",
        "characters": "1796",
        "document_number": "N1",
        "language": "ja",
        "database": "Yomidasu",
    }
    assert second.meta["outlet"] == "The Japan News"
    assert found.refusals == ["a.html, entry 2: “［政治漫画］”: it has no text."]
