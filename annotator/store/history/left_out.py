"""Records that the history has and that can't stand in the tables at all, as they were last."""

from collections.abc import Collection, Iterable

from annotator.domain.annotation import Annotation
from annotator.domain.carrying import counted_in
from annotator.domain.kinds import R, kind_name
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history.withholding import withheld, withheld_among


def left_out(database: Database, kind: type[R], ids: Collection[str]) -> dict[str, R]:
    """Return those of these records that can't stand at all, by their ids."""
    name = kind_name(kind)
    found = withheld_among(database, name, ids)
    there: set[str] = set()
    if found:
        there = {one["id"] for one in tables.select_among(database, name, found)}
    return {
        record: tables.to_record(kind, values)
        for record, values in found.items()
        if record not in there
    }


def left_out_on(database: Database, article: str = "") -> list[Annotation]:
    """Return the annotations whose words are gone from their article's text, as they were last.

    They are those on one article, or on all that there are.
    """
    of_article = [
        (record, values)
        for (kind, record), values in withheld(database).items()
        if kind == "annotation" and (values["article"] == article or not article)
    ]
    there = {
        v["id"] for v in tables.select_among(database, "annotation", [r for r, _ in of_article])
    }
    codes = {values["id"] for values in tables.select(database, "code", {})}
    found = [v for record, v in of_article if record not in there and v["code"] in codes]
    articles = {v["id"]: v for v in tables.select_among(database, "article", _homes(found))}
    # What stands in no article, or waits for something else, is not placed by hand.
    return [
        tables.to_record(Annotation, values)
        for values in found
        if values["fragments"]
        and (home := articles.get(values["article"])) is not None
        and (values.get("on_text") or "") != counted_in(home)
    ]


def _homes(annotations: Iterable[Values]) -> list[str]:
    return sorted({values["article"] for values in annotations})
