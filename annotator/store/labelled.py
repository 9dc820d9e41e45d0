"""What is asked of a project's labels as a whole: who made them, how many, and where."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from annotator.domain.annotation import Decision
from annotator.domain.article import Article
from annotator.domain.change import Key
from annotator.domain.record import Values
from annotator.domain.study import PracticeResult, practice_result_id
from annotator.domain.visibility import Visibility
from annotator.domain.whose_work import WorkRule
from annotator.store.file import texts
from annotator.store.file.database import Database
from annotator.store.merging import whose_work
from annotator.store.merging.whose_work import Machine
from annotator.store.reading import code_use, naming, practice, queries, recipient, walking
from annotator.store.reading import precedents as alike
from annotator.store.reading.actors import ActorReading
from annotator.store.reading.code_use import AnswerUse, LinkUse
from annotator.store.reading.counted_labels import CountedOnArticle, counted_labels
from annotator.store.reading.exported import ExportedLabels, Taken
from annotator.store.reading.naming import Naming


class LabelledProject:
    """An open project file, as far as its labels are counted and looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answers_in_use(
        self, code: str, fields: Iterable[str], seen_by: Visibility | None = None
    ) -> list[AnswerUse]:
        """Return how often the answers to fields of a code are given on labels that are seen."""
        return code_use.answers_in_use(self._database, code, fields, seen_by)

    def links_in_use(self, code: str, seen_by: Visibility | None = None) -> list[LinkUse]:
        """Return how often links go out from a code's labels, by type and end."""
        return code_use.links_in_use(self._database, code, seen_by)

    def labels_in_use(self, code: str, seen_by: Visibility | None = None) -> int:
        """Count a code's labels that are seen, or all."""
        return code_use.labels_in_use(self._database, code, seen_by)

    def labelling(self) -> list[tuple[str, str, str]]:
        """Return article, layer and coder wherever there are annotations, each once."""
        return queries.labelling(self._database)

    def label_counts(self, articles: Collection[str]) -> dict[str, int]:
        """Return how many annotations there are on each of these articles (ids) that has any."""
        return queries.label_counts(self._database, articles)

    def exported(self, taken: Taken) -> ExportedLabels:
        """Return what counts the annotations that an export takes, and what is on them."""
        return ExportedLabels(self._database, taken)

    def counted_on(
        self, articles: Collection[str]
    ) -> Iterator[tuple[Sequence[str], tuple[CountedOnArticle, ...]]]:
        """Yield some hundred of these articles (ids), and what counting needs of their labels."""
        return counted_labels(self._database, articles)

    def texts_of(self, articles: Collection[Article]) -> dict[str, str]:
        """Return the texts of articles by their fingerprints, with one look for all of them.

        Raise a `DamageError` when one is lost or another one by now.
        """
        wanted = {one.text_sha256: one.title for one in articles}
        return texts.verified_all(self._database, wanted)

    def labellers(self) -> list[tuple[str, str]]:
        """Return coder and layer wherever there are annotations, each once."""
        return walking.labellers(self._database)

    def reviewed_articles(self) -> set[str]:
        """Return the ids of the articles that have gold or decisions."""
        return walking.reviewed_articles(self._database)

    def article_count(self) -> int:
        """Count the articles."""
        return walking.article_count(self._database)

    def article_states(self) -> list[tuple[str, str]]:
        """Return how far review has come with articles: id and state, where somebody said it."""
        return walking.article_states(self._database)

    def state_counts(self) -> dict[tuple[str, bool], int]:
        """Count the articles by how far review has come with them, and whether they are locked."""
        return walking.state_counts(self._database)

    def first_practice_result(self, article: str, coder: str) -> PracticeResult | None:
        """Return how a coder (id) did on a practice article the first time, if they ever did."""
        return practice.first_result(self._database, practice_result_id(article, coder))

    def decisions_on(
        self, coder: str, verdicts: Collection[str] | None = None
    ) -> list[tuple[Decision, str]]:
        """Return the decisions on a coder's (id) own annotations, each with the article's id."""
        return walking.decisions_on(self._database, coder, verdicts)

    def count_decisions_on(self, coder: str, verdict: str) -> int:
        """Count the decisions of a verdict on a coder's (id) own annotations."""
        return walking.count_decisions_on(self._database, coder, verdict)

    def annotations_up_to(self, limit: int) -> int:
        """Return how many annotations there are, counting no further than to a limit."""
        return walking.annotations_up_to(self._database, limit)

    def code_counts(self, seen_by: Visibility | None = None) -> dict[str, int]:
        """Return how many annotations each code has, of those that may be seen or of all."""
        return queries.code_counts(self._database, seen_by)

    def actor_link_counts(self, seen_by: Visibility | None = None) -> dict[str, int]:
        """Return how many links lead to each actor, from what may be seen or from all."""
        return queries.actor_link_counts(self._database, seen_by)

    @property
    def actors(self) -> ActorReading:
        """The actors as a page lists them, with figures and passages."""
        return ActorReading(self._database)

    def namings(self, actor: str, most: int) -> list[Naming]:
        """Return the annotations that name an actor, at most so many, the newest link first."""
        return naming.namings(self._database, actor, most)

    def answered_last(self, code: str, coder: str, most: int) -> list[str]:
        """Return a coder's (id) annotations of a code with answers, as ids, the latest first."""
        return naming.answered_last(self._database, code, coder, most)

    def has_answers(self, code: str, besides: str) -> bool:
        """Tell whether a code's newest annotations have answers, `besides` the one of this id."""
        return naming.has_answers(self._database, code, besides)

    def precedents(
        self, code: str, words: Sequence[str], seen: alike.Seen, most: int
    ) -> list[tuple[int, str]]:
        """Return a code's annotations with answers that are most like some words, best first.

        As their places in time, 0 for the newest, and ids; `seen` tells which may be looked at.
        """
        return alike.precedents(self._database, code, words, seen, most)

    # Whose work is whose

    def package_for(self) -> str:
        """Return the coder (id) whom the file is a package for; empty where it is none."""
        return recipient.package_for(self._database)

    def given(self, rule: WorkRule, author: str = "") -> dict[Key, Values | None]:
        """Return the records that giving work to another coder makes, None for what is no more.

        With a device in the rule, what was done there; with an `author` (id), what was theirs.
        """
        return whose_work.given(self._database, rule, author)

    def machines(self, coder: str) -> list[Machine]:
        """Return the devices from which a coder (id) has written, with most edits first."""
        return whose_work.machines(self._database, coder)
