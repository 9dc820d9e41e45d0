from collections.abc import Collection

from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.kinds import R
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.formats.incoming import Incoming
from annotator.formats.trial_state import TrialState
from annotator.workflow.importing.looked_up import LookedUp

HERE = Article(id="a1", title="", text_sha256="", length=0)


class Asked(TrialState):
    def __init__(self, *records: Record) -> None:
        super().__init__()
        self.know(records)
        self.times = 0

    def get_all(self, kind: type[R], ids: Collection[str]) -> dict[str, R]:
        self.times += bool(ids)
        return super().get_all(kind, ids)


def _incoming(count: int) -> list[tuple[None, Incoming | UserError]]:
    articles = [NewArticle(id=f"a{n}", title="", text="Text") for n in range(count)]
    return [(None, Incoming(where="", article=one)) for one in articles]


def test_a_record_is_asked_for_once_whether_it_is_there_or_not() -> None:
    state = Asked(HERE)
    looked_up = LookedUp(state)
    for _ in range(2):
        assert looked_up.get(Article, "a1") == HERE
        assert looked_up.get(Article, "a2") is None
        assert looked_up.get(Coder, "a1") is None
    assert state.times == 3


def test_what_was_written_is_seen_once_that_is_said() -> None:
    state = Asked()
    looked_up = LookedUp(state)
    assert looked_up.get(Article, "a1") is None
    state.know([HERE])
    looked_up.forget_written()
    assert looked_up.get(Article, "a1") == HERE


def test_articles_that_come_in_are_looked_up_a_few_at_once() -> None:
    state = Asked(HERE)
    looked_up = LookedUp(state)
    found = _incoming(45)
    found.insert(3, (None, UserError("This one can't be read.")))
    seen: list[tuple[None, Incoming | UserError]] = []
    for source, one in looked_up.foreseeing(found):
        seen.append((source, one))
        if isinstance(one, Incoming):
            looked_up.get(Article, one.article.id)
    assert seen == found
    assert state.times == 3
