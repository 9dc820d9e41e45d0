"""The papers in which measures were described, for references and for BibTeX."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

Kind = Literal["article", "book", "misc"]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper or a book; `authors` are names and initials, `where` is the journal or publisher."""

    key: str
    cited: str
    kind: Kind = "article"
    authors: tuple[tuple[str, str], ...]
    year: int
    title: str
    where: str
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""

    @property
    def reference(self) -> str:
        """The paper as it stands in a list of references."""
        names = [f"{name}, {initials}" for name, initials in self.authors]
        *first, last = names
        authors = f"{', '.join(first)} & {last}" if first else last
        issue = f"({self.number})" if self.number else ""
        edition = f" ({self.number})" if self.kind == "book" and self.number else ""
        if self.kind == "book":
            source = f"{self.where}."
        else:
            source = f"{self.where}, {self.volume}{issue}, {self.pages}."
        link = f" https://doi.org/{self.doi}" if self.doi else ""
        return f"{authors} ({self.year}). {self.title}{edition}. {source}{link}"

    @property
    def bibtex(self) -> str:
        """The paper as BibTeX has it."""
        book = self.kind == "book"
        values = {
            "author": " and ".join(f"{name}, {initials}" for name, initials in self.authors),
            "title": f"{{{self.title}}}",
            "publisher" if book else "journal": self.where,
            "year": str(self.year),
            "volume": self.volume,
            "edition" if book else "number": self.number.removesuffix(" edition"),
            "pages": self.pages.replace("–", "--"),
            "doi": self.doi,
        }
        lines = [f"  {name} = {{{_in_tex(value)}}}" for name, value in values.items() if value]
        return f"@{self.kind}{{{self.key},\n" + ",\n".join(lines) + "\n}\n"


_ACCENTS = {"ö": '{\\"o}', "é": "{\\'e}", "γ": "$\\gamma$", "&": "\\&"}


def _in_tex(words: str) -> str:
    return "".join(_ACCENTS.get(one, one) for one in words)


