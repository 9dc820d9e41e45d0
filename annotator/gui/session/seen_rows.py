"""What of the articles' summaries a coder may see: nobody's labels but their own while coding."""

from annotator.domain.settings import project_settings
from annotator.domain.teamwork import may_see_others
from annotator.gui.session.session import Session
from annotator.store.reading.rows import ArticleRow


def seen_rows(session: Session) -> list[ArticleRow]:
    """Return the summaries of all articles, without the labels that are not to be seen yet."""
    coder = session.coder
    open_labels = project_settings(session.project.info().settings).open_labels

    def seen(row: ArticleRow) -> ArticleRow:
        visible = may_see_others(
            row.status_of(coder),
            assigned=coder in row.assigned,
            open_labels=open_labels,
            reviewing=session.reviewing,
        )
        return row if visible else row.of_layer(coder)

    return [seen(row) for row in session.project.articles()]
