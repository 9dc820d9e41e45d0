"""What a project file keeps beside its history: words that are typed, and how long one works."""

from collections.abc import Iterator, Mapping

from annotator.domain.learned_models import LearnedModel
from annotator.domain.study import Freeze
from annotator.domain.timing import Stretch, WorkedOn
from annotator.domain.typed_words import TypedPlace
from annotator.store.expecting import ExpectingProject, now_in_words
from annotator.store.file import models, typed_words, working_time
from annotator.store.reading import finishing


class NotingProject(ExpectingProject):
    """A project in which is noted what is no edit, or none yet.

    What is noted is on disk when it returns; a `UserError` says that the file can't be written.
    Nothing of it is in any other file, and no history tells it.
    """

    @property
    def freeze(self) -> Freeze | None:
        """What the file says of itself if it is a freeze, which can only be read."""
        return self._opened.freeze

    def keep_typed(self, words: Mapping[TypedPlace, str | None]) -> None:
        """Put what is being typed into the file, beside the history; None takes it out again."""
        with self._writing(is_edit=False):
            typed_words.keep(self._database, self.coder, now_in_words(), words)

    def keep_worked(self, worked: Mapping[WorkedOn, int]) -> None:
        """Add milliseconds to what was worked on articles before."""
        with self._writing(is_edit=False):
            working_time.add(self._database, worked)

    def worked_on(self, article: str) -> list[Stretch]:
        """Return what whoever sits here worked on an article in this file, day by day."""
        return working_time.on_article(self._database, self.coder, article)

    def worked_on_day(self, day: str) -> int:
        """Return how many milliseconds whoever sits here worked in this file on a day there."""
        return working_time.on_day(self._database, self.coder, day)

    def all_worked(self) -> Iterator[tuple[str, Stretch]]:
        """Yield everybody's (handle) work in this file, in the order of the days."""
        return working_time.of_all(self._database)

    # What was learned

    def keep_model(self, model: LearnedModel) -> None:
        """Keep what was learned for a coder and a code, instead of what was before."""
        with self._writing(is_edit=False):
            models.keep(self._database, model)

    def forget_models(self) -> None:
        """Take out what was learned: the labels that it was learned from are there."""
        with self._writing(is_edit=False):
            models.forget(self._database)

    def finished_since(self, millis: int) -> set[str]:
        """Return the articles that whoever sits here has finished since a moment (since 1970)."""
        return finishing.finished_since(self._database, self.coder, millis)
