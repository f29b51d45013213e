"""What is in force for a template: the command line over the nearest configuration over the defaults."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.config.find import nearest_file
from repair.engine.chosen import chosen
from repair.engine.result import Options
from repair.engine.select import Selection
from repair.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from repair.config.baseline import Baseline
    from repair.config.section import Config, Section
    from repair.engine.profile import Profile
    from repair.engine.suppression import Suppression

COMMAND_LINE = "command line"
_MAGIC = frozenset("*?[!")


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings for one template.

    Attributes:
        options: What the engine is asked for.
        fail_on: The least severity that fails a run, or "never".
        baseline: The file of known findings, or None.
    """

    options: Options
    fail_on: str = "low"
    baseline: str | None = None


class Chooser:
    """Finds out what is in force for each template; it can be sent to another process.

    A plain class: making one of fields takes longer than reading most configurations.

    Attributes:
        said: What the command line says, by the keys of a configuration; what it does not say is not there.
        start: Options that no configuration has a word for.
        config: The configuration file to take, whatever lies above the template; None looks for one.
        without: Whether no configuration counts.
        to_come: A baseline that the run is about to write: it need not be there yet.
    """

    def __init__(
        self,
        said: Mapping[str, Any] | None = None,
        start: Options | None = None,
        config: str | None = None,
        without: bool = False,
        to_come: str | None = None,
    ) -> None:
        self.said: Mapping[str, Any] = said or {}
        self.start = start or Options()
        self.config = config
        self.without = without
        self.to_come = to_come
        self._found: dict[str, str | None] = {}
        self._configs: dict[str, Config] = {}
        self._chosen: dict[object, tuple[InForce, Section | None]] = {}
        self._baselines: dict[str, Baseline] = {}

    def config_for(self, place: str) -> Config | None:
        """The configuration that counts for a file or folder; `-` is where we stand.

        Raises:
            InputError: It cannot be read, or says what it cannot.
        """
        file = self.config if self.config is not None or self.without else self._nearest(place)
        if file is None:
            return None
        if file not in self._configs:
            from repair.config.file import read_file
            from repair.config.read import config_of

            self._configs[file] = config_of(read_file(file))
        return self._configs[file]

    def _nearest(self, place: str) -> str | None:
        folder = place if os.path.isdir(place) else os.path.dirname(place)  # noqa: PTH112, PTH120 - for every file
        if folder not in self._found:
            self._found[folder] = nearest_file(folder or ".")
        return self._found[folder]

    def exclude(self, place: str) -> tuple[str, Sequence[str]] | None:
        """What is left out of a folder: the folder that the patterns are relative to, and they; None for nothing."""
        config = self.config_for(place)
        patterns = config.top.value("exclude") if config is not None else None
        return (config.folder, patterns) if config is not None and patterns else None

    def section(self, place: str) -> Section:
        """Everything that is said for a template, by a configuration and on the command line."""
        from repair.config.section import Section

        config = self.config_for(place)
        stated = self._settled(config, place)[1]
        return self._over(Section()) if stated is None else stated

    def __call__(self, place: str) -> InForce:
        """What is in force for a template.

        Raises:
            InputError: A file that a setting names cannot be read.
            UsageError: There is no such profile or rule.
        """
        config = self.config_for(place)
        common, section = self._settled(config, place)
        passed = () if config is None or section is None else _suppressions(section, config, place)
        with _naming(section):
            known = self._known(place, common.baseline) if common.baseline else {}
        if not (passed or known):
            return common
        return replace(common, options=replace(common.options, suppressions=passed, known=known))

    def _settled(self, config: Config | None, place: str) -> tuple[InForce, Section | None]:
        """What is in force for a template but for what names it, and what a configuration says.

        Templates of which the same is said share it.
        """
        blocks = [] if config is None else [one for one in config.paths if _matches(one[0], config, place)]
        key = (config and (config.folder, config.file), tuple(match for match, _ in blocks))
        if key not in self._chosen:
            section = None
            if config is not None:
                section = config.top
                for _, block in blocks:
                    section = section.over(block)
                section = self._over(section)
            get = self.said.get if section is None else section.value
            with _naming(section):
                options = options_of(get, self.start, None if section is None else _team(section))
            self._chosen[key] = (InForce(options, get("fail-on") or "low", get("baseline")), section)
        return self._chosen[key]

    def _over(self, section: Section) -> Section:
        """The section with what the command line says."""
        from repair.config.section import Section, Stated

        return section.over(Section({name: Stated(value, COMMAND_LINE) for name, value in self.said.items()}))

    def _known(self, place: str, baseline: str) -> Mapping[str, str]:
        """The fingerprints of the baseline for a template, to their rules; without those that `--select` names."""
        if _absent(baseline, self.to_come):
            return {}
        if baseline not in self._baselines:
            from repair.config.baseline import read_baseline

            self._baselines[baseline] = read_baseline(baseline)
        named = self.said.get("select", ())
        return {
            one.fingerprint: one.rule for one in self._baselines[baseline].of(place) if one.rule not in named
        }


