from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session


def test_a_difference_of_an_article_that_is_not_in_view_is_not_looked_for_in_the_other_text(
    page: ReviewPage, session: Session
) -> None:
    session.set_reviewing(True)
    page.enter()
    page.step(1)
    match = page.match
    assert match is not None
    short = NewArticle(id="a3", title="Short", text="Short.")
    session.apply(ImportRecords(articles=(short,)))
    session.open_article("a3")
    page.pane.show_match(match)
    assert page.pane.view.text == "Short."
