from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from annotator.analysis.furniture import furniture, headline

SEED = SHARED / "seed" / "article.txt"
BODY = (
    "\nTalks on a truce to resume\n\n"
    "Envoys will meet again on Friday, two officials said.\n"
    '"We want peace," the minister said.\n'
)


def proposed(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture(text)]


@pytest.mark.parametrize(
    "menu",
    [
        'The "star"\'s fury!\nideas\ntop\nBest recipes\nTRENDING \nservices\n- POLICE129\n- SOS112',
        "Related\nMarkets fall on new fears\nWhat next for the envoys?\nStorm hits the coast",
        "Share\nFacebook Twitter WhatsApp\nComments\n© 2025 The Paper. All rights reserved.",
        "Home\nPolitics\nSport",
        "Services:\nPolice 110\nFire brigade 112",
        "Startseite\nPolitik\nWirtschaft\nImpressum",
        "Accueil\nPolitique\nNous utilisons des cookies pour vous servir.",
        "الرئيسية\nرياضة\nالشرطة 100",
    ],
)
def test_a_menu_scraped_along_at_the_end_is_proposed_as_one_block(menu: str) -> None:
    assert proposed(f"{BODY}\n{menu}") == [menu]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: How the talks failed last year",
        "Sign up for our newsletter.",
        "We use cookies to improve your experience.",
        "Follow us on Telegram",
        "Lesen Sie auch: Die Gespräche",
        "Lire aussi : les négociations",
        "اقرأ أيضا: المفاوضات",
        "Facebook | Twitter | Email",
        "https://example.org/more",
    ],
)
def test_an_unmistakable_notice_in_the_middle_is_proposed_alone(line: str) -> None:
    text = f"{BODY}{line}\nThe talks then went on.\nNobody knows how they end."
    assert proposed(text) == [line]


@pytest.mark.parametrize(
    "end",
    [
        "It was over.",
        "Will it last?",
        '"Never again!"',
        "Roses are red\nViolets are blue\nPeace is far\nAnd war is too",
        "Reporting by Jane Doe",
        "Paris 2024\nLondon 2012\nTokyo 2020",
        "- Gold: Norway 16\n- Silver: Kenya 12",
        "Sport is dead.\nCulture is dead.",
        "Samaritans 116 123",
    ],
)
def test_the_articles_own_last_lines_are_kept(end: str) -> None:
    assert proposed(BODY + end) == []


def test_a_last_cry_after_an_advertisement_is_kept() -> None:
    assert proposed(f'{BODY}Advertisement\n"Never again!"') == ["Advertisement"]


def test_a_last_cry_right_before_the_menu_is_kept() -> None:
    assert proposed(f"{BODY}Will it last?\nShare\nComments") == ["Share\nComments"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Home",
        "Two\nLines",
        "标题\n今天天气好\n我们去",
        "和谈\n双方今天会面。\n结果不明。",
        "عنوان\nقال الوزير إن السلام قريب.\nلم يرد أحد",
        "Headline\nBy Jane Doe\nPARIS, 3 May\nThe talks began.",
    ],
)
def test_short_articles_and_bylines_are_kept_whole(text: str) -> None:
    assert proposed(text) == []


def test_the_headline_is_the_first_line_that_is_not_blank_and_is_kept() -> None:
    text = " \n Advertisement \nShare\nIt began."
    assert headline(text) == "Advertisement"
    assert proposed(text) == ["Share"]
    assert headline(" \n") == ""


@pytest.mark.skipif(not SEED.exists(), reason="the sample of a scraped article is not at hand")
def test_in_a_real_scraped_article_the_last_ten_lines_are_proposed() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert proposed(text) == ["\n".join(text.split("\n")[-10:])]
    assert headline(text).startswith("Trump to hold phone call")


LINES = st.sampled_from(
    ["", " ", "Share", "Home", "Related", "Sport", "Police 110", "It was.", "Will it?", "A b c"]
)


@given(st.one_of(st.lists(LINES).map("\n".join), st.text()))
def test_proposals_are_whole_lines_sorted_and_without_the_headline(text: str) -> None:
    ranges = furniture(text)
    first = next((at for at, character in enumerate(text) if not character.isspace()), len(text))
    assert all(left[1] < right[0] for left, right in pairwise(ranges))
    for start, end in ranges:
        assert first < start < end <= len(text)
        assert text[start - 1] == "\n"
        assert end == len(text) or text[end] == "\n"
        assert text[start:end].strip()
