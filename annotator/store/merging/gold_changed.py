"""What bringing in does to gold: on locked articles, and where one thing has it twice then."""

from collections.abc import Collection, Sequence

from annotator.domain.change import Change
from annotator.domain.gold_twice import gold_twice
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.settings import project_settings
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history.gold_touched import touched_gold
from annotator.store.reading.layers import layers


def gold_changed(
    database: Database, changes: Sequence[Change], locked: Collection[str]
) -> tuple[int, int]:
    """Count the things with two gold labels on articles whose gold was touched, and locked ones.

    `locked` are the articles (ids) that were locked before.
    """
    touched = touched_gold(database, changes)
    if not touched:
        return 0, 0
    info = next(iter(tables.select(database, "project", {"id": PROJECT_ID})), None)
    threshold = project_settings(info["settings"] if info else {}).pairing_threshold
    found = layers(database, sorted(touched), slim=True, with_texts=False)
    twice = sum(len(gold_twice(article, threshold)) for article in found)
    return twice, len(touched.intersection(locked))
