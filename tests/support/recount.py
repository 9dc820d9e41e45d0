"""Figures of insights counted again from an export, by plain Python and nothing of the program's.

Labels are the rows of the CSV file; where links lead, by ids, is in the JSONL file that the same
project gives, and who actors are in the codebook file beside that.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Cells = dict[tuple[str, str], set[str]]
"""The ids of the labels of each row and column."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SAID_BY = {"quote": "said_by", "sentiment": "holder"}
_IDENTITY = {"source": "is"}
_FRAME, _SCALES = "frame", {"quote": "stance", "sentiment": "polarity", "tone": "tone"}


class Party(NamedTuple):
    """Who speaks or is spoken of: ids of an actor and of the label whose words they are."""

    actor: str
    label: str


class Recount:
    """An exported project, read again."""

    def __init__(self, csv_file: Path, jsonl_file: Path, layer: str = "") -> None:
        """Read the files; with a layer (gold, or a handle) its labels alone."""
        with csv_file.open(encoding="utf-8", newline="") as file:
            rows = [one for one in csv.DictReader(file) if not layer or one["layer"] == layer]
        none = (one for one in rows if one.get(f"{one['code']}.none") == "true")
        left_out = {one["annotation_id"] for one in none}
        self.rows = {one["annotation_id"]: one for one in rows}
        self.articles: list[str] = []
        self.meta: dict[str, Mapping[str, Any]] = {}
        self.links: dict[str, list[Mapping[str, str]]] = {}
        with jsonl_file.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                article = json.loads(line)
                self.articles.append(article["id"])
                self.meta[article["id"]] = article["meta"]
                for one in article["annotations"]:
                    self.links[one["id"]] = one.get("links", [])
        beside = json.loads(jsonl_file.with_suffix(".codebook.json").read_text("utf-8"))
        self.actors = {one["id"]: one for one in beside["actors"]}
        self.labels = [one for one in self.rows if one not in left_out]
        self._alone: Party | None = None

    # What labels have

    def code(self, label: str) -> str:
        """Return a label's code."""
        return self.rows[label]["code"]

    def article(self, label: str) -> str:
        """Return the id of a label's article."""
        return self.rows[label]["article_id"]

    def words(self, label: str) -> int:
        """Return of how many words a label's text is."""
        return len(_WORD.findall(self.rows[label]["text"]))

    def answer(self, label: str, field: str) -> str:
        """Return the answer to a field of a label's own code; empty for none."""
        return self.rows[label].get(f"{self.code(label)}.{field}", "")

    def _parties(self, label: str, kind: str) -> list[Party]:
        found: dict[Party, Party] = {}
        for link in self.links[label]:
            if link["type"] != kind:
                continue
            if "actor" in link:
                several = [Party(link["actor"], "")]
            else:
                end = link["annotation"]
                identity = _IDENTITY.get(self.code(end), "")
                ids = [one["actor"] for one in self.links[end] if one["type"] == identity]
                several = [Party(one, end) for one in ids] or [Party("", end)]
            for one in several:
                # Of several links to one actor the first with words says how they are named.
                key = Party(one.actor, "") if one.actor else one
                known = found.get(key)
                if known is None or not known.label:
                    found[key] = one
        return list(found.values())

    def speakers(self, label: str) -> list[Party]:
        """Return who says it or, of a source, who it is; one of them alone while pairs are made."""
        if self._alone is not None:
            return [self._alone]
        if self.code(label) in _SAID_BY:
            return self._parties(label, _SAID_BY[self.code(label)])
        identity = _IDENTITY.get(self.code(label), "")
        return [Party(one.actor, label) for one in self._parties(label, identity) if one.actor]

    def targets(self, label: str) -> list[Party]:
        """Return whom it is about."""
        return self._parties(label, "target")

    # By what labels are counted

    def outlet(self, label: str) -> set[str]:
        """Return the outlet."""
        return {one for one in [self.rows[label]["outlet"].strip().casefold()] if one}

    def month(self, label: str) -> set[str]:
        """Return the month, where the article has one."""
        return {one[:7] for one in [self.rows[label]["published"]] if len(one) >= 7}

    def speaker(self, label: str) -> set[str]:
        """Return the actors who speak."""
        return {one.actor for one in self.speakers(label)} - {""}

    def target(self, label: str) -> set[str]:
        """Return the actors who are spoken of."""
        return {one.actor for one in self.targets(label)} - {""}

    def kind(self, label: str) -> set[str]:
        """Return the kinds of who speaks."""
        return {self.actors[one].get("kind", "person") for one in self.speaker(label)}

    def role(self, label: str) -> set[str]:
        """Return the roles of who speaks: the actor's, or else the words'."""
        found: set[str] = set()
        for actor, words in self.speakers(label):
            own = self.actors[actor].get("role", "") if actor else ""
            found.add(own or (self.answer(words, "role") if words else ""))
        return found - {""}

    def region(self, label: str) -> set[str]:
        """Return a variable of who speaks."""
        values = (self.actors[one].get("values", {}) for one in self.speaker(label))
        return {str(one["region"]["value"]) for one in values if "value" in one.get("region", {})}

    def naming(self, label: str) -> set[str]:
        """Return how who speaks is named."""
        if self.code(label) == "source" and self.answer(label, "naming"):
            return {self.answer(label, "naming")}
        speakers = self.speakers(label)
        if not speakers:
            return set() if self.code(label) == "source" else {"nobody"}
        found: set[str] = set()
        for actor, words in speakers:
            said = self.answer(words, "naming") if words and self.code(words) == "source" else ""
            found.add(said or ("named" if actor else ""))
        return found - {""}

    def concept(self, label: str) -> set[str]:
        """Return the frames of the same layer that are on the same words."""
        row = self.rows[label]
        if row["code"] == _FRAME:
            on = [label]
        else:
            on = [
                one
                for one, other in self.rows.items()
                if other["code"] == _FRAME
                and other["article_id"] == row["article_id"]
                and other["layer"] == row["layer"]
                and _overlap(row["fragments"], other["fragments"])
            ]
        said = {self.answer(one, "policy_frame") for one in on if one in self.labels} - {""}
        return {f"frame.policy_frame={one}" for one in said}

    def polarity(self, label: str) -> int | None:
        """Return how far a label is for something."""
        said = self.answer(label, _SCALES.get(self.code(label), ""))
        return int(said) if said else None

    def stance(self, label: str) -> set[str]:
        """Return whether a label is for or against."""
        value = self.polarity(label)
        if value is None:
            return set()
        return {"for" if value > 0 else "against" if value < 0 else "neither"}

    def tone(self, label: str) -> set[str]:
        """Return the answers on the tone of a label's article in the same layer."""
        if self.code(label) == "tone":
            on = [label]
        else:
            row = self.rows[label]
            on = [
                one
                for one, other in self.rows.items()
                if (other["code"], other["article_id"]) == ("tone", row["article_id"])
                and other["layer"] == row["layer"]
            ]
        return {self.answer(one, "tone") for one in on} - {""}

    def everything(self, _label: str) -> set[str]:
        """Return the one category that all are in."""
        return {"all"}

    # Counting

    def cells(
        self,
        codes: Iterable[str],
        rows: Callable[[str], set[str]],
        columns: Callable[[str], set[str]],
    ) -> Cells:
        """Return the labels of these codes in each row and column.

        What is said by several is counted speaker by speaker: the row and the column are of one.
        """
        found: Cells = defaultdict(set)
        wanted = set(codes)
        for label in self.labels:
            for one in self.speakers(label) or [None] if self.code(label) in wanted else []:
                self._alone = one
                for row in rows(label):
                    for column in columns(label):
                        found[row, column].add(label)
                self._alone = None
        return dict(found)

    def amount(self, labels: Iterable[str], by: str) -> int:
        """Return how many labels, articles or words these are."""
        once = set(labels)
        if by == "articles":
            return len({self.article(one) for one in once})
        return sum(map(self.words, once)) if by == "words" else len(once)

    def mean(self, values: Mapping[str, int], by: str) -> float | None:
        """Return the mean of labels' values, of which words weigh, or articles' means count."""
        if by == "articles":
            of_article: dict[str, list[int]] = defaultdict(list)
            for label, value in values.items():
                of_article[self.article(label)].append(value)
            means = [sum(one) / len(one) for one in of_article.values()]
            return sum(means) / len(means) if means else None
        weights = {one: self.words(one) if by == "words" else 1 for one in values}
        whole = sum(weights.values())
        return sum(weights[one] * value for one, value in values.items()) / whole if whole else None


def _overlap(one: str, other: str) -> bool:
    return any(a < d and c < b for a, b in _pieces(one) for c, d in _pieces(other))


def _pieces(said: str) -> list[tuple[int, int]]:
    pairs = (one.split("-") for one in said.split())
    return [(int(start), int(end)) for start, end in pairs]
