"""Which article is meant by what was typed."""

from pathlib import Path

import pytest
from six_articles import six_articles

from annotator.workflow.open_article import article_called


@pytest.mark.parametrize(
    ("typed", "found"),
    [("a3", "a3"), ("Cup final", "a5"), ("<b>Port</b> reopens", "a2"), ("cup", None)],
)
def test_an_article_is_called_by_its_id_or_its_whole_title(
    tmp_path: Path, typed: str, found: str | None
) -> None:
    with six_articles(tmp_path) as project:
        assert article_called(project, typed) == found
