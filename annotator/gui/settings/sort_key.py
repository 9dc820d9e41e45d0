"""What articles are sorted by."""

from enum import StrEnum


class SortKey(StrEnum):
    """What articles are sorted by; `arrival` is the order in which they came in."""

    ARRIVAL = "arrival"
    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    STATUS = "status"
    ANNOTATIONS = "annotations"


SORT_LABELS = {
    SortKey.ARRIVAL: "Order of import",
    SortKey.TITLE: "Title",
    SortKey.OUTLET: "Outlet",
    SortKey.PUBLISHED: "Date",
    SortKey.STATUS: "Status",
    SortKey.ANNOTATIONS: "Annotations",
}
"""What the orders are called."""
