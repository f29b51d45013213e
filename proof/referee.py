"""cfn-lint in this process, with its schemas and rules loaded once: what it finds, and what is worse than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_REGION = "us-east-1"
_OWN_FAULT = "E0002"
"""A rule of cfn-lint ended in an exception: that says nothing about the template."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of cfn-lint: its id, as `E3002`, and the place in the template."""

    id: str
    path: tuple[str | int, ...]


@cache
def loaded() -> tuple[Any, Any]:
    """cfn-lint's configuration and rules; reading them takes seconds."""
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner import Runner

    config = ConfigMixIn(regions=[_REGION])
    return config, Runner(config).rules


def errors(text: str) -> list[Fault]:
    """What cfn-lint calls an error in a template. It takes some 50 ms a resource."""
    from cfnlint.decode.decode import decode_str
    from cfnlint.runner import run_template_by_data

    template, faults = decode_str(text)
    matches = faults or run_template_by_data(template, *loaded())
    return [
        Fault(one.rule.id, tuple(getattr(one, "path", None) or ()))
        for one in matches
        if one.rule.id.startswith("E") and one.rule.id != _OWN_FAULT
    ]


def version() -> str:
    """cfn-lint's version."""
    from cfnlint.version import __version__

    return str(__version__)


def more(
    before: Sequence[Fault],
    after: Sequence[Fault],
    old: Any,
    new: Any,
    whole: Callable[[], tuple[Sequence[Fault], Any]],
) -> tuple[list[Fault], int]:
    """The errors that were not there before, and how many others only came to light.

    An error came to light when its value stood there before, the same, where cfn-lint does not look: in a resource
    of a type or under a key that does not exist, without the list that is due or in one too many, or in a function around
    a plain text. So did one that the template has without the faults that were put into it: a fault hid it.
    An error that went to another place with its value, as when an item before it is gone, is no new one.

    Args:
        before: The errors in the template as it was.
        after: The errors in the result.
        old: The data of the template as it was.
        new: The data of the result.
        whole: Gives the errors in the template without the faults that were put into it, and its data; asked when needed.
    """
    fresh, gone = Counter(after) - Counter(before), Counter(before) - Counter(after)
    moved = [(one.id, _at(old, one.path)) for one in gone.elements()]
    worse: list[Fault] = []
    light = 0
    for one in fresh.elements():
        if (said := (one.id, _at(new, one.path))) in moved:
            moved.remove(said)
        elif _was_hidden(one.path, old, new):
            light += 1
        else:
            worse.append(one)
    if worse:
        faults, data = whole()
        hidden = [one for one in worse if one in faults or _stands_in(one, new, faults, data)]
        light += len(hidden)
        worse = [one for one in worse if one not in hidden]
    return worse, light


def _stands_in(one: Fault, new: Any, faults: Sequence[Fault], data: Any) -> bool:
    """Whether one of the faults in the data is of the same id and about the same value, wherever it stands."""
    value = _at(new, one.path)
    return value is not None and any(
        fault.id == one.id and _at(data, fault.path) == value for fault in faults
    )


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at the path; at the end of it cfn-lint may name what is not there."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


def _was_hidden(path: tuple[str | int, ...], old: Any, new: Any) -> bool:
    """Whether the value at the path of the new data stood in the old where cfn-lint does not look."""
    unread = False
    above: list[tuple[Any, Any]] = []  # the mappings on the way
    for depth, step in enumerate(path):
        if _unwrapped(old) is not old:
            return _unwrapped(old) == new
        if _is_one_too_many(old, new):  # cfn-lint says that alone
            old, unread = old[0], True
        if isinstance(old, dict) and isinstance(new, dict):
            above.append((old, new))
            unread |= depth == 2 and old.get("Type") != new.get("Type")
            if step not in old or step not in new:
                return step in new and any(
                    _holds(had[key], new[step], path[depth + 1 :])
                    for had, has in above
                    for key in had
                    if key not in has
                )
        elif isinstance(new, list) and new == [old]:  # cfn-lint says that it is no list, and looks no further
            new, unread = old, True
            continue
        elif not (isinstance(old, list) and isinstance(step, int) and step < len(old)):
            return False
        old, new = old[step], new[step]
    if isinstance(old, dict) and isinstance(new, dict):  # what it gained may have stood a level too high
        strays = [had[key] for had, has in above for key in had if key not in has]
        gained = {key: new[key] for key in new.keys() - old.keys() if new[key] in strays}
        old, unread = {**old, **gained}, unread or bool(gained)
    return (unread or old != new) and _read_alike(old, new)


def _is_one_too_many(old: Any, new: Any) -> bool:
    """Whether the old is a list of one value where the new is the value: no list, or the inner one."""
    return isinstance(old, list) and len(old) == 1 and (not isinstance(new, list) or isinstance(old[0], list))


def _read_alike(old: Any, new: Any) -> bool:
    """Whether both are the same but for lists of one too few or too many, and functions around plain texts."""
    old = _unwrapped(old)
    if old == new:
        return True
    if _is_one_too_many(old, new):
        return _read_alike(old[0], new)
    if isinstance(new, list) and len(new) == 1 and not isinstance(old, list):
        return _read_alike(old, new[0])
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return all(_read_alike(old[key], new[key]) for key in old)
    return False


def _holds(old: Any, new: Any, rest: tuple[str | int, ...]) -> bool:
    """Whether both have the same value at the rest of the path."""
    for step in rest:
        try:
            old, new = _unwrapped(old)[step], new[step]
        except (LookupError, TypeError):
            return False
    return bool(_unwrapped(old) == new)


def _unwrapped(value: Any) -> Any:
    """The text in `{"Fn::Sub": text}` without a variable; else the value itself."""
    if isinstance(value, dict) and value.keys() == {"Fn::Sub"}:
        text = value["Fn::Sub"]
        if isinstance(text, str) and "${" not in text:
            return text
    return value
