"""What a project says of itself."""

from enum import StrEnum
from typing import Any

import msgspec

from annotator.domain.actor_variables import ActorVariable
from annotator.domain.record import Record, Values

PROJECT_ID = "project"


class VariableType(StrEnum):
    """The type of a metadata variable."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


class ArticleVariable(msgspec.Struct, frozen=True):
    """A typed metadata key that a project adds to the standard ones."""

    id: str
    name: str
    type: VariableType = VariableType.TEXT


class ProjectInfo(Record, frozen=True, kw_only=True):
    """A project's title, variables and settings, and its codebook's title and version."""

    id: str = PROJECT_ID
    title: str = ""
    codebook_title: str = ""
    codebook_description: str = ""
    codebook_version: int = 1
    variables: tuple[ArticleVariable, ...] = ()
    settings: Values = msgspec.field(default_factory=dict[str, Any])
    created: str = ""
    actor_variables: tuple[ActorVariable, ...] = ()
