"""Which differences are listed: by kind, code, coders, article, field, and open or settled."""

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.article import Article
from annotator.domain.layers import GOLD
from annotator.domain.rounds import apart_from_study
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.review.article_choice import APART, STUDY, ArticleChoice
from annotator.gui.review.comparison import Comparison
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.workflow.review.comparison import ALL, Chosen
from annotator.workflow.review.found import Differences

_EVERY: frozenset[str] = frozenset()
_OF_KINDS: frozenset[Kind] = frozenset()


class FilterBar(QWidget):
    """Six choices; `wanted` is what they come to."""

    changed = Signal()

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__()
        self._session = session
        self._comparison = comparison
        self._wanted = Filter(settled=False)
        self.kind = ArrowKeyCombo("Kind of difference")
        self.code = ArrowKeyCombo("Code")
        self.pair = ArrowKeyCombo("Coders")
        self.article = ArticleChoice(session, comparison)
        self.field = ArrowKeyCombo("Field")
        self.state = ArrowKeyCombo("Open or settled")
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID, GRID, GRID, HALF)
        grid.setSpacing(HALF)
        for n, combo in enumerate(self._combos()):
            grid.addWidget(combo, n // 2, n % 2)
            combo.currentIndexChanged.connect(self._read)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.refresh()

    def _combos(self) -> tuple[ArrowKeyCombo, ...]:
        return self.state, self.kind, self.code, self.field, self.article, self.pair

    @property
    def wanted(self) -> Filter:
        """The differences to list."""
        return self._wanted

    def want(self, wanted: Filter) -> None:
        """List these from now on; the layers that are compared follow."""
        self._wanted = wanted
        self._go_to(wanted.article)
        chosen = _layers_for(wanted)
        if chosen is not None:
            self._comparison.choose(chosen)
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Offer what the project has now; what is chosen stays."""
        pairs = self._comparison.chosen.pairs(self._comparison.coders)
        if pairs and not any(self._wanted.layers.issuperset(pair) for pair in pairs):
            self._wanted = structs.replace(self._wanted, layers=_EVERY)
        wanted = self._wanted
        self.state.offer([("Open", False), ("Settled", True), ("All", None)], None)
        self.state.choose_data(wanted.settled)
        kinds: list[tuple[str, object]] = [("Every kind", _OF_KINDS)]
        kinds += [(kind.words, frozenset((kind,))) for kind in Kind]
        self._offer(self.kind, kinds, wanted.kinds, f"{len(wanted.kinds)} kinds")
        self._offer(self.code, self._codes(), wanted.codes, f"{len(wanted.codes)} codes")
        self._offer(self.field, self._fields(), wanted.field, wanted.field or "")
        self._offer_articles()
        self._offer(self.pair, self._pairs(), wanted.layers, f"{len(wanted.layers)} coders")

    def _offer_articles(self) -> None:
        here, chosen = self._session.article, self._wanted.article
        title = "" if chosen is None else self._title(chosen)
        self.article.offer_articles(here.article.id if here is not None else None, chosen, title)

    @staticmethod
    def _offer(
        combo: ArrowKeyCombo, entries: list[tuple[str, object]], kept: object, several: str
    ) -> None:
        """Offer entries; a choice of several that no entry stands for gets one of its own."""
        if several and all(data != kept for _, data in entries):
            entries.append((several, kept))
        combo.offer(entries, kept)

    def _codes(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = [("Every code", _EVERY)]
        usable = [code for code in self._session.codebook.codes if not code.group]
        return found + [(code.name, frozenset((code.id,))) for code in usable]

    def _fields(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = [("Every field", None)]
        seen: set[str] = set()
        for code in self._session.codebook.codes:
            wanted = not self._wanted.codes or code.id in self._wanted.codes
            for field in code.fields if wanted else ():
                if field.id not in seen:
                    seen.add(field.id)
                    found.append((field.name, field.id))
        return found

    def _title(self, article: str) -> str:
        found = self._session.project.get(Article, article)
        return " ".join(found.title.split()) if found is not None else "One article"

    def _pairs(self) -> list[tuple[str, object]]:
        name = self._session.handle_of
        found: list[tuple[str, object]] = [("All coders", _EVERY)]
        for pair in self._comparison.chosen.pairs(self._comparison.coders):
            words = " and ".join(GOLD if one == GOLD else name(one) for one in pair)
            found.append((words, frozenset(pair)))
        return found

    def _read(self) -> None:
        self._wanted = structs.replace(
            self._wanted,
            kinds=self.kind.currentData(),
            codes=self.code.currentData(),
            layers=self.pair.currentData(),
            article=self._go_to(self.article.currentData()),
            field=self.field.currentData(),
            settled=self.state.currentData(),
        )
        self.refresh()
        self.changed.emit()

    def _go_to(self, article: str | None) -> str | None:
        """Compare the articles among which one is; return its id, nothing for all of them."""
        if article in (APART, STUDY):
            self._comparison.look_at(apart=article == APART)
            return None
        if article is not None:
            apart = apart_from_study(self._session.project)
            self._comparison.look_at(apart=article in apart)
        return article

    def counts(self, found: Differences) -> tuple[int, int]:
        """Return how many of what is wanted are open of how many, open and settled ones alike."""
        wanted, index, article = self._wanted, found.index, self._wanted.article
        still_open = index.suits(lambda one: wanted.suits(one[0]) and not one[1], [])
        either = index.suits(lambda one: wanted.suits(one[0]), [])
        if article is None:
            return index.count(still_open), index.count(either)
        listed = (index.rows(suits, article) for suits in (still_open, either))
        opened, total = (sum(map(len, rows.values())) for rows in listed)
        return opened, total


def _layers_for(wanted: Filter) -> Chosen | None:
    """Return the layers to compare for a filter that names some."""
    layers = sorted(wanted.layers, key=lambda one: (one == GOLD, one))
    if len(layers) == 2:
        return Chosen(*layers)
    if len(layers) > 2:
        return Chosen(ALL, GOLD if GOLD in layers else ALL)
    return None
