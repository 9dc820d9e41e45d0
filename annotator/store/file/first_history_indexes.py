"""The history's first indexes, as they were: a later step makes two of them anew, this stays."""

from annotator.store.file.history_indexes import CODE, OF_ANNOTATIONS, first_named

_ARTICLE, _ANNOTATION = first_named("article"), first_named("annotation")
_ON_ARTICLES = "kind IN ('status', 'annotation', 'assignment')"
_ON_ANNOTATIONS = "kind IN ('link', 'decision', 'comment')"

INDEXES = f"""
CREATE INDEX edit_target ON edit (target) WHERE target IS NOT NULL;
CREATE INDEX edit_coder ON edit (coder, clock, id);
CREATE INDEX edit_merge ON edit (id) WHERE kind = 'merge';
CREATE INDEX brought_edit ON brought (edit);
CREATE INDEX change_article ON change ({_ARTICLE}) WHERE {_ON_ARTICLES};
CREATE INDEX change_annotation ON change ({_ANNOTATION}) WHERE {_ON_ANNOTATIONS};
CREATE INDEX change_code ON change ({CODE}) WHERE {OF_ANNOTATIONS}
"""