@contextlib.contextmanager
def _naming(section: Section | None) -> Iterator[None]:
    """Say of a file that cannot be read where the configuration names it.

    Raises:
        InputError: The same, with that.
    """
    try:
        yield
    except InputError as error:
        for key in ("baseline", "requirements", "profile"):
            said = None if section is None else section.stated.get(key)
            if said is None or said.origin == COMMAND_LINE:
                continue
            if error.name in ((said.value,) if isinstance(said.value, str) else said.value):
                message = f"{error.message} ({said.origin} names it as {key})"
                raise InputError(message, name=error.name, line=error.line, column=error.column) from None
        raise


def _absent(baseline: str, to_come: str | None) -> bool:
    """Whether the baseline is the one that the run is about to write for the first time."""
    file = Path(baseline)
    return to_come is not None and not file.exists() and file.resolve() == Path(to_come).resolve()


def options_of(get: Callable[[str], Any], start: Options, team: Profile | None = None) -> Options:
    """The engine's options for what is said.

    Args:
        get: Gives what is said for a key; None for nothing.
        start: The rest.
        team: What is said of values and rules.

    Raises:
        InputError, UsageError: A profile or the requirements cannot be read.
    """
    stack = get("stack")
    asked = replace(
        start,
        settings=replace(start.settings, stack=stack) if stack else start.settings,
        selection=Selection(tuple(get("select") or ()), tuple(get("ignore") or ())),
        unsafe=bool(get("unsafe-fixes")),
    )
    return chosen(asked, get("profile") or (), get("requirements"), team)


def _team(section: Section) -> Profile | None:
    """What is said of values and rules, as a layer over the profile; None when nothing is."""
    rules, values, severities = (section.under(key) for key in ("rules", "values", "severities"))
    if not (rules or values or severities):
        return None
    from repair.engine.profile import layer_of
    from repair.engine.statements import Statements

    on, off, safe = (
        frozenset(name for name, one in rules.items() if one.value == word) for word in ("on", "off", "safe")
    )
    said = {name: one.value for name, one in values.items()}
    return layer_of(Statements(said, on, off, safe, {name: one.value for name, one in severities.items()}))


def _matches(patterns: Sequence[str], config: Config, place: str) -> bool:
    """Whether patterns as in a .gitignore mean a template, seen from the configuration's folder."""
    from pathspec import GitIgnoreSpec  # only configurations that speak of paths pay for it

    return GitIgnoreSpec.from_lines(patterns).match_file(_inside(config, place))


def _inside(config: Config, place: str) -> str:
    try:
        return os.path.relpath(place, config.folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return place.replace(os.sep, "/")


def _suppressions(section: Section, config: Config, place: str) -> tuple[Suppression, ...]:
    """What the configuration passes over in a template."""
    if not section.suppress:
        return ()
    from repair.engine.suppression import Source, Suppression

    return tuple(
        Suppression(
            Source.CONFIGURATION,
            one.rule,
            one.reason,
            resource=one.resource,
            origin=one.origin,
            sole=bool(one.path)
            and one.path.lstrip("/") == _inside(config, place)
            and not _MAGIC & set(one.path),
        )
        for one in section.suppress
        if not one.path or _matches((one.path,), config, place)
    )
