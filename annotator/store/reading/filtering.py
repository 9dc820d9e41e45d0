"""Filters articles by words and by keys: `climate outlet:"The Herald" -status:done`."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

import msgspec
from msgspec import structs

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import UserError
from annotator.domain.names import folded, searchable
from annotator.domain.record import Values
from annotator.domain.version_bounds import HOW_TO_ASK, no_version_in_words, version_bound
from annotator.domain.wording import quoted
from annotator.store.reading.rows import ArticleRow

TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<key>\w+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)|(?=\s|$))'
)
"""A condition or a word as it is typed: `-key:value`, `"some words"`."""
_ADDRESSES = frozenset(("http", "https", "ftp", "mailto"))
"""What stands before a colon in addresses."""
_OTHER_NAMES = {"started": WorkStatus.IN_PROGRESS}

LOCKED, SENT_BACK = "locked", "sent_back"
"""What `is:` asks for beside the states of articles."""
UNITS = "units"
"""The condition on how far the answers for an article's units are."""
UNITS_OPEN, UNITS_ANSWERED = "open", "answered"
"""What `units:` asks for: some unit has no answer of one's own, or each has one."""
COPIES = "copies"
"""The condition on near copies; which articles fulfil it is found out before it is asked."""
COPIED, COPIED_AGAIN = "yes", "again"
"""What `copies:` asks for beside an article: any copies, or all of them but one of each."""
VERSION = "version"
"""The condition on the version of the codebook that something was coded by."""
ANYBODY = "*"
"""Who an article is assigned to where it is assigned at all, and the round where it is in one."""


class Term(msgspec.Struct, frozen=True):
    """One condition; without a `key` it is a word or a phrase of title or text.

    `articles` are those (ids) that fulfil one which the file alone doesn't answer.
    """

    key: str
    value: str
    negated: bool = False
    articles: frozenset[str] = frozenset()


class Filterable(Protocol):
    """A project, as far as filtering its articles goes."""

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        ...

    def articles(self) -> list[ArticleRow]:
        """Return a summary of every article, in the order in which they came in."""
        ...

    def units_answered(self, coder: str) -> frozenset[str] | None:
        """Return the articles (ids) in which somebody (a handle) has answered for every unit.

        None where no code asks of units.
        """
        ...

    def search(self, words: str) -> set[str]:
        """Return the ids of the articles whose title or text has all these words."""
        ...


class Query(msgspec.Struct, frozen=True):
    """What a filter asks for.

    `words` is what full text must have, as `Project.search` takes it; `without` what it must
    not; `terms` are the keyed conditions. With `unknown` ones (their keys, or for one that names no
    version the condition as `version:abc`) it finds nothing.
    """

    words: str = ""
    without: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def looks_at_texts(self) -> bool:
        """Whether texts are looked at that no index helps with: it takes time at first."""
        return any(term.key in (UNITS, COPIES) for term in self.terms)

    @property
    def asks_copies(self) -> bool:
        """Whether it has to be known which articles are near copies of one another."""
        return any(term.key == COPIES for term in self.terms)


