import pytest

from annotator.analysis.segmentation import words


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


def test_chinese_is_cut_at_each_ideograph_and_japanese_at_each_change_of_script() -> None:
    assert cut("我们去。") == ["我", "们", "去"]
    assert cut("カメラはここ") == ["カメラ", "はここ"]


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    assert words("😀 go") == [(0, 1), (2, 4)]
