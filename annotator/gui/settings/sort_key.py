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