def parse(words: str, codes: Iterable[Code] = ()) -> Query:
    """Return the query that these words mean; any words mean one, half-typed ones too.

    `key:value` with a key of `KEYS` is a condition, values with spaces in double quotes; another
    key is an unknown one, but in double quotes, in times and in addresses (`10:30`, `https://…`).
    A leading `-` negates. `codes` are those that may be called by name.
    """
    codes = list(codes)
    matches = list(TERM.finditer(words))
    unknown = [match["key"] for match in matches if _is_unknown(match)]
    found = [_term(match) for match in matches if not _is_unknown(match)]
    unknown += [f"{one.key}:{one.value.strip()}" for one, _ in found if _names_no_version(one)]
    plain = [(term, written) for term, written in found if not term.key and term.value.strip()]
    wanted = " ".join(written for term, written in plain if not term.negated)
    # A word that is still being typed matches as a beginning: one followed by a space is done.
    done = wanted and not words.endswith(wanted)
    return Query(
        words=f"{wanted} " if done else wanted,
        without=tuple(f"{written.removeprefix('-')} " for term, written in plain if term.negated),
        terms=tuple(
            named
            for term, _ in found
            if term.key and term.value.strip()
            for named in _by_id(term, codes)
        ),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def refuse_unknown(query: Query) -> None:
    """Raise a `UserError` where a query asks for a condition that there is none of."""
    if query.unknown:
        raise UserError(unknown_in_words(query), remedy=known_in_words(query))


def refuse_unknown_codes(terms: Iterable[Term], codes: Iterable[Code]) -> None:
    """Raise a `UserError` where a condition is on a code that is none, by its id and its name.

    That is for words of which no more is typed: while it is, half of a code is none either.
    """
    known = list(codes)
    names = {searchable(name) for code in known for name in (code.id, code.name)}
    for one in terms:
        if one.key == "code" and searchable(one.value.strip()) not in names:
            ids = ", ".join(code.id for code in known if not code.group)
            message = f"There is no code {one.value.strip()} in the codebook."
            raise UserError(message, remedy=f"It has {ids}." if ids else "")


def unknown_in_words(query: Query) -> str:
    """Say which of a query's conditions there are none of."""
    key, _, value = query.unknown[0].partition(":")
    if value:
        return no_version_in_words(value)
    return f"{quoted(f'{key}:')} is no condition of the filter."


def known_in_words(query: Query) -> str:
    """Name the conditions that there are, and say how such words are found nonetheless."""
    if ":" in query.unknown[0]:
        return HOW_TO_ASK
    known = ", ".join(f"{key}:" for key in KEYS)
    return f"There are {known}. Words with a colon are found in double quotes."


def _is_unknown(match: re.Match[str]) -> bool:
    key, bare = match["key"] or "", match["bare"] or ""
    return key.casefold() not in KEYS and not are_words(key, bare)


def _names_no_version(term: Term) -> bool:
    value = term.value.strip()
    return term.key == VERSION and bool(value) and version_bound(value) is None


def are_words(key: str, behind: str) -> bool:
    """Tell whether what stands before and behind a colon are words, as in times and addresses."""
    if not key[:1].isalpha() or key.casefold() in _ADDRESSES:
        return True
    return bool(behind) and not (behind[0].isalnum() or behind[0] in "*+-")


def _by_id(term: Term, codes: Iterable[Code]) -> list[Term]:
    """Return a condition on a code's name as one on the id of each code that is called so."""
    name = searchable(term.value.strip())
    called = [code.id for code in codes if term.key == "code" and searchable(code.name) == name]
    return [term, *(structs.replace(term, value=code) for code in called)]


def _term(match: re.Match[str]) -> tuple[Term, str]:
    key = (match["key"] or "").casefold()
    value = match["quoted"] if match["quoted"] is not None else match["bare"] or ""
    if key in KEYS:
        return Term(key, value, bool(match["minus"])), match[0]
    return Term("", match[0].strip('-"'), bool(match["minus"])), match[0]


def matches(row: ArticleRow, query: Query, coder: str = "") -> bool:
    """Return whether an article fulfils the keyed conditions; `status:` means this coder's.

    Of several conditions with one key one must hold, of those with `-` none may.
    """
    unmet: dict[str, bool] = {}
    for term in query.terms:
        is_copies = term.key == COPIES
        holds = row.id in term.articles if is_copies else KEYS[term.key](row, term.value, coder)
        if term.negated and holds:
            return False
        if not term.negated:
            unmet[term.key] = unmet.get(term.key, True) and not holds
    return not any(unmet.values())


def chosen(
    rows: Iterable[ArticleRow], query: Query, search: Callable[[str], set[str]], coder: str = ""
) -> list[ArticleRow]:
    """Return the rows that the query asks for, in their order; `search` is `Project.search`."""
    found = search(query.words) if query.words.strip() else None
    without: set[str] = set()
    for words in query.without:
        without |= search(words)
    return [
        row
        for row in rows
        if (found is None or row.id in found)
        and row.id not in without
        and matches(row, query, coder)
    ]


def _as_it_is(query: Query) -> Query:
    return query


def filtered(
    project: Filterable,
    words: str,
    coder: str = "",
    resolved: Callable[[Query], Query] = _as_it_is,
) -> list[ArticleRow]:
    """Return a project's articles that a query in words asks for, in their order.

    `resolved` finds out what the file alone doesn't answer. Raise a `UserError` for a condition
    that there is none of.
    """
    query = parse(words, project.codebook().codes)
    refuse_unknown(query)
    query = resolved(query)
    rows = project.articles()
    known = {handle for row in rows for handle in row.statuses}
    spelt = next((one for one in sorted(known) if folded(one) == folded(coder)), coder)
    if any(term.key == UNITS for term in query.terms):
        answered = project.units_answered(spelt)
        rows = [structs.replace(row, units=units_state(answered, row.id)) for row in rows]
    return chosen(rows, query, project.search, spelt)


def units_state(answered: Collection[str] | None, article: str) -> str:
    """Return what `units:` can ask of an article; nothing where no code asks of units."""
    if answered is None:
        return ""
    return UNITS_ANSWERED if article in answered else UNITS_OPEN


def is_units(state: str, value: str) -> bool:
    """Tell whether how far the answers are is what `units:` asks for."""
    return bool(state) and state == named_state(value)


def names_round(words: str) -> bool:
    """Tell whether a query in words asks for a round, and so for what is kept apart, too."""
    return any(term.key == "round" and not term.negated for term in parse(words).terms)


def is_outlet(meta: Values, value: str) -> bool:
    """Tell whether an article's metadata fulfils `outlet:`."""
    return searchable(value) in searchable(str(meta.get("outlet", "")))


def is_status(status: WorkStatus, value: str) -> bool:
    """Tell whether a status is what `status:` asks for."""
    name = re.sub(r"[\s-]+", "_", value.strip().casefold())
    return status.startswith(name) or _OTHER_NAMES.get(name) is status


def named_state(value: str) -> str:
    """Return what `is:` asks for: an article's state, `locked` or `sent_back`."""
    return re.sub(r"[\s-]+", "_", value.strip().casefold())


def named_role(value: str) -> str:
    """Return the role that `has:` asks for, such as `pull_quote`."""
    return named_state(value)


def is_from(meta: Values, value: str) -> bool:
    """Tell whether an article's metadata fulfils `from:`."""
    published = str(meta.get("published", ""))
    return bool(published) and published[: len(value)] >= value[: len(published)]


def is_to(meta: Values, value: str) -> bool:
    """Tell whether an article's metadata fulfils `to:`."""
    published = str(meta.get("published", ""))
    return bool(published) and published[: len(value)] <= value


def _outlet(row: ArticleRow, value: str, _coder: str) -> bool:
    return is_outlet(row.meta, value)


def _status(row: ArticleRow, value: str, coder: str) -> bool:
    return is_status(row.status_of(coder), value)


def _code(row: ArticleRow, value: str, _coder: str) -> bool:
    return row.codes.get(value.casefold(), 0) > 0


def _of_coder(row: ArticleRow, value: str, _coder: str) -> bool:
    began = {coder for coder, status in row.statuses.items() if status is not WorkStatus.NEW}
    return folded(value) in {folded(coder) for coder in began | row.annotations.keys()}


def _assigned(row: ArticleRow, value: str, _coder: str) -> bool:
    if value == ANYBODY:
        return bool(row.assigned)
    return folded(value) in {folded(coder) for coder in row.assigned}


def _is(row: ArticleRow, value: str, _coder: str) -> bool:
    wanted = named_state(value)
    if wanted == SENT_BACK:
        return bool(row.sent_back)
    return row.locked if wanted == LOCKED else row.state == wanted


def _round(row: ArticleRow, value: str, _coder: str) -> bool:
    if value == ANYBODY:
        return bool(row.rounds)
    return folded(value) in {folded(name) for name in row.rounds}


def _has(row: ArticleRow, value: str, _coder: str) -> bool:
    return named_role(value) in row.roles


def _units(row: ArticleRow, value: str, _coder: str) -> bool:
    return is_units(row.units, value)


def _copies(_row: ArticleRow, _value: str, _coder: str) -> bool:
    return False  # which they are is found out before: see `Term.articles`


def _from(row: ArticleRow, value: str, _coder: str) -> bool:
    return is_from(row.meta, value)


def _to(row: ArticleRow, value: str, _coder: str) -> bool:
    return is_to(row.meta, value)


def _version(row: ArticleRow, value: str, _coder: str) -> bool:
    bound = version_bound(value)
    coded = (version for versions in row.versions.values() for version in versions)
    return bound is not None and any(map(bound.holds, coded))


KEYS: Mapping[str, Callable[[ArticleRow, str, str], bool]] = {
    "outlet": _outlet,
    "status": _status,
    "code": _code,
    "coder": _of_coder,
    "assigned": _assigned,
    "is": _is,
    "round": _round,
    "has": _has,
    UNITS: _units,
    COPIES: _copies,
    "from": _from,
    "to": _to,
    VERSION: _version,
}
"""The conditions by key: whether an article fulfils one, for the coder who asks."""
