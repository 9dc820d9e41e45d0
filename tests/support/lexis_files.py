"""Small downloads in the forms of LexisNexis, with invented articles of invented outlets."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from annotator.domain.errors import UserError
from annotator.formats.incoming import Incoming, ReadOptions, Told
from annotator.formats.table import import_format_for

PAGE = "\f"
"""A paragraph that stands for the end of a page."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Read:
    """What a file held: articles, refusals and remarks, and the format that knew it."""

    def __init__(self, path: Path, profile: str = "") -> None:
        chosen = import_format_for(path)
        self.format = chosen.id if chosen else "none"
        self.found = list(
            chosen.importer.read(path, ReadOptions(profile=profile)) if chosen else ()
        )
        self.articles = [one.article for one in self.found if isinstance(one, Incoming)]
        self.refusals = [str(one) for one in self.found if isinstance(one, UserError)]
        self.told = [one.message for one in self.found if isinstance(one, Told)]

    def paragraphs(self, number: int) -> list[str]:
        """Return the paragraphs of an article, its headline first."""
        return self.articles[number].text.split("\n\n")

    def roles(self, number: int) -> dict[str, str]:
        """Return what of an article is no body, by what it is."""
        article = self.articles[number]
        return {one.role.value: article.text[one.start : one.end] for one in article.stretches}


def docx(paragraphs: Sequence[str]) -> bytes:
    """Return a document of Word; a paragraph that begins with two stars is bold."""
    body = "".join(_paragraph(one) for one in paragraphs)
    xml = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        parts.writestr("word/document.xml", xml)
    return data.getvalue()


def _paragraph(text: str) -> str:
    if text == PAGE:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    bold = "<w:rPr><w:b/></w:rPr>" if text.startswith("**") else ""
    words = f'<w:t xml:space="preserve">{escape(text.removeprefix("**"))}</w:t>'
    return f"<w:p><w:r>{bold}{words}</w:r></w:p>"


def rtf(paragraphs: Sequence[str]) -> bytes:
    """Return rich text."""
    body = "".join("\\page\n" if one == PAGE else f"{_coded(one)}\\par\n" for one in paragraphs)
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}"
    return f"{head}{body}}}".encode("ascii")


def _coded(text: str) -> str:
    coded = (c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text.removeprefix("**"))
    return "".join(coded)


ENGLISH = (
    *("User Name: A. Reader", "Date and Time: Tuesday, May 5, 2020 10:01:00 AM EDT"),
    *("Job Number: 111", "Documents (3)", "1. Bridge opens", "Client/Matter: -None-"),
    *("Search Terms: bridge", "2. Ferry stops", "3. Nothing here", PAGE),
    *("**Bridge opens", "The Daily Lamp (London), Final Edition", "May 4, 2020 Monday 9:05 PM EST"),
    *("Copyright 2020 Lamp Ltd All Rights Reserved", "Section: NEWS; Pg. 12"),
    *("Length: 1,204 words", "Byline: By Ann Ow", "Highlight: It took six years.", "**Body"),
    *("The new bridge is open.", "“Body: that is a word,” she said.", "**Graphic"),
    *("The bridge at night.", "**Classification", "Language: ENGLISH"),
    *("Publication-Type: Newspaper", "Subject: BRIDGES (90%)", "Load-Date: May 5, 2020"),
    *("End of Document", PAGE),
    *("**Ferry stops", "The Daily Lamp (London)", "May 5, 2020 Tuesday", "Length: 3 words"),
    *("**Body", "It stops.", "Load-Date: May 6, 2020", "End of Document", PAGE),
    *("**Nothing here", "The Daily Lamp (London)", "May 5, 2020 Tuesday", "Length: 0 words"),
    *("**Body", "Load-Date: May 6, 2020", "End of Document"),
)

GERMAN = (
    *("Nutzername: Lea Leser", "Datum und Uhrzeit: Montag, 4. Mai 2020", "Auftragsnummer: 12"),
    *("Dokumente (2)", "1. Brücke offen", "2. Fähre hält", PAGE),
    *("**Brücke offen", "Der Abendbote", "Dienstag 5.Mai 2020", "Copyright 2020 Bote GmbH"),
    *("Rubrik: INLAND; S. 4", "Länge: 1.204 Wörter", "Autor: Von Max Moor"),
    *("**Hauptteil", "Die Brücke ist offen.", "Klassifizierung", "Sprache: GERMAN; DEUTSCH"),
    *("Publikationstyp: Zeitung", "Ladedatum: 6. Mai 2020", "Ende des Dokuments", PAGE),
    *("**Fähre hält", "Der Abendbote", "6. Mai 2020 Mittwoch", "Länge: 2 Wörter", "**Hauptteil"),
    *("Sie hält.", "Ladedatum: 6. Mai 2020", "Ende des Dokuments"),
)

FRENCH = """                               Document 1 de 2


                                  Le Phare


                             Mardi 10 Décembre 2013
                                Edition Nationale

Le pont est ouvert

AUTEUR: Jeanne Martin

RUBRIQUE: VILLE; Pg. 12

LONGUEUR: 1 204 mots

ENCART: Après six ans de travaux.


Le pont qui relie les deux rives de la ville est ouvert depuis hier, a annoncé la
ville dans un communiqué.

« Enfin », dit-elle.

DATE-CHARGEMENT: 10 Décembre 2013

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal


                            Copyright 2013 Le Phare SA
                              Tous droits réservés


                               Document 2 de 2


                                  Le Phare


                             11 décembre 2013 mercredi

Le bac s'arrête

LONGUEUR: 3 mots


Il s'arrête.

DATE-CHARGEMENT: 11 Décembre 2013

LANGUE: FRENCH; FRANÇAIS


                            Copyright 2013 Le Phare SA
"""

PAGE_OF_HTML = """<!DOCTYPE html><!-- Hide XML section from browser
<DOC NUMBER=1><DOCFULL> --><HTML><HEAD><META http-equiv="Content-Type" content="text/html;
charset=utf-8"></HEAD><BODY>
<DIV><P><SPAN>7 of 9 DOCUMENTS</SPAN></P></DIV>
<BR><DIV><P><SPAN>The Daily Lamp</SPAN></P></DIV>
<BR><DIV><P><SPAN>May 4, 2020</SPAN><SPAN> Monday</SPAN></P></DIV>
<BR><DIV><P><SPAN>A </SPAN><SPAN CLASS="hit">bridge</SPAN><SPAN>head</SPAN></P></DIV>
<BR><DIV><P><SPAN>LENGTH: </SPAN><SPAN>8 words</SPAN></P></DIV>
<BR><DIV><P><SPAN>The new <SPAN CLASS="hit">bridge</SPAN>s are open &amp; lit.</SPAN></P>
<P>They stay.</P></DIV>
<BR><DIV><P><SPAN>LOAD-DATE: </SPAN><SPAN>May 5, 2020</SPAN></P></DIV>
<BR><DIV><P><SPAN>Copyright 2020 Lamp</SPAN></P></DIV></BODY></HTML>"""
