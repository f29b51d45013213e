"""One normal form for values that are written differently and mean the same.

`!Sub "${A}-x"` and `!Join ["-", [!Ref A, "x"]]` have the same normal form: a concatenation, written as
`Fn::Join` with an empty separator over texts and references, none of its texts empty and no two of them
side by side. Scalars are left as they are: what "5" and 5 mean depends on the property's type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from repair.document.equality import same
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import IF, REF, branches, is_intrinsic, is_no_value
from repair.template.substitution import Variable, literal_text, parse_sub, sub_form

_JOIN = "Fn::Join"
_INDEX = re.compile(r"[0-9]{1,9}")


def normal(value: Data) -> Data:
    """The normal form of a value: total, idempotent, and the value itself when it is normal already.

    A Sub without variables is its text, `${P}` is `Ref P`, `${R.Arn}` is `GetAtt [R, Arn]`; Join,
    Select and Split of literals are folded; `GetAZs ""` is GetAZs of the stack's region.
    """
    if type(value) is dict:
        if len(value) == 1:
            ((key, argument),) = value.items()
            if key == "Fn::Sub":
                return _sub(value, argument)
            form = _FORMS.get(key)
            if form is not None:
                # Arguments first: what folds may depend on what they fold to.
                settled = normal(argument)
                return form(value if settled is argument else {key: settled}, settled)
        changed = {key: normal(item) for key, item in value.items()}
        return value if all(changed[key] is item for key, item in value.items()) else changed
    if type(value) is list:
        items = [normal(item) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    return value


def same_value(a: Data, b: Data) -> bool:
    """Whether two values have the same normal form. Strict on types: `true`, "true" and 1 differ, 5.10 and 5.1 too."""
    return a is b or same(normal(a), normal(b))


def _sub(value: dict[str, Data], argument: Data) -> Data:
    form = sub_form(argument)
    if form is None:
        settled = normal(argument)
        form = sub_form(settled)
        if form is None:
            return value if settled is argument else {"Fn::Sub": settled}
    text, names = form
    parts: list[Data] = []
    for part in parse_sub(text):
        if not isinstance(part, Variable):
            parts.append(literal_text(part))
        elif part.full_name in names:
            parts.append(normal(names[part.full_name]))
        elif part.attribute is None:
            parts.append({REF: part.name})
        else:
            parts.append({"Fn::GetAtt": [part.name, part.attribute]})
    return _concatenation(parts)


def _join(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not list or len(argument) != 2 or type(argument[0]) is not str:
        return value
    separator, items = argument
    if type(items) is not list:
        return value
    items = [item for item in items if not is_no_value(item)]
    if separator and any(_may_vanish(item) for item in items):
        # How often the separator stands is known only at deployment.
        return _unless_same(value, {_JOIN: [separator, items]})
    return _unless_same(value, _concatenation([part for item in items for part in (separator, item)][1:]))


def _concatenation(parts: Iterable[Data]) -> Data:
    """Texts and references one after another, as flat and as short as it can be said."""
    flat: list[Data] = []
    for part in parts:
        for piece in _pieces(part):
            if isinstance(piece, str) and flat and isinstance(flat[-1], str):
                flat[-1] += piece
            elif piece != "":
                flat.append(piece)
    if not flat:
        return ""
    return (
        flat[0]
        if len(flat) == 1 and (isinstance(flat[0], str) or is_intrinsic(flat[0]))
        else {_JOIN: ["", flat]}
    )


def _pieces(part: Data) -> list[Data]:
    if isinstance(part, (str, int, float)):
        return [scalar_text(part)]
    if is_no_value(part):
        return []
    inner = part.get(_JOIN) if type(part) is dict and len(part) == 1 else None
    if type(inner) is list and len(inner) == 2 and inner[0] == "" and type(inner[1]) is list:
        return inner[1]
    return [part]


def _may_vanish(item: Data) -> bool:
    choice = branches(item)
    if choice is None:
        return is_no_value(item) or (type(item) is dict and IF in item)
    return _may_vanish(choice[1]) or _may_vanish(choice[2])


def _select(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is list and len(argument) == 2:
        index, items = argument
        at = int(text) if type(index) in (int, str) and _INDEX.fullmatch(text := str(index)) else None
        if type(items) is list and at is not None and at < len(items):
            head = items[: at + 1]
            if not any(_may_vanish(item) for item in head):
                return head[at]
    return value


def _split(value: dict[str, Data], argument: Data) -> Data:
    if (
        type(argument) is list
        and len(argument) == 2
        and all(type(part) is str for part in argument)
        and argument[0]
    ):
        return argument[1].split(argument[0])
    return value


def _get_att(value: dict[str, Data], argument: Data) -> Data:
    parts = argument.split(".", 1) if type(argument) is str else argument
    if type(parts) is list and len(parts) > 1 and all(type(part) is str for part in parts):
        return _unless_same(value, {"Fn::GetAtt": [parts[0], ".".join(parts[1:])]})
    return value


def _get_azs(value: dict[str, Data], argument: Data) -> Data:
    return {"Fn::GetAZs": {REF: "AWS::Region"}} if argument == "" else value


def _unless_same(value: Data, new: Data) -> Data:
    return value if same(value, new) else new


_FORMS = {
    "Fn::Sub": _sub,
    _JOIN: _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::GetAtt": _get_att,
    "Fn::GetAZs": _get_azs,
}
