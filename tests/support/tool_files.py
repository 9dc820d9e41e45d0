"""Small projects of other tools, as those tools write them; every word is invented."""

import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

TEXT = "Bäckerei 🥐 closes\n\n“We are done,” said Edda Falk.\nShe sighed."
QUOTE, SPEAKER = "“We are done,”", "Edda Falk"
CRLF = TEXT.replace("\n", "\r\n")


def utf16(text: str, words: str) -> tuple[int, int]:
    """Return where words stand as Java counts it."""
    before = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return before, before + len(words.encode("utf-16-le")) // 2


def points(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


# REFI-QDA


def selection(
    place: tuple[int, int],
    code: str,
    *,
    name: str = "",
    user: str = "u-1",
    ident: str = "",
    more: str = "",
) -> str:
    ident = ident or f"c-{place[0]}-{code}"
    return (
        f'<PlainTextSelection guid="s-{place[0]}-{code}" name="{name}" startPosition="{place[0]}"'
        f' endPosition="{place[1]}" creatingUser="{user}" creationDateTime="2025-05-02T08:00:00Z">'
        f'{more}<Coding guid="{ident}" creatingUser="{user}">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
    )


def refi_project(
    selections: Iterable[str], more: str = "", source: str = "", origin: str = "X"
) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}" creatingUserGUID="nobody">
<Users><User guid="U-1" name="edda"/></Users>
<CodeBook><Codes><Code guid="g" name="Speech" isCodable="false" color="#112233">
<Code guid="q" name="Quote" isCodable="true" color="#445566">
<Description>What is said.</Description></Code>
<Code guid="w" name="Who" isCodable="true"/></Code></Codes></CodeBook>
<Variables><Variable guid="v" name="outlet" typeOfVariable="Text"/></Variables>
<Sources><TextSource guid="t-1" name="bakery" plainTextPath="internal://one.txt">
<Description>first</Description>{"".join(selections)}{source}
<VariableValue><VariableRef targetGUID="v"/><TextValue>Morgenpost</TextValue></VariableValue>
</TextSource></Sources>{more}</Project>"""


def write_qdpx(
    path: Path, project: str | bytes, text: str | bytes = TEXT, folder: str = "sources"
) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("project.qde", project)
        opened.writestr(f"{folder}/one.txt", text)
    return path


# Databases


def write_database(path: Path, tables: dict[str, tuple[str, Sequence[Sequence[Any]]]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for name, (columns, rows) in tables.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
            for row in rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {name} VALUES ({marks})", row)  # noqa: S608
        connection.commit()
    return path


def write_qualcoder(path: Path, text: str = TEXT, shift: int = 0) -> Path:
    labels = [
        (
            1,
            1,
            QUOTE,
            *(p + shift for p in points(text, QUOTE)),
            "edda",
            "2025-05-02 08:00:00",
            "loud",
            1,
        ),
        (2, 1, SPEAKER, *(p + shift for p in points(text, SPEAKER)), "finn", "", "", None),
    ]
    return write_database(
        path,
        {
            "source": (
                "id integer, name text, fulltext text, mediapath text, memo text",
                [
                    (1, "bakery", text, None, "a file"),
                    (2, "photo.jpg", None, "/images/photo.jpg", ""),
                ],
            ),
            "code_cat": (
                "catid integer, name text, memo text, supercatid integer",
                [(1, "Speech", "", None)],
            ),
            "code_name": (
                "cid integer, name text, memo text, catid integer, color text",
                [(1, "Quote", "What is said.", 1, "#445566"), (2, "Who", "", 1, "#778899")],
            ),
            "code_text": (
                "cid, fid, seltext, pos0, pos1, owner, date, memo, important",
                labels,
            ),
            "attribute": (
                "name text, attr_type text, value text, id integer",
                [("outlet", "file", "Morgenpost", 1)],
            ),
            "annotation": (
                "fid integer, pos0 integer, pos1 integer, memo text, owner text",
                [(1, 0, 8, "check", "finn")],
            ),
            "journal": ("name text, jentry text", [("log", "a day")]),
        },
    )


PAGE = (
    "<h1>Bäckerei 🥐 closes</h1>\n<p>“We are <b>done</b>,” said Edda&nbsp;Falk.<br>She sighed.</p>"
)


def write_taguette(path: Path, page: str = PAGE, *, users: Sequence[str] = ("edda",)) -> Path:
    plain = "Bäckerei 🥐 closes\n“We are done,” said Edda\u00a0Falk.She sighed."
    start = len(plain[: plain.index("“")].encode())
    end = start + len("“We are done,”".encode())
    return write_database(
        path,
        {
            "projects": ("id integer, name text", [(1, "Bakeries")]),
            "documents": (
                "id, name, description, filename, project_id, contents",
                [(1, "bakery", "a page", "b.html", 1, page)],
            ),
            "tags": (
                "id integer, project_id integer, path text, description text",
                [(1, 1, "speech", "all speech"), (2, 1, "speech.quote", "what is said")],
            ),
            "highlights": (
                "id, document_id, start_offset, end_offset, snippet",
                [
                    (1, 1, start, end, "<p>“We are <b>done</b>,”</p>"),
                    (2, 1, 0, 9, "<p>Bäckerei</p>"),
                ],
            ),
            "highlight_tags": ("highlight_id integer, tag_id integer", [(1, 2)]),
            "commands": (
                "id integer, date text, user_login text, payload text",
                [
                    (n, "2025-05-02 08:00:00", user, '{"type": "highlight_add", "highlight_id": 1}')
                    for n, user in enumerate(users)
                ],
            ),
        },
    )


def write_dna(path: Path, *, version: int = 3) -> Path:
    quote, seconds = utf16(TEXT, QUOTE), 1746172800
    short = ("StatementId, VariableId, Entity", [(1, 1, 7)])
    if version == 2:
        short, seconds = ("StatementId, VariableId, Value", [(1, 1, SPEAKER)]), seconds * 1000
    return write_database(
        path,
        {
            "CODERS": ("ID integer, Name text", [(1, "Edda")]),
            "DOCUMENTS": (
                "ID integer, Title, Text, Author, Source, Section, Notes, Type, Date",
                [(1, "Bakery", TEXT, "Ada Bo", "Morgenpost", "", "a note", "", seconds)],
            ),
            "STATEMENTTYPES": ("ID, Label, Red, Green, Blue", [(1, "Statement", 1, 2, 255)]),
            "VARIABLES": (
                "ID, Variable, DataType, StatementTypeId",
                [(1, "person", "short text", 1), (2, "agrees", "boolean", 1)],
            ),
            "STATEMENTS": (
                "ID, StatementTypeId, DocumentId, Start, Stop, Coder",
                [(1, 1, 1, *quote, 1)],
            ),
            "DATASHORTTEXT": short,
            "DATABOOLEAN": ("StatementId, VariableId, Value", [(1, 2, 0)]),
            **({"ENTITIES": ("ID, VariableId, Value", [(7, 1, SPEAKER)])} if version == 3 else {}),
        },
    )


# UIMA


def xmi(text: str, title: str = "bakery.txt", ident: str = "edda", more: str = "") -> str:
    quote, who = utf16(text, QUOTE), utf16(text, SPEAKER)
    said = text.replace("&", "&amp;").replace("\r", "&#13;").replace("\n", "&#10;")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:m="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
 xmlns:s="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>
<m:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="9" language="en"
 documentTitle="{title}" documentId="{ident}"/>
<s:Token xmi:id="3" sofa="1" begin="0" end="8"/>
<custom:Quote xmi:id="10" sofa="1" begin="{quote[0]}" end="{quote[1]}" kind="direct" who="20">
<tags>a</tags><tags>b</tags></custom:Quote>
<custom:Who xmi:id="11" sofa="1" begin="{who[0]}" end="{who[1]}"/>
<custom:Tie xmi:id="12" sofa="1" begin="{quote[0]}" end="{quote[1]}"
 Governor="10" Dependent="11" value="by"/>
<custom:WhoLink xmi:id="20" role="speaker" target="11"/>
<custom:Tone xmi:id="13" sofa="1" value="sad"/>{more}
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{said}"/>
<cas:View sofa="1" members="2 3 10 11 12 13"/></xmi:XMI>"""


TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Quote</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>kind</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>who</name><rangeTypeName>uima.cas.FSArray</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>"""

TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Speech|role|note
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.SpeechRel|label|BT_webanno.custom.Speech


#Text=Bäckerei 🥐 closes.
1-1\t0-8\tBäckerei\tNN\t_\t_\tname\t*->1-1\t_\t_\t
1-2\t9-11\t🥐\t_\t_\t_\t_\t_\t_\t_\t
1-3\t12-18\tcloses\tVB\t_\t_\t_\t_\t_\t_\t
1-3.1\t12-17\tclose\t_\tEvent\ta\\|b\t_\t_\t_\t_\t
1-4\t18-19\t.\t_\t_\t_\t_\t_\t_\t_\t

#Text=Edda Falk left it.
2-1\t20-24\tEdda\t_\tWho[1]\t*[1]\t_\t_\tby\t2-3\t
2-2\t25-29\tFalk\t_\tWho[1]|Name[2]\t*[1]|*[2]\t_\t_\t_\t_\t
2-3\t30-34\tleft\t_\tCue\t*\t_\t_\t_\t_\t
2-4\t35-37\tit\t_\t_\t_\tpron\tsame->1-2\t_\t_\t
2-5\t37-38\t.\t_\t_\t_\t_\t_\t_\t_\t
"""