_EPM = "Educational and Psychological Measurement"
_BULLETIN = "Psychological Bulletin"
_PAPERS = (
    Paper(
        key="brennan1981",
        cited="Brennan & Prediger 1981",
        authors=(("Brennan", "R. L."), ("Prediger", "D. J.")),
        year=1981,
        title="Coefficient kappa: Some uses, misuses, and alternatives",
        where=_EPM,
        volume="41",
        number="3",
        pages="687–699",
        doi="10.1177/001316448104100307",
    ),
    Paper(
        key="cohen1960",
        cited="Cohen 1960",
        authors=(("Cohen", "J."),),
        year=1960,
        title="A coefficient of agreement for nominal scales",
        where=_EPM,
        volume="20",
        number="1",
        pages="37–46",
        doi="10.1177/001316446002000104",
    ),
    Paper(
        key="cohen1968",
        cited="Cohen 1968",
        authors=(("Cohen", "J."),),
        year=1968,
        title="Weighted kappa: Nominal scale agreement with provision for scaled disagreement or "
        "partial credit",
        where=_BULLETIN,
        volume="70",
        number="4",
        pages="213–220",
        doi="10.1037/h0026256",
    ),
    Paper(
        key="efron1993",
        cited="Efron & Tibshirani 1993",
        kind="book",
        authors=(("Efron", "B."), ("Tibshirani", "R. J.")),
        year=1993,
        title="An introduction to the bootstrap",
        where="Chapman & Hall",
    ),
    Paper(
        key="fleiss1971",
        cited="Fleiss 1971",
        authors=(("Fleiss", "J. L."),),
        year=1971,
        title="Measuring nominal scale agreement among many raters",
        where=_BULLETIN,
        volume="76",
        number="5",
        pages="378–382",
        doi="10.1037/h0031619",
    ),
    Paper(
        key="gwet2008",
        cited="Gwet 2008",
        authors=(("Gwet", "K. L."),),
        year=2008,
        title="Computing inter-rater reliability and its variance in the presence of high "
        "agreement",
        where="British Journal of Mathematical and Statistical Psychology",
        volume="61",
        number="1",
        pages="29–48",
        doi="10.1348/000711006X126600",
    ),
    Paper(
        key="gwet2014",
        cited="Gwet 2014",
        kind="book",
        authors=(("Gwet", "K. L."),),
        year=2014,
        title="Handbook of inter-rater reliability",
        where="Advanced Analytics",
        number="4th edition",
    ),
    Paper(
        key="hayes2007",
        cited="Hayes & Krippendorff 2007",
        authors=(("Hayes", "A. F."), ("Krippendorff", "K.")),
        year=2007,
        title="Answering the call for a standard reliability measure for coding data",
        where="Communication Methods and Measures",
        volume="1",
        number="1",
        pages="77–89",
        doi="10.1080/19312450709336664",
    ),
    Paper(
        key="holsti1969",
        cited="Holsti 1969",
        kind="book",
        authors=(("Holsti", "O. R."),),
        year=1969,
        title="Content analysis for the social sciences and humanities",
        where="Addison-Wesley",
    ),
    Paper(
        key="hripcsak2005",
        cited="Hripcsak & Rothschild 2005",
        authors=(("Hripcsak", "G."), ("Rothschild", "A. S.")),
        year=2005,
        title="Agreement, the F-measure, and reliability in information retrieval",
        where="Journal of the American Medical Informatics Association",
        volume="12",
        number="3",
        pages="296–298",
        doi="10.1197/jamia.M1733",
    ),
    Paper(
        key="krippendorff2016",
        cited="Krippendorff, Mathet, Bouvry & Widlöcher 2016",
        authors=(
            ("Krippendorff", "K."),
            ("Mathet", "Y."),
            ("Bouvry", "S."),
            ("Widlöcher", "A."),
        ),
        year=2016,
        title="On the reliability of unitizing textual continua: Further developments",
        where="Quality & Quantity",
        volume="50",
        number="6",
        pages="2347–2364",
        doi="10.1007/s11135-015-0266-1",
    ),
    Paper(
        key="krippendorff2019",
        cited="Krippendorff 2019",
        kind="book",
        authors=(("Krippendorff", "K."),),
        year=2019,
        title="Content analysis: An introduction to its methodology",
        where="SAGE",
        number="4th edition",
    ),
    Paper(
        key="mathet2015",
        cited="Mathet, Widlöcher & Métivier 2015",
        authors=(("Mathet", "Y."), ("Widlöcher", "A."), ("Métivier", "J.-P.")),
        year=2015,
        title="The unified and holistic method gamma (γ) for inter-annotator agreement measure and "
        "alignment",
        where="Computational Linguistics",
        volume="41",
        number="3",
        pages="437–479",
        doi="10.1162/COLI_a_00227",
    ),
    Paper(
        key="scott1955",
        cited="Scott 1955",
        authors=(("Scott", "W. A."),),
        year=1955,
        title="Reliability of content analysis: The case of nominal scale coding",
        where="Public Opinion Quarterly",
        volume="19",
        number="3",
        pages="321–325",
        doi="10.1086/266577",
    ),
)
PAPERS: Mapping[str, Paper] = {one.cited: one for one in _PAPERS}
"""The papers by how texts cite them, by author and year."""
_TOGETHER = {"Gwet 2008, 2014": ("Gwet 2008", "Gwet 2014")}
"""Sources that cite several at once."""


def cited_in(text: str) -> list[Paper]:
    """Return the papers that a text cites, in the order of their authors."""
    several = {one for cited, each in _TOGETHER.items() if cited in text for one in each}
    return [one for cited, one in PAPERS.items() if cited in text or cited in several]


def keys_of(cited: str) -> tuple[str, ...]:
    """Return the BibTeX keys of what is cited in these words; none for other words."""
    return tuple(PAPERS[one].key for one in _TOGETHER.get(cited, (cited,)) if one in PAPERS)


def citations() -> Iterable[str]:
    """Return all words that cite papers, those that cite several at once first."""
    return (*_TOGETHER, *sorted(PAPERS, key=len, reverse=True))
