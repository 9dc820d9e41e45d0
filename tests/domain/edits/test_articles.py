"""Articles: bringing in, correcting, excluding, removing, and how far a coder has come."""

import pytest
from memory import NOW, Memory

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import (
    EditArticle,
    Exclude,
    NewArticle,
    RemoveArticles,
    SetStatus,
)
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords, PutCoder
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Coder
from annotator.domain.record import Fragment


def new(name: str, text: str = "Text.") -> NewArticle:
    return NewArticle(id=name, title=name, text=text)


def test_an_article_comes_in_as_it_is(empty: Memory) -> None:
    text = "a\0b\u2028👩‍👩‍👧\re\u0301"
    meta = {"outlet": "AFP", "page": 3, "section": "", "author": None}
    article = NewArticle(id="a", title="T", text=text, meta=meta, excluded=((3, 5), (1, 3)))
    assert empty.do(ImportRecords(articles=(article,))) == "1 article imported"
    kept = empty.need(Article, "a")
    assert empty.text(kept.text_sha256) == text
    assert kept.length == len(text)
    assert kept.meta == {"outlet": "AFP", "page": 3}
    assert kept.excluded == (Fragment(1, 5),)
    assert kept.created == NOW


def test_many_articles_come_in_as_one_edit_with_a_name(empty: Memory) -> None:
    assert empty.do(ImportRecords(articles=(new("a"), new("b")))) == "2 articles imported"
    assert (
        empty.do(ImportRecords(articles=(new("c"),), label="Folder imported")) == "Folder imported"
    )


def test_half_a_character_in_a_text_is_refused(empty: Memory) -> None:
    with pytest.raises(UserError, match=r"half a character .* at 3\. Save it as UTF-8"):
        empty.do(ImportRecords(articles=(new("a", "abc\ud83d"),)))
    assert empty.find(Article) == []


def test_an_articles_text_never_changes_by_itself(memory: Memory) -> None:
    with pytest.raises(UserError, match=r"article a: An article's text never changes by itself\."):
        memory.do(ImportRecords(articles=(new("a", "Another text."),)))


def test_bringing_in_can_be_cancelled(empty: Memory) -> None:
    def cancel(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        empty.do(ImportRecords(articles=tuple(new(str(n)) for n in range(300))), progress=cancel)
    assert empty.find(Article) == []


def test_metadata_is_corrected_and_an_empty_value_removes_it(memory: Memory) -> None:
    memory.do(EditArticle(article="a", meta={"outlet": "AFP", "page": 0}))
    assert memory.do(EditArticle(article="a", title="New", note="n")) == "Article corrected"
    assert memory.need(Article, "a").meta == {"outlet": "AFP", "page": 0}
    memory.do(EditArticle(article="a", meta={"outlet": ""}, note=""))
    article = memory.need(Article, "a")
    assert (article.title, article.note, article.meta) == ("New", "", {"page": 0})


def test_stretches_are_excluded_and_included_again(memory: Memory) -> None:
    assert memory.do(Exclude("a", ((3, 8), (8, 10)))) == "Excluded"
    assert memory.need(Article, "a").excluded == (Fragment(3, 10),)
    assert memory.do(Exclude("a", ())) == "Included again"
    with pytest.raises(UserError, match="is no stretch of a text"):
        memory.do(Exclude("a", ((30, 40),)))


def test_removing_an_article_takes_along_what_is_on_it(memory: Memory) -> None:
    memory.do(ImportRecords(articles=(new("b"), new("c"))))
    memory.do(Tag(id="t", article="b", code="tone"))
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    assert memory.do(RemoveArticles(("a",))) == "Article removed"
    assert memory.find(Link) == []
    assert [one.id for one in memory.find(Annotation)] == ["t"]
    assert [one.article for one in memory.find(Status)] == ["b"]
    assert memory.do(RemoveArticles(("b", "c"))) == "2 articles removed"


@pytest.mark.parametrize(
    "edit",
    [EditArticle(article="gone"), Exclude("gone", ()), RemoveArticles(("gone",))],
    ids=lambda edit: type(edit).__name__,
)
def test_an_article_that_is_gone_is_named(
    memory: Memory, edit: EditArticle | Exclude | RemoveArticles
) -> None:
    with pytest.raises(UserError, match="There is no article gone in this project"):
        memory.do(edit)


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (WorkStatus.NEW, "Set back to new"),
        (WorkStatus.IN_PROGRESS, "Reopened"),
        (WorkStatus.DONE, "Article done"),
        (WorkStatus.NOTHING, "Nothing to code here"),
    ],
)
def test_a_status_is_each_coders_own(memory: Memory, status: WorkStatus, label: str) -> None:
    assert memory.do(SetStatus("a", status), coder="ben") == label
    ben = memory.find(Coder, handle="ben")[0].id
    assert [one.status for one in memory.find(Status, coder=ben)] == [status]
    assert len(memory.find(Status)) == 2


def test_coders_are_added_renamed_and_archived(memory: Memory) -> None:
    assert memory.do(PutCoder(Coder(id="b", handle="ben"))) == "Coder ben added"
    assert memory.do(PutCoder(Coder(id="b", handle="benno"))) == "Coder benno changed"
    assert memory.need(Coder, "b").handle == "benno"
