"""Which of our records those of another file are: whose article, which code."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any, cast

import msgspec

from annotator.domain import code_matching
from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Key
from annotator.domain.codebook import Code
from annotator.domain.kinds import KINDS, from_values, id_of
from annotator.domain.record import Values
from annotator.store.file import tables, texts
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.merging.other_file import OtherHistory
from annotator.store.merging.report import CodeMatch

MATCHED_CODES = "matched_codes"
"""The project's settings with how the codes of other families were matched begin so."""


class RecordMatching:
    """How one file's records are called here, and which of them can't be taken.

    A file of another family (a project founded by itself) brings labels, not its title or its
    codebook: our codes stay ours, and get what answers need.
    """

    def __init__(
        self,
        database: Database,
        source: OtherHistory,
        mapping: Mapping[str, str],
        counted: Container[str],
    ) -> None:
        self._database = database
        self._source = source
        self._foreign = log.family(database) != source.family
        founded = list(_articles_ever(database))
        self._texts = {article: sha for _, article, sha in founded}
        self._texts_here = {sha: article for edit, article, sha in founded if edit in counted}
        self._made: dict[Key, Values] = {
            change.key: change.after
            for changes in source.changes.values()
            for change in changes
            if change.before is None and change.after is not None
        }
        self.refused: list[str] = []
        self._codes_ever = _codes_ever(database)
        self._setting = f"{MATCHED_CODES}:{source.family}"
        (info,) = tables.select(database, "project", {})
        self._matched_before: Values = info["settings"].get(self._setting) or {}
        self._articles = self._twins()
        self._lost: set[Key] = {("article", one) for one in self._other_texts()}
        self.matches: dict[str, code_matching.MatchedCode] = {}
        self.codes = list(self._match_codes(mapping))
        self._lost.update(("annotation", one) for one in self._unanchored())

    # Articles

    def _creations(self) -> Iterator[tuple[str, Values]]:
        return ((r, values) for (kind, r), values in self._made.items() if kind == "article")

    def _twins(self) -> dict[str, str]:
        """Return our ids for their articles that we have under another id, by their text.

        Where their file has our article, too, the other is one of its own.
        """
        theirs = dict(self._creations())
        unknown = [v["text_sha256"] for one, v in theirs.items() if one not in self._texts]
        living = {
            values["text_sha256"]: values["id"]
            for values in tables.select_having(self._database, "article", "text_sha256", unknown)
        }
        ever = self._texts_here | living
        return {
            article: ever[values["text_sha256"]]
            for article, values in theirs.items()
            if article not in self._texts
            and values.get("text_sha256") in ever
            and ever[values["text_sha256"]] not in theirs
        }

    def _other_texts(self) -> Iterator[str]:
        """Yield their articles that are called like one of ours, and are another text."""
        known = dict(self._texts)
        folded = self._source.folded
        for article, values in self._creations():
            title = folded.get(("article", article), values).get("title") or article
            sha = values.get("text_sha256")
            if known.setdefault(article, str(sha)) != sha:
                self.refused.append(
                    f"The article “{title}” has the id of another one here with a different text."
                )
                yield article
            elif ("article", article) in folded and sha not in self._source.texts:
                self.refused.append(f"The article “{title}” comes without its text.")
                yield article

    def _unanchored(self) -> Iterator[str]:
        """Yield their annotations that do not stand where they say."""
        for (kind, record), values in self._source.folded.items():
            if kind != "annotation" or ("article", values["article"]) in self._lost:
                continue
            text = self._text_of(values["article"], values.get("on_text") or "")
            annotation = from_values(Annotation, values)
            if text is not None and not annotation.stands_in(text):
                self.refused.append(f"The annotation “{annotation.text}” is not in its article.")
                yield record

    def _text_of(self, article: str, counted_in: str) -> str | None:
        """Return the text that their places are counted in, ours where theirs is gone."""
        values = self._source.folded.get(("article", article))
        first = (values.get("first_text") or values["text_sha256"]) if values else ""
        sha256 = counted_in or first or self._texts.get(article, "")
        found = self._source.texts.get(sha256)
        if found is None and sha256 in self._texts_here:
            found = texts.text(self._database, sha256)
        return found

    # Codes

    def _match_codes(self, mapping: Mapping[str, str]) -> Iterator[CodeMatch]:
        ours = {v["id"]: from_values(Code, v) for v in tables.select(self._database, "code", {})}
        ever = self._codes_ever
        for (kind, record), values in self._source.folded.items():
            if kind != "code":
                continue
            theirs = from_values(Code, values)
            known = self._matched_before.get(record)
            match = ours.get(known["code"] if known else record)
            if known is not None and record not in ever:
                yield CodeMatch(record, theirs.name, match.id if match else "")
            elif record not in ever:
                named = code_matching.like(theirs, ours.values())
                match = ours.get(mapping.get(record, named.id if named else ""))
                yield CodeMatch(record, theirs.name, match.id if match else "")
            elif match is not None and not self._foreign:
                continue
            if match is not None:
                self.matches[record] = code_matching.matched(theirs, match, known)
                if record in ever and match != theirs:
                    note = code_matching.difference_in_words(match, theirs)
                    yield CodeMatch(record, theirs.name, match.id, note)

    def kept_matching(self) -> tuple[str, Values, Values]:
        """Return how codes were matched: the setting that keeps it, its old and its new value.

        Names may change until the file comes again; what its labels became does not.
        """
        found = {theirs: match.to_values() for theirs, match in self.matches.items()}
        return self._setting, self._matched_before, self._matched_before | found

    def extensions(self) -> Iterator[tuple[Code, Code]]:
        """Yield our codes that lack what their answers need, as they are and as they should be."""
        used: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (kind, record), values in self._source.folded.items():
            match = self.matches.get(values.get("code", "")) if kind == "annotation" else None
            if match is None or self._is_lost((kind, record), values):
                continue
            for name, value in match.values(values["values"]).items():
                chosen = cast("list[Any]", value) if isinstance(value, list) else [value]
                used[values["code"]][name].update(str(one) for one in chosen)
        for theirs, fields in used.items():
            match = self.matches[theirs]
            wanted = code_matching.extended(match, fields)
            if wanted != match.ours:
                yield match.ours, wanted

    # Changes

    def changes(self, edit: str) -> Iterator[Change]:
        """Yield what one of their edits did, in our terms, as far as it can be taken."""
        for change in self._source.changes.get(edit, ()):
            ours = self._as_ours(change)
            if ours is not None:
                yield ours

    def _as_ours(self, change: Change) -> Change | None:
        if change.kind == "project":
            return None if self._foreign else change
        if change.kind == "code":
            return self._of_code(change)
        if change.kind == "article":
            return self._of_article(change)
        if self._is_lost(change.key, self._first(change)):
            return None
        owner = KINDS[change.kind].owner
        on_article = owner is not None and owner.kind == "article"
        return self._on_article(change) if on_article else change

    def _of_code(self, change: Change) -> Change | None:
        ours = self._foreign and change.record in self._codes_ever
        if ours or change.record in self.matches:
            return None
        before, after = (self._led(one) for one in (change.before, change.after))
        return Change("code", change.record, before, after)

    def _led(self, values: Values | None) -> Values | None:
        """Return a code's attributes with the codes that it names called as they are here."""
        if values is None:
            return None
        names = {theirs: match.ours.id for theirs, match in self.matches.items()}
        result = dict(values)
        if "parent" in result:
            result["parent"] = names.get(result["parent"], result["parent"])
        if "links" in result:
            result["links"] = [
                {**rule, "ends": [names.get(end, end) for end in rule["ends"]]}
                for rule in result["links"]
            ]
        return result

    def _of_article(self, change: Change) -> Change | None:
        if change.key in self._lost:
            return None
        ours = self._articles.get(change.record)
        if ours is None:
            return change
        made_or_gone = change.before is None or change.after is None
        return None if made_or_gone else Change("article", ours, change.before, change.after)

    def _on_article(self, change: Change) -> Change | None:
        first = self._first(change)
        article = str(first.get("article", ""))
        ours = self._articles.get(article, article)
        record = change.record
        if ours != article and KINDS[change.kind].id_from:
            record = id_of(change.kind, {**first, "article": ours})
        code = self._source.folded.get(("annotation", change.record), first).get("code", "")
        match = self.matches.get(str(code)) if change.kind == "annotation" else None
        if match is None and not self._articles:
            return change
        before, after = (self._renamed(one, record, match) for one in (change.before, change.after))
        return Change(change.kind, record, before, after)

    def _renamed(
        self, values: Values | None, record: str, match: code_matching.MatchedCode | None
    ) -> Values | None:
        if values is None:
            return None
        result = dict(values)
        if "id" in result:
            result["id"] = record
        if "article" in result:
            result["article"] = self._articles.get(result["article"], result["article"])
        if match is not None and result.get("code") == match.theirs.id:
            result["code"] = match.ours.id
        if match is not None and "values" in result:
            result["values"] = match.values(result["values"])
        return result

    def _first(self, change: Change) -> Values:
        """Return a record's attributes as it was made: what it is on never changes."""
        return self._made.get((change.kind, change.record)) or change.after or change.before or {}

    def _is_lost(self, key: Key, values: Values) -> bool:
        """Tell whether a record can't be taken, or something that it is on."""
        if key in self._lost:
            return True
        owner = KINDS[key[0]].owner
        if not self._lost or owner is None or owner.attribute not in values:
            return False
        above = owner.kind, str(values[owner.attribute])
        return self._is_lost(above, self._made.get(above, {}))


def _articles_ever(database: Database) -> Iterator[tuple[str, str, str]]:
    """Yield edit, article and its text's fingerprint for all that ever were made, latest first."""
    sql = (
        "SELECT edit, record, after FROM change "
        "WHERE kind = 'article' AND before IS NULL AND after IS NOT NULL ORDER BY n DESC"
    )
    for edit, record, after in database.conn.execute(sql):
        yield edit, record, msgspec.json.decode(after)["text_sha256"]


def _codes_ever(database: Database) -> set[str]:
    sql = "SELECT DISTINCT record FROM change WHERE kind = 'code'"
    return {record for (record,) in database.conn.execute(sql)}
