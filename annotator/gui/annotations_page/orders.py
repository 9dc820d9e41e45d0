"""How the list of annotations can be grouped and sorted, in words."""

from annotator.store.reading.label_query import LabelGroup, LabelSort

GROUP_NAMES = {
    LabelGroup.NONE: "Not grouped",
    LabelGroup.CODE: "By code",
    LabelGroup.ACTOR: "By actor",
    LabelGroup.CODER: "By coder",
    LabelGroup.ARTICLE: "By article",
    LabelGroup.OUTLET: "By outlet",
}
SORT_NAMES = {
    LabelSort.PLACE: "In reading order",
    LabelSort.CODE: "Sorted by code",
    LabelSort.WORDS: "Sorted by words",
    LabelSort.ACTOR: "Sorted by actor",
    LabelSort.OUTLET: "Sorted by outlet",
    LabelSort.CODER: "Sorted by coder",
    LabelSort.CHANGED: "Sorted by last change",
}
