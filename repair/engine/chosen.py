"""From profiles, a team's own settings and a requirements document to the options of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from repair.document.files import read_text
from repair.engine.result import Options

if TYPE_CHECKING:
    from repair.engine.profile import Profile


def chosen(
    options: Options,
    profiles: Sequence[str],
    requirements: str | Path | None = None,
    team: Profile | None = None,
) -> Options:
    """`options` with what profiles, a configuration and a requirements document ask for.

    Args:
        options: The rest of what the user asks for.
        profiles: Names of bundled profiles or paths of a team's files; see docs/profiles.md.
        requirements: A document to read wishes from.
        team: What a configuration says of values and rules; it is laid over the profiles.

    Raises:
        UsageError: There is no such profile.
        InputError: A file cannot be read, or says what no profile can say.
    """
    if not requirements and team is None and list(profiles) in ([], ["baseline"]):
        return options
    from repair.engine.profile import over, profile_of

    profile = profile_of(profiles)
    if team is not None:
        profile = over(profile, team)
    read = None
    if requirements is not None:
        from repair.engine.requirements import read as understood
        from repair.engine.requirements import with_requirements

        profile, read = with_requirements(profile, understood(read_text(requirements)))
    return replace(
        options,
        settings=replace(
            options.settings, profile=profile.base, values={**profile.values, **options.settings.values}
        ),
        selection=replace(options.selection, choices=profile.choices),
        requirements=read,
    )
