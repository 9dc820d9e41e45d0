"""The shapes in which labels by text come: an article with a list of labels, or a row per label."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, Scope
from annotator.domain.errors import UserError
from annotator.formats.labels.by_text import keys
from annotator.formats.labels.by_text.keys import bare, named, value_of
from annotator.formats.labels.by_text.placing import Words
from annotator.formats.labels.by_text.said import SaidArticle, SaidLabel
from annotator.formats.labels.foreign import ForeignLink, ForeignRun
from annotator.formats.labels.json_objects import Values, dicts_in, integer, number

_STAMP = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?")
_DEEPEST = 4
_MOST_PARTS = 100  # of one label
_CONSUMED = frozenset(
    one for names in (*keys.CONTEXT.values(), *keys.OF_LABEL.values()) for one in names
)


class Shapes:
    """Reads objects as articles with labels; names that the codebook has mean its codes."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_name: dict[str, Code] = {}
        for one in codebook.without_headings():
            for name in (one.id, one.name):
                self._by_name.setdefault(bare(name), one)

    def articles(
        self, one: Values, place: str, depth: int = 0
    ) -> Iterator[SaidArticle | UserError]:
        """Yield the articles of an object: itself, those that it wraps, or its row."""
        lists = list(self._lists(one))
        if not lists and not self._is_row(one) and depth < _DEEPEST:
            wrapped = list(self._wrapped(one, place))
            if wrapped:
                for inner, where in wrapped:
                    yield from self.articles(inner, where, depth + 1)
                return
        article = self._article(one, place, is_row=not lists)
        try:
            if lists:
                for code, listed in lists:
                    for n, each in enumerate(listed, 1):
                        article.labels.append(self._listed(each, code, f"{place}, label {n}"))
            elif self._is_row(one):
                article.labels.append(self.label(one, place, is_row=True))
        except UserError as error:
            yield error
        # What was read of it before still comes.
        yield article

    def _wrapped(self, one: Values, place: str) -> Iterator[tuple[Values, str]]:
        inner = value_of(one, (*keys.WRAPPERS, *keys.LISTS))
        if inner is not None:
            for n, each in enumerate(dicts_in(inner), 1):
                yield each, f"{place}, {n}" if len(dicts_in(inner)) > 1 else place
        elif one and all(isinstance(value, list) for value in one.values()):
            # The labels by the articles' ids.
            for key, value in one.items():
                if dicts_in(value):
                    yield {"article_id": key, "labels": value}, f"{place}, {key}"

    def _lists(self, one: Values) -> Iterator[tuple[str, list[Any]]]:
        """Yield the lists of labels that an object has, each with the code that it is named for."""
        for key, value in one.items():
            if not isinstance(value, list):
                continue
            listed = cast("list[Any]", value)
            name = bare(key)
            inner = dicts_in(listed)
            if name in keys.LISTS and inner and any(self._lists(inner[0])):
                continue  # articles, whatever they are called
            if name in keys.LISTS and (not listed or inner):
                yield "", listed
            elif name.endswith("s") and self._names_code(name[:-1]):
                yield name[:-1], listed

    def _names_code(self, name: str) -> bool:
        return name in self._by_name or name in keys.QUOTES or name in ("source", "cue")

    def _is_row(self, one: Values) -> bool:
        if named(one, keys.QUOTES):
            return True
        with_code = bool(named(one, keys.CODES))
        return with_code or any(bare(key) in self._by_name for key in one)

    def _article(self, one: Values, place: str, *, is_row: bool) -> SaidArticle:
        text = value_of(one, keys.ARTICLE_TEXT)
        if is_row and not named(one, keys.QUOTES) and named(one, keys.CODES):
            text = value_of(one, keys.ARTICLE_TEXT[1:])
        reference: dict[str, str] = {}
        for kind, names in keys.ARTICLE_REFERENCES.items():
            # What a row calls its id is the label's.
            key = named(one, [name for name in names if not (is_row and name == "id")])
            if key and isinstance(one[key], str | int) and str(one[key]).strip():
                reference[kind] = str(one[key]).strip()
        meta: Values = {}
        if not is_row:
            known = {bare(key) for key in one if isinstance(one[key], list | dict)} | keys.LEFT_OUT
            known |= {"id", "title", "text", *keys.OF_LABEL["coder"]}
            meta = {
                key: value
                for key, value in one.items()
                if bare(key) not in known
                and isinstance(value, str | int | float | bool)
                and key != named(one, keys.ARTICLE_TEXT)
            }
            for name in keys.RUN["model"]:
                meta.pop(named(meta, (name,)), None)
            given = one.get("meta")
            if isinstance(given, dict):
                meta |= cast("Values", given)
        statuses = one.get("statuses")
        done = cast("Values", statuses) if isinstance(statuses, dict) else {}
        return SaidArticle(
            place=place,
            text=text if isinstance(text, str) else "",
            title=reference.get("title", ""),
            reference=reference,
            meta=meta,
            is_ours=str(one.get("schema", "")).startswith("annotator/"),
            run=_run(one),
            done_by=tuple(handle for handle, said in done.items() if said in ("done", "nothing")),
        )

    # Labels

    def _listed(self, each: Any, code: str, place: str) -> SaidLabel:
        if isinstance(each, str):
            return SaidLabel(code=self._code_name(code), words=Words(words=each))
        if not isinstance(each, dict):
            raise UserError("It is no label.", where=place)
        return self.label(cast("Values", each), place, code)

    def label(self, one: Values, place: str, code: str = "", *, is_row: bool = False) -> SaidLabel:
        """Return an object as a label; raise a `UserError` where it names no code."""
        given = value_of(one, keys.CODES)
        words_key = ""
        if isinstance(given, str) and given.strip():
            code = given.strip()
            names = (bare(code), *keys.WORDS)
        elif code:
            names = (bare(code), *keys.WORDS)
        else:
            words_key = named(one, keys.QUOTES)
            if not words_key:
                words_key = next((key for key in one if self._is_span(key)), "")
            if not words_key:
                words_key = named(one, ("cue", "source", "speaker"))
            if not words_key:
                raise UserError("The label names no code.", where=place)
            names = ()
            code = "quote" if bare(words_key) in keys.QUOTES else words_key
        code = self._code_name(code)
        words_key = words_key or named(one, names)
        words = one.get(words_key) if words_key else None
        label = SaidLabel(code=code, words=self._words(words, one))
        skipped = {words_key, *([] if not is_row else self._article_keys(one, words_key))}
        self._take_said(label, one)
        self._take_rest(label, one, skipped)
        return label

    def _article_keys(self, one: Values, words_key: str) -> list[str]:
        names = {*keys.ARTICLE_TEXT, *keys.LISTS}
        for listed in keys.ARTICLE_REFERENCES.values():
            names |= {*listed}
        return [key for key in one if bare(key) in names and key != words_key]

    def _is_span(self, key: str) -> bool:
        code = self._by_name.get(bare(key))
        return code is not None and code.scope is Scope.SPAN

    def _code_name(self, name: str) -> str:
        known = self._by_name.get(bare(name))
        if known is not None:
            return known.id
        return "quote" if bare(name) in keys.QUOTES else name

    def _words(self, words: Any, one: Values) -> Words | None:
        if isinstance(words, dict):
            inner = cast("Values", words)
            return self._words(value_of(inner, keys.WORDS), inner)
        if words is not None and not isinstance(words, str):
            words = str(words)
        if not words:
            return None
        paragraph = value_of(one, keys.CONTEXT["paragraph"])
        at = integer(paragraph)
        return Words(
            words=words,
            before=_text(value_of(one, keys.CONTEXT["before"])),
            after=_text(value_of(one, keys.CONTEXT["after"])),
            paragraph=at if at is not None else _text(paragraph) or None,
            sentence=_text(value_of(one, keys.CONTEXT["sentence"])),
            order=_number(value_of(one, keys.CONTEXT["order"])),
            occurrence=integer(value_of(one, keys.CONTEXT["occurrence"])),
        )

    def _take_said(self, label: SaidLabel, one: Values) -> None:
        """Take what is said of a label beside its words and answers."""
        said = {name: value_of(one, names) for name, names in keys.OF_LABEL.items()}
        label.coder, label.note = _text(said["coder"]), _text(said["note"])
        label.reason, label.score = _text(said["reason"]), _number(said["score"])
        label.id = str(said["id"]) if isinstance(said["id"], str | int) else ""
        label.at = _text(said["at"]) if _is_stamp(_text(said["at"])) else ""
        if isinstance(said["fields"], dict):
            label.fields.update(cast("Values", said["fields"]))
        links: list[ForeignLink] = []
        for link in dicts_in(said["links"]):
            end = value_of(link, ("annotation", "to", "target", "label", "id"))
            if end is not None:
                kind = _text(value_of(link, ("type", "relation", "name"))) or "related"
                links.append(ForeignLink(type=kind, to=str(end)))
        label.links = tuple(links)

    def _take_rest(self, label: SaidLabel, one: Values, skipped: set[str]) -> None:
        """Take the other keys: what belongs to a label, and answers to its fields."""
        code = self._by_name.get(bare(label.code))
        answers: dict[str, Values] = {}
        for key, value in one.items():
            name = bare(key)
            if key in skipped or name in _CONSUMED or value in (None, "", [], {}):
                continue
            if name in keys.CODES or name in keys.OFFSETS or name in keys.LEFT_OUT:
                continue
            of, dot, field = key.partition(".")
            if dot and self._belongs(code, of) is not None:
                answers.setdefault(bare(of), {})[field] = value
            elif dot and bare(of) == bare(label.code):
                label.fields[field] = value
            elif not self._take_part(label, code, key, value):
                label.fields[key] = value
        for of, fields in answers.items():
            for _, part in label.parts:
                if bare(part.code) == of or self._belongs(code, of) == (part.code, ""):
                    part.fields.update(fields)

    def _take_part(self, label: SaidLabel, code: Code | None, key: str, value: Any) -> bool:
        """Take a key that names what belongs to a label; return False for any other."""
        belonging = self._belongs(code, key)
        if belonging is None:
            return False
        name, link = belonging
        values: Sequence[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
        for each in values[:_MOST_PARTS]:
            if name == ACTOR_END:
                label.actors.append((link, _text(each)))
                continue
            if isinstance(each, dict):
                part = self.label(cast("Values", each), key, name)
            else:
                part = SaidLabel(code=name, words=self._words(each, {}))
            if part.words is not None:
                label.parts.append((link, part))
        return True

    def _belongs(self, code: Code | None, key: str) -> tuple[str, str] | None:
        """Return the code and the link that a key of a label means, if it means any."""
        name = bare(key)
        if code is not None:
            if any(name in (bare(field.id), bare(field.name)) for field in code.fields):
                return None
            for rule in code.links:
                ends = [end for end in rule.ends if end not in (ACTOR_END, ANY_CODE)]
                if name in (bare(rule.type), bare(rule.name)):
                    return (ends[0], rule.type) if ends else (ACTOR_END, rule.type)
            other = self._by_name.get(name) or self._by_name.get(
                bare(keys.BELONGING.get(name, ("", ""))[0])
            )
            if other is not None and other is not code:
                admitting = [rule for rule in code.links if rule.admits(other.id)]
                exact = [rule for rule in admitting if other.id in rule.ends]
                for rule in (*exact, *admitting):
                    return other.id, rule.type
        known = keys.BELONGING.get(name)
        return known if known is not None and (code is None or not code.links) else None


def _run(one: Values) -> ForeignRun | None:
    """Return the program that an object says made its labels: a model, or a `run` of its own."""
    model = _text(value_of(one, keys.RUN["model"]))
    inner = one.get("run")
    said = cast("Values", inner) if isinstance(inner, dict) else {}
    values = {name: _text(value_of(said, names)) for name, names in keys.RUN.items()}
    name = values["name"] or (_text(inner) if isinstance(inner, str) else "") or model
    if not name and not values["model"]:
        return None
    return ForeignRun(
        name=name or values["model"],
        model=values["model"] or model,
        version=values["version"],
        prompt_sha256=values["prompt_sha256"],
        at=values["at"] if _is_stamp(values["at"]) else "",
        cost=_number(value_of(said, keys.RUN["cost"])),
        currency=values["currency"],
        note=values["note"],
    )


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) else ""


def _is_stamp(text: str) -> bool:
    return _STAMP.fullmatch(text) is not None


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    given = number(value)
    return given if given is not None and abs(given) < 1e15 else None


def merged(articles: Sequence[SaidArticle]) -> list[SaidArticle]:
    """Return articles, those put together that are the same: rows come one per label."""
    found: dict[tuple[Any, ...], SaidArticle] = {}
    for one in articles:
        mark: tuple[Any, ...] = (one.text,) if one.text else tuple(sorted(one.reference.items()))
        first = found.setdefault(mark or (one.place,), one)
        if first is not one:
            first.labels.extend(one.labels)
            first.meta = {**one.meta, **first.meta}
    return list(found.values())


def as_mapping(cells: Mapping[str, str]) -> Values:
    """Return the cells of a row that hold something as an object."""
    return {key: cell for key, cell in cells.items() if key.strip() and cell.strip()}
