"""What cfn-lint says of a template, for those who want a second opinion beside the tool's own rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repair.errors import UsageError


@dataclass(frozen=True, slots=True)
class Judgement:
    """What cfn-lint found in one template.

    Attributes:
        version: cfn-lint's version.
        errors: Ids of errors (`E3002`) with how often each was found, in their order.
        warnings: The same of warnings.
    """

    version: str
    errors: tuple[tuple[str, int], ...]
    warnings: tuple[tuple[str, int], ...]


def judged(text: str) -> Judgement:
    """cfn-lint's judgement of a template's text. It takes seconds.

    Raises:
        UsageError: cfn-lint is not installed.
    """
    try:
        from cfnlint.api import lint  # type: ignore[import-untyped,unused-ignore]
        from cfnlint.config import ManualArgs  # type: ignore[import-untyped,unused-ignore]
        from cfnlint.version import __version__ as version  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise UsageError(
            "--referee asks cfn-lint, which is not installed; install it with `pip install cfn-lint`."
        ) from None
    found = Counter(match.rule.id for match in lint(text, config=ManualArgs(regions=["us-east-1"])))
    return Judgement(version, _of("E", found), _of("W", found))


def _of(level: str, found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, found[name]) for name in sorted(found) if name.startswith(level))
