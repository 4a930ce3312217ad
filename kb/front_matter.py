"""The schema of a version's front matter."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kb.messages import Lang
from kb.model import FIELD_NAMES, Authority, Kind, Problem, Region, Source, Status
from kb.model import Field as GridField
from kb.yaml_text import parse_yaml

FIRST_LINE = 2
"""Line of the file on which the YAML between the fences begins."""


def _empty_is_none(value: Any) -> Any:  # noqa: ANN401 - YAML may hold anything here
    return None if value == "" else value


class FrontMatter(BaseModel):
    """What stands between the `---` fences of a version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Kind
    lang: Lang
    title: Annotated[str, Field(min_length=1)]
    authority: Annotated[tuple[Authority, ...], Field(min_length=1)]
    formats: tuple[str, ...]
    region: Region
    effective_from: date
    effective_to: Annotated[date | None, BeforeValidator(_empty_is_none)] = None
    status: Status
    change_note: Annotated[str | None, BeforeValidator(_empty_is_none)] = None
    reviewed_on: date
    review_due: date
    sources: tuple[Source, ...]
    code: str | None = None
    unsupported: tuple[Literal[("code", *FIELD_NAMES)], ...] = ()  # type: ignore[valid-type]
    fields: dict[Literal[FIELD_NAMES], GridField] = {}  # type: ignore[valid-type]


def read_front_matter(text: str, file: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Validate the YAML of a front matter.

    Returns:
        The front matter, or None with the problems that made it unreadable.
    """
    return parse_yaml(text, file, FrontMatter, first_line=FIRST_LINE)
