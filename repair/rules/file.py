"""What a rule file may hold. The published JSON Schema for rule files is made from this model."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_STRICT = ConfigDict(extra="forbid", frozen=True)


class ExampleFile(BaseModel):
    """A template (or one resource) that breaks the rule, and what the rule makes of it."""

    model_config = _STRICT

    before: dict[str, Any]
    after: dict[str, Any] | None = Field(default=None, description="Omitted: nothing may change.")
    finds: int = Field(default=1, ge=0, description="Detections in `before`; 0 for what must be left alone.")
    left: int = Field(default=0, ge=0, description="Detections that remain in `after`.")
    unsafe: bool = Field(default=False, description="Whether unsafe fixes are enabled.")
    refusal: (
        Literal["needs-value", "intrinsic", "create-only", "ambiguous", "conflict", "unsafe-not-enabled"]
        | None
    ) = None
    stack: Literal["new", "existing"] = "new"
    profile: str = "baseline"


class FixStep(BaseModel):
    """One guarded operation; exactly one of the verbs."""

    model_config = _STRICT

    ensure: str | None = Field(default=None, description="Dotted path; set only where nothing stands.")
    set: str | None = Field(default=None, description="Dotted path; set whatever stood there.")
    remove: str | None = Field(default=None, description="Dotted path.")
    move: str | None = Field(default=None, description="Dotted path of the source; needs `to`.")
    merge: str | None = Field(default=None, description="Dotted path of a list; needs `items`.")
    value: Any = Field(default=None, description="`{$value: name}` takes the profile's value of that name.")
    to: str | None = None
    items: list[Any] | None = None
    key: list[str] | None = Field(default=None, description="The fields that tell list items apart.")
    prune: bool = False

    @model_validator(mode="after")
    def _one_verb(self) -> FixStep:
        verbs = [
            verb for verb in ("ensure", "set", "remove", "move", "merge") if getattr(self, verb) is not None
        ]
        if len(verbs) != 1:
            raise ValueError("a fix step has exactly one of ensure, set, remove, move, merge")
        if self.move is not None and self.to is None:
            raise ValueError("`move` needs `to`")
        if self.merge is not None and self.items is None:
            raise ValueError("`merge` needs `items`")
        return self


class RuleFile(BaseModel):
    """A rule: data alone, or with a Python file of the same name beside it that has `detect`."""

    model_config = _STRICT

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$", description="<folder>-<file name>.")
    title: str = Field(max_length=90)
    category: str
    severity: Literal["critical", "high", "medium", "low"]
    resource: str | list[str] | None = Field(
        default=None,
        description="Types that the rule looks at, `*` allowed at the end; omitted: the whole template.",
    )
    needs: Literal["violation", "circle"] | None = Field(
        default=None,
        description="The rule is only asked where there is one: a violation of the provider's schema in the "
        "resource, a circle of references in the template.",
    )
    target: Literal["properties", "resource"] = "properties"
    when: dict[str, Any] | None = Field(
        default=None, description="JSON Schema: the rule applies only where it holds."
    )
    expect: dict[str, Any] | None = Field(default=None, description="JSON Schema that a good resource keeps.")
    fix: list[FixStep] = Field(default_factory=list)
    safety: Literal["safe", "unsafe", "display-only"] = "safe"
    safe_in: list[str] = Field(
        default_factory=list, description="Profiles whose choice asks for just this fix: there it is safe."
    )
    unsafe_in: list[str] = Field(
        default_factory=list,
        description="Profiles in which a fix that is otherwise only shown may be made with the unsafe ones.",
    )
    profiles: list[str] = Field(default_factory=lambda: ["baseline"], min_length=1)
    why: str
    impact: str
    references: list[str] = Field(min_length=1)
    aliases: dict[str, list[str]] = Field(default_factory=dict)
    examples: list[ExampleFile] = Field(min_length=1)

    @model_validator(mode="after")
    def _data_or_code(self) -> RuleFile:
        if self.expect is None and (self.fix or self.when):
            raise ValueError("`fix` and `when` belong to a rule that has `expect`")
        if self.expect is not None and self.resource is None:
            raise ValueError("a rule with `expect` says which `resource` it looks at")
        if self.needs is not None and (
            self.expect is not None or (self.needs == "circle") != (not self.resource)
        ):
            raise ValueError(
                "`needs: violation` belongs to code about resources, `circle` to code about the whole"
            )
        return self
