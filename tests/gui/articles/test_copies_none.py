"""What the list says where a filter on near copies finds nothing."""

import pytest

from annotator.gui.articles.copies import said_of_none
from annotator.store.reading.filtering import parse


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('copies:"Port cuts dredging"', "There are no near copies of “Port cuts dredging”"),
        ("copies:yes", "No article matches “copies:yes”"),
        ("copies:again", "No article matches “copies:again”"),
        ("-copies:w0", "No article matches “-copies:w0”"),
        ("copies:w0 storm", "No article matches “copies:w0 storm”"),
        ("storm", "No article matches “storm”"),
    ],
)
def test_an_article_without_copies_is_said_to_have_none(words: str, said: str) -> None:
    assert said_of_none(words, parse(words)) == said
