"""A newcomer codes articles of the sample with what is suggested, by keys alone."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from quotes_by_keys import KeyCoder, Wanted, quotes_in
from user import User

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.article import Article
from annotator.domain.people import Coder
from annotator.gui.settings.settings import CODER, SHOW_SUGGESTIONS
from annotator.store.project import Project
from annotator.workflow.sample import make_sample

CODED = (("Council", "ana"), ("Former port", "ana"), ("„Uns fehlt", "ana"), ("Greyhaven", "ana"))
"""Articles of the sample, and whose labels the newcomer comes to."""
LAST = ("Parents", "ben")
FIRST = 5
"""How many quotes of each are coded: enough to compare, and soon done."""


def wanted_in(path: Path) -> dict[str, list[Wanted]]:
    with Project.open(path) as project:
        ids = {one.handle: one.id for one in project.find(Coder)}
        titles = {one.title: one.id for one in project.find(Article)}
        found = {}
        for begins, whose in (*CODED, LAST):
            article = next(ident for title, ident in titles.items() if title.startswith(begins))
            found[article] = quotes_in(project, article, ids[whose])[:FIRST]
        return found


def coded(user: User, qtbot: QtBot, path: Path, *, suggestions: bool) -> int:
    """Code the five articles and return how many keys that took."""
    wanted = wanted_in(path)
    user.window.settings.set(CODER, "new")
    user.window.settings.set(SHOW_SUGGESTIONS, suggestions)
    assert user.window.open_path(path, ask=False)
    coder, learning = KeyCoder(user), user.project.learning
    for article, quotes in wanted.items():
        user.coding.open_article(article)
        if suggestions:
            qtbot.waitUntil(lambda: not user.coding.suggesting.finding.busy)
            coder.decide(quotes)
        else:
            coder.code(quotes)
        qtbot.waitUntil(lambda: not learning.waits and not learning.busy)
        made = quotes_in(user.coding.session.project, article, user.coding.session.coder_id)
        assert [one.parts for one in made] == [one.parts for one in quotes]
        assert [one[1:3] for one in made] == [one[1:3] for one in quotes]
    return coder.keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sample.annotator"
    make_sample(made)
    return made


def test_five_articles_take_fewer_keys_with_suggestions(
    user: User, qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    other = tmp_path / "other.annotator"
    other.write_bytes(path.read_bytes())
    without = coded(user, qtbot, other, suggestions=False)
    with_them = coded(user, qtbot, path, suggestions=True)
    assert with_them < without, f"{with_them} keys with suggestions, {without} without"
    print(f"{with_them} keys with suggestions, {without} without")  # noqa: T201 - what was asked
    project = user.coding.session.project
    origins = {one.origin for one in project.find(Annotation, coder=user.coding.session.coder_id)}
    assert origins == {Origin.HUMAN, Origin.ACCEPTED, Origin.MENDED}
