"""The guideline book: a codebook as one page to be read and printed by those who code."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from annotator import __version__
from annotator.domain.codebook import (
    ACTOR_END,
    ANY_CODE,
    GUIDELINE,
    Code,
    Codebook,
    CodeState,
    Field,
    LinkRule,
    Scope,
)
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.formats.files.atomic import written_beside
from annotator.store.readable import ReadableProject
from annotator.workflow.codebook_text import RETIRED, condition_text, default_text
from annotator.workflow.codebooks.book_paper import BEGINS, numbered
from annotator.workflow.report.escaping import escaped, in_lines

HTML, PDF = ".html", ".pdf"
"""The endings of a book's files."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; color: #1f2328; }
h1 { font-size: 22pt; margin: 0 0 4px 0; }
h2 { font-size: 15pt; margin: 24px 0 8px 0; }
h2.below { font-size: 13pt; margin: 16px 0 8px 0; }
h3 { font-size: 12pt; margin: 20px 0 2px 0; }
p { margin: 0 0 6px 0; }
a { color: #0b57a4; text-decoration: none; }
table { border-collapse: collapse; margin: 4px 0 8px 0; }
th, td { padding: 3px 8px; text-align: left; vertical-align: top; }
th { background-color: #eef1f4; }
.grid td, .grid th { border: 1px solid #c9ced6; }
.number { text-align: right; }
.quiet { color: #57606a; }
.new { page-break-before: always; }
hr { background-color: #c9ced6; }
"""
_FOR_PAPER = """
body { line-height: 1.45; max-width: 56em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, p, td { overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
td.number { text-align: right; overflow-wrap: normal; }
.code { margin: 0 0 2em 0; padding-top: 1em; border-top: 1px solid #c9ced6; }
.code h3 { margin-top: 0; }
.contents td { padding: 1px 12px 1px 0; }
@page { size: A4; margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  h2, h3, .kept { break-after: avoid; }
  tr { break-inside: avoid; }
  p { orphans: 2; widows: 2; }
  a { color: inherit; }
}
@media screen and (prefers-color-scheme: dark) {
  body { color: #e6e8eb; background-color: #1b1f24; }
  a { color: #6cb0ff; }
  .quiet { color: #a3abb5; }
  th { background-color: #2a3038; }
  .grid td, .grid th, .code { border-color: #434b55; }
}
"""
_INDENT = "\N{NO-BREAK SPACE}"
_BREAK = "<br>"
_LONG = 12
"""From how many rows on a table says its headings again on each page."""
_FIRST_STRONG, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class BookFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the book is made from; `counts` are annotations by code, None where none are told."""

    project: str
    made: str
    codebook: Codebook
    counts: Mapping[str, int] | None = None

    @property
    def title(self) -> str:
        """The book's title."""
        return self.codebook.title or self.project or "Codebook"


def book_facts(
    project: ReadableProject, *, counts: bool = False, seen_by: Visibility | None = None
) -> BookFacts:
    """Gather what the book says of a project; annotations are counted as somebody sees them."""
    return BookFacts(
        project=project.info().title or project.path.stem,
        made=f"{dt.datetime.now(dt.UTC).astimezone():%Y-%m-%d}",
        codebook=project.codebook(),
        counts=project.code_counts(seen_by) if counts else None,
    )


def place_book(facts: BookFacts, path: Path) -> None:
    """Write the book as one HTML page that needs nothing else; raise a `UserError`."""
    with written_beside(path) as (file,):
        file.write(book_page(facts).encode())


def book_page(
    facts: BookFacts,
    *,
    paged: bool = False,
    pages: Mapping[str, int] | None = None,
    breaks: Collection[str] | None = None,
) -> str:
    """Return the book as HTML; whatever people have written is text in it.

    What is `paged` has its margins already; `pages` are the numbers of the pages of codes, by id,
    and `breaks` the parts that begin a page; without them it is for a page without an end.
    """
    title, style = escaped(facts.title), _STYLE if paged else _STYLE + _FOR_PAPER
    book = facts.codebook
    codes = [code for code in _ordered(book) if code.state is CodeState.ACTIVE]
    retired = [code for code in _ordered(book) if code.state is not CodeState.ACTIVE]
    parts = [_head(facts), _contents(facts, (*codes, *retired), pages)]
    parts += _codes(codes, facts, paged=paged)
    if retired:
        parts.append(f"{BEGINS}<h2>No longer used</h2>\n")
        parts += _codes(retired, facts, paged=paged, headed=True)
    body = "".join(parts)
    body = numbered(body, breaks) if paged else body.replace(BEGINS, "")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{body}</body>\n</html>\n"
    )


def _head(facts: BookFacts) -> str:
    book = facts.codebook
    told = f"Guidelines for coders. Codebook version {book.version}, {facts.made}."
    if facts.project and facts.project != facts.title:
        told = f"{told} Project: {facts.project}."
    made = f"Made with Media Annotator {__version__}."
    about = _p(in_lines(book.description)) if book.description.strip() else ""
    return f"<h1>{escaped(facts.title)}</h1>\n{_quiet(told)}{about}{_quiet(made)}"


def _ordered(book: Codebook) -> list[Code]:
    """Return the codes with those below each one after it."""
    below: dict[str, list[Code]] = {}
    known = {code.id for code in book.codes}
    for code in book.codes:
        below.setdefault(code.parent if code.parent in known else "", []).append(code)
    found: dict[str, Code] = {}
    waiting = list(reversed(below.get("", [])))
    while waiting:
        code = waiting.pop()
        if code.id not in found:
            found[code.id] = code
            waiting += reversed(below.get(code.id, []))
    return [*found.values(), *(code for code in book.codes if code.id not in found)]


def _depth(code: Code, book: Codebook) -> int:
    seen, above = {code.id}, book.code(code.parent)
    while above is not None and above.id not in seen:
        seen.add(above.id)
        above = book.code(above.parent)
    return len(seen) - 1


def _contents(facts: BookFacts, codes: Sequence[Code], pages: Mapping[str, int] | None) -> str:
    if not codes:
        return _p("The codebook has no codes yet.")
    rows: list[str] = []
    for code in codes:
        indent = _INDENT * 4 * _depth(code, facts.codebook)
        name = f'<a href="#{escaped(code.id)}">{escaped(code.name)}</a>'
        name = f"<b>{name}</b>" if code.group else name
        cells = [f"<td>{indent}{name}</td>", f"<td>{escaped(code.key.upper())}</td>"]
        cells.append(f'<td class="quiet">{"" if code.group else _scope(code)}</td>')
        if facts.counts is not None:
            count = "" if code.group else f"{facts.counts.get(code.id, 0):,}"
            cells.append(f'<td class="number">{count}</td>')
        if pages is not None:
            cells.append(f'<td class="number">{pages.get(code.id, "")}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    heads = ["Code", "Key", "For"]
    heads += ["Annotations"] if facts.counts is not None else []
    heads += ["Page"] if pages is not None else []
    head = "".join(f"<th>{one}</th>" for one in heads)
    table = f'<table class="contents" cellspacing="0">\n<tr>{head}</tr>\n{"".join(rows)}</table>\n'
    return f"<h2>Contents</h2>\n{table}"


def _scope(code: Code) -> str:
    return "whole articles" if code.scope is Scope.ARTICLE else "stretches of text"


def _codes(
    codes: Sequence[Code], facts: BookFacts, *, paged: bool, headed: bool = False
) -> Iterator[str]:
    """Yield the codes; `headed` says that a heading stands above the first one."""
    for n, code in enumerate(codes):
        above = codes[n - 1] if n else None
        begins = not headed if above is None else not above.group
        opened = "new" if above is None and not headed else ""
        yield (BEGINS if begins else "") + _code(code, facts, opened, paged=paged, ruled=begins)


def _code(code: Code, facts: BookFacts, opened: str, *, paged: bool, ruled: bool) -> str:
    anchor = f'<a name="{escaped(code.id)}"></a>' if paged else ""
    ident = "" if paged else f' id="{escaped(code.id)}"'
    if code.group:
        said = "".join(_guideline(code))
        lower = "below" if _depth(code, facts.codebook) else ""
        return f"<h2{_classes(opened, lower)}{ident}>{anchor}{escaped(code.name)}</h2>\n{said}"
    heading = f"<h3{_classes(opened, '')}{ident}>{anchor}{escaped(code.name)}</h3>\n"
    told = list(_guideline(code))
    parts = [_facts_of(code, facts), *told[:1], *(f"{BEGINS}{one}" for one in told[1:])]
    parts += [_field(field, code) for field in code.fields]
    if code.links:
        rows = [_link(rule, facts.codebook) for rule in code.links]
        parts.append(f"{BEGINS}{_kept('<b>Links</b>')}{_table(('Link', 'To', 'How many'), rows)}")
    rule = "" if paged or not ruled else ' class="code"'
    return (
        f"{heading}{''.join(parts)}\n" if paged else f"<div{rule}>{heading}{''.join(parts)}</div>\n"
    )


def _classes(*names: str) -> str:
    wanted = " ".join(filter(None, names))
    return f' class="{wanted}"' if wanted else ""


def _facts_of(code: Code, facts: BookFacts) -> str:
    above = facts.codebook.code(code.parent)
    parts = [
        f"Key {code.key.upper()}" if code.key else "",
        f"for {_scope(code)}",
        f"below {above.name}" if above is not None else "",
        f"id {code.id}",
    ]
    if facts.counts is not None:
        parts.append(counted(facts.counts.get(code.id, 0), "annotation"))
    return _quiet(" · ".join(filter(None, parts)))


def _guideline(code: Code) -> Iterator[str]:
    for attribute, name in GUIDELINE:
        words: str = getattr(code, attribute)
        if words.strip():
            yield _p(f"<b>{name}.</b> {_isolated(words)}")


def _field(field: Field, code: Code) -> str:
    kind = field.type.row.title.lower()
    needed = "must be answered" if field.required else ""
    told = [kind, "asked no longer" if field.retired else needed]
    if field.shown_if is not None:
        other = code.field(field.shown_if.field)
        name = other.name if other else field.shown_if.field
        told.append(f"only if {name} is {condition_text(field.shown_if, other)}")
    if field.default is not None:
        told.append(f"begins with {default_text(field)}")
    said = f"<b>{escaped(field.name)}</b> – {escaped(', '.join(filter(None, told)))}"
    help_ = _p(in_lines(field.help)) if field.help.strip() else ""
    rows: list[tuple[str, str, str]] = []
    number = 0
    asked = field.offering()
    for choice in asked.choices:
        for one in (choice, *choice.choices):
            number += 1
            indent = _INDENT * 4 if one is not choice else ""
            rows.append((str(number), f"{indent}{one.name}", one.help))
    for step in asked.steps:
        number += 1
        rows.append((str(number), field.signed(step.value), step.label))
    rows += [("", f"{name} {RETIRED}", help_) for name, help_ in _retired_of(field)]
    heads = ("", "Step" if field.steps else "Choice", "Meaning")
    return f"{BEGINS}{_kept(said)}{help_}{_table(heads, rows) if rows else ''}"


def _retired_of(field: Field) -> Iterator[tuple[str, str]]:
    """Yield the names and meanings of what is offered no longer: labels may have it."""
    for choice in field.choices:
        for one in (choice, *choice.choices):
            if one.retired or choice.retired:
                yield one.name, one.help
    for step in field.steps:
        if step.retired:
            yield field.signed(step.value), step.label


def _link(rule: LinkRule, book: Codebook) -> tuple[str, str, str]:
    ends = [_end(end, book) for end in rule.ends]
    most = "any number" if rule.maximum is None else f"at most {rule.maximum:,}"
    many = f"at least {rule.minimum:,}, {most}" if rule.minimum else most
    return rule.name, ", ".join(ends), many


def _end(end: str, book: Codebook) -> str:
    if end == ACTOR_END:
        return "an actor"
    if end == ANY_CODE:
        return "any annotation"
    code = book.code(end)
    return code.name if code is not None else end


# What the page is made of


def _p(inner: str) -> str:
    return f"<p>{inner}</p>\n"


def _kept(inner: str) -> str:
    return f'<p class="kept">{inner}</p>\n'


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escaped(text)}</p>\n'


def _isolated(words: str) -> str:
    """Return words beside a name of ours, each line in its own direction."""
    return _BREAK.join(f"{_FIRST_STRONG}{one}{_POP}" for one in in_lines(words).split(_BREAK))


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escaped(one)}</th>" for one in heading)
    body = "".join(
        f"<tr>{''.join(f'<td>{_spaced(cell)}</td>' for cell in row)}</tr>\n" for row in rows
    )
    top = f"<tr>{head}</tr>"
    top = f"<thead>{top}</thead>" if body.count("<tr>") > _LONG else top
    return f'<table class="grid" cellspacing="0">\n{top}\n{body}</table>\n'


def _spaced(cell: str) -> str:
    bare = cell.lstrip(_INDENT)
    return _INDENT * (len(cell) - len(bare)) + in_lines(bare)
