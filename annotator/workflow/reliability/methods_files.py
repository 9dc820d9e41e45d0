"""The methods section as files: a format is one row, by the ending of the file's name."""

import csv
import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.analysis.agreement import SOFTWARE, citations, keys_of
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.workflow.reliability.methods import Methods

BIB = ".bib"
"""The ending of files of references."""
_TITLE = "Reliability"
_STYLE = (
    "body { font-family: serif; max-width: 48em; margin: 2em auto; } "
    "table { border-collapse: collapse; } "
    "th, td { border: 1px solid #888; padding: 3px 8px; text-align: left; vertical-align: top; }"
)


class MethodsFormat(msgspec.Struct, frozen=True):
    """A form of the methods section: the ending of its files, its name, and what writes it."""

    suffix: str
    name: str
    write: Callable[[Methods], str]


def as_html(found: Methods) -> str:
    """Return a page that word processors open, with the table as a table."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{as_html_fragment(found)}</body></html>\n"
    )


def as_html_fragment(found: Methods) -> str:
    """Return what stands in that page, as the clipboard takes it."""
    head = "".join(f"<th>{html.escape(one)}</th>" for one in found.headings)
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in line)}</tr>\n"
        for line in found.lines
    )
    notes = html.escape(" ".join(found.notes))
    references = "".join(f"<p>{html.escape(one)}</p>\n" for one in found.references)
    return (
        f"<h2>{_TITLE}</h2>\n<p>{html.escape(found.paragraph)}</p>\n"
        f'<table border="1" cellspacing="0" cellpadding="4">\n<tr>{head}</tr>\n{lines}</table>\n'
        f"<p><small>{notes}</small></p>\n<h3>References</h3>\n{references}"
    )


def as_markdown(found: Methods) -> str:
    """Return the section as Markdown."""
    table = [found.headings, ["---"] * len(found.headings), *found.lines]
    rows = [f"| {' | '.join(map(_in_markdown, line))} |" for line in table]
    references = [f"- {_in_markdown(one)}" for one in found.references]
    parts = [
        f"## {_TITLE}",
        _in_markdown(found.paragraph),
        "\n".join(rows),
        _in_markdown(" ".join(found.notes)),
        "### References",
        "\n".join(references),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def as_text(found: Methods) -> str:
    """Return the section as plain text, the table's cells apart by tabs."""
    table = ["\t".join(line) for line in (found.headings, *found.lines)]
    parts = [found.paragraph, "\n".join(table), " ".join(found.notes), "\n".join(found.references)]
    return "\n\n".join(filter(None, parts)) + "\n"


def as_latex(found: Methods) -> str:
    """Return what a LaTeX document takes in; it cites by the keys of `as_bibtex`."""
    columns = "l" * len(found.headings)
    lines = [
        r"% \input this; its citations are in the file that is saved as .bib.",
        _with_citations(found.paragraph),
        "",
        r"\begin{table}",
        r"\caption{Agreement by variable. " + _in_latex(" ".join(found.notes)) + "}",
        rf"\begin{{tabular}}{{{columns}}}",
        r"\hline",
        _latex_row(found.headings),
        r"\hline",
        *(_latex_row(line) for line in found.lines),
        r"\hline",
        r"\end{tabular}",
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def as_csv(found: Methods) -> str:
    """Return the table for scripts: a line for each variable, with numbers as they are."""
    parts = ("", "_low", "_high", "_n", "_counts")
    columns = [f"{measure}{part}" for measure in found.measures for part in parts]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["variable", "code", "field", "articles", *columns])
    for title, row in zip(found.titles, found.rows, strict=True):
        cells: list[Any] = []
        for one in (row.cells.get(measure) for measure in found.measures):
            cells += (
                [one.value, one.low, one.high, one.units, one.counts] if one else [""] * len(parts)
            )
        writer.writerow([title, row.code, row.field, row.articles, *cells])
    return text.getvalue()


def as_bibtex(found: Methods) -> str:
    """Return the papers that the section cites, and the program, as BibTeX."""
    software = (
        f"@misc{{mediaannotator,\n  title = {{{{{SOFTWARE}}}}},\n"
        f"  note = {{Computer software, version {found.version}}}\n}}\n"
    )
    return "\n".join([*(one.bibtex for one in found.papers), software])


_FORMATS = (
    MethodsFormat(".html", "Web page, for Word", as_html),
    MethodsFormat(".tex", "LaTeX", as_latex),
    MethodsFormat(".md", "Markdown", as_markdown),
    MethodsFormat(".txt", "Text", as_text),
    MethodsFormat(".csv", "Table as CSV", as_csv),
    MethodsFormat(BIB, "References as BibTeX", as_bibtex),
)
METHODS_FORMATS: Mapping[str, MethodsFormat] = {one.suffix: one for one in _FORMATS}
"""The forms by the endings of their files."""


def methods_format(path: Path) -> MethodsFormat:
    """Return the form that a file's name asks for; raise a `UserError` for another ending."""
    found = METHODS_FORMATS.get(path.suffix.lower())
    if found is None:
        raise UserError(
            f"Methods are not written as {path.suffix or 'a file without an ending'}.",
            remedy=f"Let the file's name end in {', '.join(METHODS_FORMATS)}.",
        )
    return found


def write_methods(path: Path, found: Methods) -> None:
    """Write a methods section in the form that the file's name asks for.

    Raises a `UserError` for another ending, and when the file can't be written.
    """
    words = methods_format(path).write(found)
    with written_beside(path) as (file,):
        file.write(words.encode())


def _in_markdown(words: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", words)


def _latex_row(cells: Sequence[str]) -> str:
    return " & ".join(map(_in_latex, cells)) + r" \\"


_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "|": "$|$",
    "<": "$<$",
    ">": "$>$",
    "−": "$-$",
    "–": "--",
    "’": "'",
    "“": "``",
    "”": "''",
    "·": r"$\cdot$",
    "α": r"$\alpha$",
    "κ": r"$\kappa$",
    "π": r"$\pi$",
    "γ": r"$\gamma$",
    **{one: rf"\{one}" for one in "#$%&_"},
}


def _in_latex(words: str) -> str:
    return "".join(_LATEX.get(one, one) for one in words)


def _with_citations(words: str) -> str:
    """Return words for LaTeX, with author and year made a citation wherever papers are cited."""
    cited = "|".join(map(re.escape, citations()))
    return re.sub(rf"\(({cited})\)|({cited})|(.)", _cite, words, flags=re.DOTALL)


def _cite(found: re.Match[str]) -> str:
    words = found[1] or found[2]
    return rf"\cite{{{','.join(keys_of(words))}}}" if words else _in_latex(found[3])
