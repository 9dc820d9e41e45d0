"""A newcomer codes five articles of the sample with what is suggested, by keys alone."""

from pathlib import Path
from typing import NamedTuple

import pytest
from once import shipped_sample
from pytestqt.qtbot import QtBot
from quotes_by_keys import KeyCoder, Wanted, quotes_in
from user import User

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.formats.files.codebook import default_codebook
from annotator.gui.settings.settings import CODER, SHOW_SUGGESTIONS
from annotator.store.project import Project

CODED = (
    ("Council", "ana"),
    ("Former port", "ana"),
    ("„Uns fehlt", "ana"),
    ("Greyhaven", "ana"),
    ("Parents", "ben"),
)
"""Articles of the sample by how their titles begin, and whose labels the newcomer comes to."""
FEWEST = 4
"""Each article goes on to the paragraph in which so many quotes have come: it is soon coded."""


class Task(NamedTuple):
    """An article, and the quotes that are to be found in it."""

    article: NewArticle
    quotes: list[Wanted]


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    path = tmp_path / "sample.annotator"
    shipped_sample(path)
    with Project.open(path) as project:
        ids = {one.handle: one.id for one in project.find(Coder)}
        articles = project.find(Article)
        found: list[Task] = []
        for begins, whose in CODED:
            article = next(one for one in articles if one.title.startswith(begins))
            text, quotes = project.text_of(article), quotes_in(project, article.id, ids[whose])
            cut = text.find("\n", last_of(quotes[FEWEST - 1]))
            new = NewArticle(id=article.id, title=article.title, text=text[:cut], meta=article.meta)
            found.append(Task(new, [one for one in quotes if last_of(one) <= cut]))
        return found


def last_of(one: Wanted) -> int:
    places = (*one.parts, one.source or (0, 0), one.cue or (0, 0))
    return max(end for _, end in places)


def coded(user: User, qtbot: QtBot, path: Path, tasks: list[Task], *, suggestions: bool) -> int:
    """Code the articles and return how many keys that took."""
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "new"
        project.apply(ImportRecords(articles=tuple(one.article for one in tasks)))
    user.window.settings.set(CODER, "new")
    user.window.settings.set(SHOW_SUGGESTIONS, suggestions)
    assert user.window.open_path(path, ask=False)
    coder, learning = KeyCoder(user), user.project.learning
    for article, quotes in tasks:
        user.coding.open_article(article.id)
        if suggestions:
            qtbot.waitUntil(lambda: not user.coding.suggesting.finding.busy)
            coder.decide(quotes)
        else:
            coder.code(quotes)
        qtbot.waitUntil(lambda: not learning.waits and not learning.busy)
        made = quotes_in(user.coding.session.project, article.id, user.coding.session.coder_id)
        assert [one[:3] for one in made] == [one[:3] for one in quotes]
    return coder.keys


def test_five_articles_take_fewer_keys_with_suggestions(
    user: User, qtbot: QtBot, tmp_path: Path, tasks: list[Task]
) -> None:
    without = coded(user, qtbot, tmp_path / "without.annotator", tasks, suggestions=False)
    with_them = coded(user, qtbot, tmp_path / "with.annotator", tasks, suggestions=True)
    quotes = sum(len(one.quotes) for one in tasks)
    said = f"{quotes} quotes: {with_them} keys with suggestions, {without} without"
    print(said)  # noqa: T201 - what one wants to know
    assert with_them < 0.75 * without, said
    session = user.coding.session
    made = session.project.find(Annotation, coder=session.coder_id)
    assert {Origin.HUMAN, Origin.ACCEPTED} <= {one.origin for one in made}
