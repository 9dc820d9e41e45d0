"""PDF: columns in order, words whole, running heads proposed to be left out."""

from pathlib import Path

import made_documents as made
from made_documents import HEADLINE, Words
from pages import articles_in, kept, refusals_in, roles

from annotator.formats.incoming import Incoming

LEFT = [
    "The bridge over the Wend will close for nine",
    "weeks, the county said on Monday, and not a day",
    "longer if the weather holds. The long-term plan",
    "foresees a new bridge, and a water-stained audi-",
    "torium beside it. Nobody laughed at that.",
    "Shopkeepers on the north bank were not amused",
]
RIGHT = [
    "by the plan. Nine weeks, they said, is most of a",
    "summer, and a summer is most of what they have",
    "to live on. A two-",
    "thirds share of their trade comes in July.",
    "Buses go round by Harle. The detour takes eleven",
    "minutes when nobody else takes it at all.",
]


def only(folder: Path, data: bytes) -> Incoming:
    path = folder / "a.pdf"
    path.write_bytes(data)
    (found,) = articles_in(path)
    return found


def sheet(number: int) -> list[Words]:
    heads = [(50.0, 800.0, 8.0, "Wendshire Post"), (440.0, 800.0, 8.0, "Monday, 2 June 2025")]
    return [*heads, (280.0, 30.0, 8.0, f"Page {number}")]


def test_columns_are_read_one_after_the_other_with_their_words_whole(tmp_path: Path) -> None:
    head = (50.0, 740.0, 22.0, HEADLINE)
    one = only(tmp_path, made.pdf([[*sheet(1), head, *made.columns(LEFT, RIGHT)]]))
    text = " ".join(one.article.text.split())
    assert one.article.title == HEADLINE
    assert roles(one)[0] == ("headline", HEADLINE)
    assert "foresees a new bridge, and a water-stained auditorium beside it." in text
    assert "were not amused by the plan. Nine weeks, they said, is most of a summer, and" in text
    assert "A two-thirds share" in text
    assert text.index("Nobody laughed") < text.index("Buses go round")


def test_running_heads_and_page_numbers_are_kept_and_proposed_to_be_left_out(
    tmp_path: Path,
) -> None:
    second = [*sheet(2), *made.columns(RIGHT, LEFT)]
    one = only(tmp_path, made.pdf([[*sheet(1), *made.columns(LEFT, RIGHT)], second]))
    for head in ("Wendshire Post", "Monday, 2 June 2025", "Page 1", "Page 2"):
        assert head in one.article.text
        assert head not in kept(one)
    assert one.article.meta["published"] == "2025-06-02"


def test_words_parted_by_the_end_of_a_page_are_whole_again(tmp_path: Path) -> None:
    first = [
        (50.0, 700.0 - 13 * n, 10.0, line) for n, line in enumerate([*LEFT[:3], "and an audi-"])
    ]
    second = [
        (50.0, 700.0 - 13 * n, 10.0, line) for n, line in enumerate(["torium beside it.", *RIGHT])
    ]
    one = only(tmp_path, made.pdf([[*sheet(1), *first], [*sheet(2), *second]]))
    assert "and an auditorium beside it." in " ".join(kept(one).split())


def test_a_scan_and_a_locked_file_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(made.pdf([[], []]))
    (refusal,) = refusals_in(path)
    assert "it is a scan" in refusal
    path.write_bytes(b"%PDF-1.7\nno more than this")
    (refusal,) = refusals_in(path)
    assert "damaged" in refusal
