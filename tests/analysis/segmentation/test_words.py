import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.segmentation import words
from annotator.analysis.segmentation.unspaced import model_for


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    "word",
    [
        "don't",
        "don’t",
        "30-day",
        "Pope's",
        "1,000",
        "1.5",
        "10:30",
        "U.S.",
        "U.S.-led",
        "cafe\u0301",
        "هُنَا",
        'ארה"ב',
        "#truce",
        "@kremlin",
        "👩‍👩‍👧",
        "👍🏽",
        "❤️‍🔥",
        "🇺🇦",
        "1️⃣",
    ],
)
def test_what_reads_as_one_word_is_one(word: str) -> None:
    assert cut(f"aa {word} bb") == ["aa", word, "bb"]


def test_punctuation_is_no_word() -> None:
    assert cut('He said: "No" — (twice), and left.') == ["He", "said", "No", "twice", "and", "left"]


def test_flags_side_by_side_are_two() -> None:
    assert cut("🇺🇦🇫🇷") == ["🇺🇦", "🇫🇷"]


@pytest.mark.parametrize(
    "sentence",
    [
        "首相|は|会議|に|出席|し|た",
        "「私|たち|は|可能|だ」|と|述べ|た。",
        "首相|は|5月|19|日|の|記者|会見|で、|和平交渉|を|続ける",
        "外交部|发言人|表示，|我们|将|继续|推动|和平谈判。",
        "外交部|發言人|表示，|我們|將|繼續|推動|和平|談判",
        "รัฐบาล|จะ|เดิน|หน้า| |เจรจาสันติภาพ|ต่อ|ไป",
        "Google|公司|说 |U.S. |中国",
        "รัฐบาล|จะ|เดิน|หน้า| 30 |วัน",
    ],
)
def test_words_are_words_where_no_blanks_are_written(sentence: str) -> None:
    parts = (part.strip(" 。，、「」") for part in sentence.split("|"))
    assert cut(sentence.replace("|", "")) == [part for part in parts if part]


def test_a_headline_in_ideographs_is_read_as_the_language_of_its_text() -> None:
    assert model_for("首相訪中\n首相は北京を訪れた。") == "ja_word"
    assert (
        model_for("首相訪問\n總統說他們會來，優の良品除外，這個國家沒有問題，開車門，馬來")
        == "zh-hant"
    )
    assert model_for("他们说这个国家没有问题") == "zh-hans"


def test_no_word_is_cut_within_a_number_or_a_joined_letter() -> None:
    assert all(word[0] not in "ัิีึืุู็่้๊๋์" for word in cut("ที่ปรึกษากล่าวว่าไม่มีปัญหา"))
    assert "2025年" in cut("在2025年继续")
    assert "5.5" in cut("我5.5")
    assert "約1,500" in cut("約1,500円です")


def test_a_text_with_blanks_never_asks_for_a_model() -> None:
    code = (
        "import sys; from annotator.analysis.segmentation import words; words('Plain «мир» été');"
        "sys.exit('budoux' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_UNSPACED = st.text(st.sampled_from("去我们会議はカメラーรัที่ก็5aZ .。「」、\n\u3099👍"), max_size=80)


@given(_UNSPACED)
def test_words_lie_in_the_text_in_order_and_miss_no_letter(text: str) -> None:
    found = words(text)
    places = [place for word in found for place in word]
    assert places == sorted(places)
    inside = {place for start, end in found for place in range(start, end)}
    assert all(start < end for start, end in found)
    assert {place for place, sign in enumerate(text) if sign.isalnum()} <= inside
    assert not any(text[place] in " 。「」、\n" for place in inside)


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    assert words("😀 go") == [(0, 1), (2, 4)]
