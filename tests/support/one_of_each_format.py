"""A small sound file of every format that comes in, by its row’s id; every word is invented."""

import json
from collections.abc import Callable
from pathlib import Path

import agency_files
import archive_files
import integrum_files
import label_files
import lexis_files
import made_documents
import proquest_files
import tool_files
from pages import ENGLISH, page, paragraphs
from xlsx_files import workbook

_NUMBER = archive_files.FACTIVA_NUMBER
_ARTICLE = archive_files.factiva_article(
    ["9 words", "11 March 2030", "Post", "English", "(c) 2030"],
    ["The <b>ferry</b> waits."],
    number=_NUMBER,
    title="Ferry",
)
_WIRE = "Title\n12 March 2020\n\nText of it.\nMore.\n"
_RIS = "TY  - NEWS\nTI  - Quay sold\nDA  - 2025/03/04/\nUR  - https://courier.example/quay\nER  -\n"
_EVENT = "\t".join(["1234567890", *["x"] * 59, "https://post.example/1"])
_ANSWERS = [
    {
        "title": "Ferry",
        "text": "“The ferry waits,” said Ida. So does Ben.",
        "quotes": [{"quote": "The ferry waits", "source": "Ida", "cue": "said"}],
    }
]
_LINE = {"title": "Ferry", "text": "The ferry waits.\nSo does Ida."}
_ROWS = [["Headline", "Body", "Day"], ["Ferry", "The ferry waits.", "4 March 2025"]]

Files = dict[str, str | bytes]

MADE: dict[str, Files] = {
    "lexis": {
        "a.docx": lexis_files.docx(lexis_files.ENGLISH),
        "a.rtf": lexis_files.rtf(lexis_files.GERMAN),
        "a.txt": lexis_files.FRENCH,
    },
    "factiva": {
        "f.html": archive_files.factiva_page(_ARTICLE, _ARTICLE),
        "f.rtf": archive_files.rtf("News", "Ferry", "9 words", "11 March 2030", "Text.", _NUMBER),
        "f.xml": archive_files.FACTIVA_XML.replace("NUMBER", _NUMBER),
    },
    "europresse": {"e.html": archive_files.europresse_page()},
    "proquest": {
        "p.html": proquest_files.page(proquest_files.entry("<p>Text.</p>")),
        "p.eml": proquest_files.mail(proquest_files.page(proquest_files.entry("<p>Text.</p>"))),
        "p.txt": proquest_files.text_entry(1, ["The ferry waits."]),
    },
    "integrum": {
        "i.html": integrum_files.report((integrum_files.FIELDS, "ПАРОМ", integrum_files.TEXT)),
        "i.xlsx": workbook([integrum_files.HEAD, ["П", "1.2.05", "", "Паром", "Стоит."]]),
    },
    "kikuzo": {"k.html": archive_files.kikuzo_page((archive_files.KIKUZO, "止まる", "　港の船。"))},
    "yomidasu": {
        "y.html": archive_files.yomidasu_page((archive_files.YOMIDASU, "　港の船。", "N1"))
    },
    "newsml": {
        "n.xml": agency_files.MESSAGE.format(
            items=agency_files.ITEM.format(kind="text", title="Ferry", content=agency_files.HTML)
        )
    },
    "nitf": {"n.nitf.xml": agency_files.NITF},
    "ninjs": {"n.ninjs.json": json.dumps(agency_files.NINJS)},
    "by-profile": {"w.txt": _WIRE},
    "labels-by-text": {"m.json": json.dumps(_ANSWERS)},
    "csv": {
        "t.csv": "title,text,day\nFerry,“The ferry waits.”,4 March 2025\nQuay,Text,\n",
        "t.tsv": "title\ttext\nFerry\tThe “ferry” waits.\n",
    },
    "xlsx": {"t.xlsx": workbook(_ROWS)},
    "jsonl": {"t.jsonl": f"{json.dumps(_LINE)}\n" * 3},
    "json": {"t.json": json.dumps([dict(zip(_ROWS[0], _ROWS[1], strict=True))] * 2)},
    "ris": {"t.ris": _RIS * 2},
    "gdelt": {"t.export.csv": f"{_EVENT}\n" * 3},
    "text": {"t.txt": "Ferry\n\nThe ferry waits.\nSo does Ida.\n", "t.md": "# Ferry\n\nText.\n"},
    "html": {"d.html": page(f"<article><h1>Bridge</h1>{paragraphs(ENGLISH)}</article>")},
    "mhtml": {
        "d.mhtml": made_documents.mhtml(page(f"<article>{paragraphs(ENGLISH)}</article>")),
    },
    "feed": {"d.rss": made_documents.rss([("Story", " ".join(ENGLISH))])},
    "mail": {"d.eml": made_documents.mail(attached=True), "d.mbox": made_documents.mbox(2)},
    "warc": {
        "d.warc": made_documents.every_kind()["a.warc"],
        "e.warc": made_documents.every_kind()["b.warc"],
    },
    "epub": {"d.epub": made_documents.epub({"One": ENGLISH, "Two": ENGLISH})},
    "docx": {"d.docx": made_documents.docx()},
    "odt": {"d.odt": made_documents.odt()},
    "rtf": {"d.rtf": made_documents.rtf()},
    "pdf": {"d.pdf": made_documents.pdf([made_documents.columns(ENGLISH, ENGLISH)])},
}
"""The files, by their names."""


def _refi(folder: Path) -> Path:
    quote = tool_files.points(tool_files.TEXT, tool_files.QUOTE)
    project = tool_files.refi_project([tool_files.selection(quote, "q", name=tool_files.QUOTE)])
    return tool_files.write_qdpx(folder / "r.qdpx", project)


def _text(name: str, content: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


WRITTEN: dict[str, Callable[[Path], Path]] = {
    **label_files.FILES,
    "refi-qda": _refi,
    "uima-xmi": _text("u.xmi", tool_files.xmi(tool_files.TEXT)),
    "webanno-tsv": _text("w.tsv", tool_files.TSV),
    "qualcoder": lambda folder: tool_files.write_qualcoder(folder / "data.qda"),
    "taguette": lambda folder: tool_files.write_taguette(folder / "t.sqlite3"),
    "dna": lambda folder: tool_files.write_dna(folder / "d.dna"),
}
"""What writes the others into a folder, with what belongs to them."""


def files_of_format(row: str, folder: Path) -> list[Path]:
    """Write a format's sound files into a folder; raise a `KeyError` where it has none here."""
    if row in WRITTEN:
        return [WRITTEN[row](folder)]
    found: list[Path] = []
    for name, content in MADE[row].items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found.append(path)
    return found
