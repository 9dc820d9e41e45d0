"""The codebook in a report: names and definitions, or the whole of it."""

from collections.abc import Iterator

from annotator.domain.codebook import Code, Codebook, CodeState, Field, Scope
from annotator.domain.wording import counted, shortened
from annotator.workflow.codebook_text import condition_text
from annotator.workflow.report.elements import PageParts, Row, paragraph, said
from annotator.workflow.report.escaping import escaped, in_lines

_LONGEST = 160  # characters of a definition in the short table
_MOST = 40  # rows of the short table
_GUIDELINE = (
    ("definition", "Definition"),
    ("include", "Include"),
    ("exclude", "Exclude"),
    ("positive_example", "Example"),
    ("negative_example", "No example"),
    ("source", "Source"),
)


def codebook_short(book: Codebook, paper: PageParts) -> str:
    """Return a chapter with the codes that are used, and what each means in a line."""
    codes = [one for one in book.codes if one.state is CodeState.ACTIVE and not one.group]
    rows: list[Row] = [
        (one.name, _scope(one), len(one.fields), shortened(one.definition, _LONGEST))
        for one in codes[:_MOST]
    ]
    left = codes[_MOST:]
    more = f"{counted(len(left), 'further code')} left out here. " if left else ""
    whole = "Guidelines, fields and answers are in the guideline book and in the whole report."
    heading = ("Code", "For", "Fields", "Definition")
    table = paper.table(heading, rows) if rows else said("The codebook has no codes yet.")
    parts = (_description(book), table, said(f"{more}{whole}", quiet=True))
    return paper.section("Codebook", parts)


def codebook_whole(book: Codebook, paper: PageParts) -> str:
    """Return a chapter with each code, its guideline, its fields and its links."""
    parts = (_description(book), *(_code(code, paper) for code in book.codes))
    return paper.section("Codebook", parts)


def _description(book: Codebook) -> str:
    return paragraph(in_lines(book.description)) if book.description else ""


def _scope(code: Code) -> str:
    return "whole articles" if code.scope is Scope.ARTICLE else "spans"


def _code(code: Code, paper: PageParts) -> str:
    if code.group:
        return paper.part(f"{code.name} (heading)", ())
    return paper.part(code.name, _code_parts(code, paper))


def _code_parts(code: Code, paper: PageParts) -> Iterator[str]:
    retired = ", retired" if code.state is not CodeState.ACTIVE else ""
    yield said(f"{code.id}, for {_scope(code)}{retired}", quiet=True)
    for attribute, name in _GUIDELINE:
        words: str = getattr(code, attribute)
        if words.strip():
            yield paragraph(f"<b>{name}:</b> {in_lines(words)}")
    if code.fields:
        yield paper.table(("Field", "Type", "Answers", "Help"), map(_field, code.fields))
    if code.links:
        links = "; ".join(f"{rule.name} to {', '.join(rule.ends)}" for rule in code.links)
        yield paragraph(f"<b>Links:</b> {escaped(links)}")


def _field(field: Field) -> tuple[str, str, str, str]:
    names = (
        f"{choice.name} ({', '.join(one.name for one in choice.choices)})"
        if choice.choices
        else choice.name
        for choice in field.choices
    )
    steps = (
        f"{field.signed(one.value)} {one.label}" if one.label else field.signed(one.value)
        for one in field.steps
    )
    shown = field.shown_if
    only = f"only if {shown.field} is {condition_text(shown, None)}" if shown else ""
    help_ = " ".join(filter(None, (field.help, only, "required" if field.required else "")))
    return field.name, field.type.value.replace("_", " "), ", ".join((*names, *steps)), help_
