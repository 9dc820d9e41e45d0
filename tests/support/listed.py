"""What a list of articles shows, row by row."""

from annotator.gui.articles.model import ROW_ROLE
from annotator.gui.articles.panel import ArticlesPanel
from annotator.store.reading.rows import ArticleRow


def listed_rows(panel: ArticlesPanel) -> list[ArticleRow]:
    """Return the rows that the panel's list shows, in its order."""
    model = panel.table.model()
    return [model.index(place, 0).data(ROW_ROLE) for place in range(model.rowCount())]
