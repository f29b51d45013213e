"""One normal form for values that are written differently and mean the same.

`!Sub "${A}-x"` and `!Join ["-", [!Ref A, "x"]]` have the same normal form: a concatenation, written as
`Fn::Join` with an empty separator over texts and references, none of its texts empty and no two of them
side by side. Scalars are left as they are: what "5" and 5 mean depends on the property's type; within a
function that takes text or a number they have one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import is_

from repair.document.equality import same
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import IF, REF, TRANSFORM, branches, is_intrinsic, is_no_value
from repair.template.substitution import Variable, literal_text, parse_sub, sub_form

_JOIN = "Fn::Join"
_SPLIT = "Fn::Split"
_INDEX = re.compile(r"[0-9]{1,9}")


def normal(value: Data) -> Data:
    """The normal form of a value: total, idempotent, and the value itself when it is normal already.

    A Sub without variables is its text, `${P}` is `Ref P`, `${R.Arn}` is `GetAtt [R, Arn]`; Join, Select, Split,
    Cidr, Length and Base64 of literals are folded; an If with equal branches is the branch; `GetAZs ""` is
    GetAZs of the stack's region. What a macro gets (`Fn::Transform`) stays as it is.
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
            if key == TRANSFORM:
                return value
        changed = {key: item if type(item) is str else normal(item) for key, item in value.items()}
        return value if all(map(is_, changed.values(), value.values())) else changed
    if type(value) is list:
        items = [item if type(item) is str else normal(item) for item in value]
        return value if all(map(is_, items, value)) else items
    return value


def same_value(a: Data, b: Data) -> bool:
    """Whether two values have the same normal form. Strict on types: `true`, "true" and 1 differ, 5.10 and 5.1 too."""
    return a is b or same(normal(a), normal(b))


def concatenated(value: Data) -> list[Data]:
    """The texts and references that a value in normal form is a concatenation of; at least itself."""
    return _pieces(value)


def concatenation(parts: Iterable[Data]) -> Data:
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
    if len(flat) == 1 and (isinstance(flat[0], str) or (is_intrinsic(flat[0]) and not may_vanish(flat[0]))):
        return flat[0]
    return {_JOIN: ["", flat]}


def may_vanish(item: Data) -> bool:
    """Whether a value can turn out to be `AWS::NoValue`, as a branch of an If can."""
    choice = branches(item)
    if choice is None:
        return is_no_value(item) or (type(item) is dict and IF in item)
    return may_vanish(choice[1]) or may_vanish(choice[2])


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
    return concatenation(parts)


def _join(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not list or len(argument) != 2 or type(argument[0]) is not str:
        return value
    separator, items = argument
    if separator and type(items) is dict:
        return _joined_again(value, separator, items)
    if type(items) is not list:
        return value
    items = [item for item in items if not is_no_value(item)]
    if separator and any(may_vanish(item) for item in items):
        # How often the separator stands is known only at deployment.
        return _unless_same(value, {_JOIN: [separator, [_text(item) for item in items]]})
    return _unless_same(value, concatenation([part for item in items for part in (separator, item)][1:]))


def _joined_again(value: Data, separator: str, items: dict[str, Data]) -> Data:
    """What is split and joined by the same separator is what it was."""
    split = items.get(_SPLIT) if len(items) == 1 else None
    if type(split) is list and len(split) == 2 and split[0] == separator and is_intrinsic(split[1]):
        return split[1]
    return value


def _pieces(part: Data) -> list[Data]:
    if isinstance(part, (str, int, float)):
        return [scalar_text(part)]
    if is_no_value(part):
        return []
    inner = part.get(_JOIN) if type(part) is dict and len(part) == 1 else None
    if type(inner) is list and len(inner) == 2 and inner[0] == "" and type(inner[1]) is list:
        return inner[1]
    return [part]


def _text(item: Data) -> Data:
    return scalar_text(item) if isinstance(item, (str, int, float)) else item


def _select(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not list or len(argument) != 2:
        return value
    index, items = argument
    if type(index) not in (int, str) or not _INDEX.fullmatch(str(index)):
        return value
    at = int(index)
    if type(items) is list and at < len(items):
        head = items[: at + 1]
        if not any(may_vanish(item) for item in head):
            return head[at]
    elif type(items) is dict and _SPLIT in items:
        pieces = _leading_pieces(items[_SPLIT])
        if at < len(pieces):
            return pieces[at]
    return value if type(index) is int else {"Fn::Select": [at, items]}


def _leading_pieces(split: Data) -> list[str]:
    """The pieces of a split text that stand before its first reference, whatever that is."""
    if type(split) is list and len(split) == 2 and type(split[0]) is str and split[0]:
        first = _pieces(split[1])[0] if type(split[1]) is dict else None
        if type(first) is str:
            return first.split(split[0])[:-1]
    return []


def _split(value: dict[str, Data], argument: Data) -> Data:
    if (
        type(argument) is list
        and len(argument) == 2
        and all(type(part) is str for part in argument)
        and argument[0]
    ):
        return argument[1].split(argument[0])
    return value


def _if(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is list and len(argument) == 3 and same(argument[1], argument[2]):
        return argument[1]
    return value


def _base64(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not str or "{{resolve:" in argument:
        return value
    import base64

    try:
        return base64.b64encode(argument.encode()).decode("ascii")
    except UnicodeEncodeError:
        return value


def _cidr(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not list or not 2 <= len(argument) <= 3:
        return value
    counts = [int(n) if type(n) is str and _INDEX.fullmatch(n) else n for n in argument[1:]]
    if type(argument[0]) is str and len(counts) == 2 and all(type(n) is int for n in counts):
        blocks = _blocks(argument[0], *counts)
        if blocks is not None:
            return blocks
    return _unless_same(value, {"Fn::Cidr": [argument[0], *counts]})


def _blocks(block: str, count: int, bits: int) -> list[str] | None:
    """The first `count` IPv4 blocks with 2**bits addresses each; None when the block is none or is too small."""
    import ipaddress
    from itertools import islice

    try:
        network = ipaddress.IPv4Network(block)
    except ValueError:
        return None
    prefix = 32 - bits
    if not 1 <= count <= 256 or not network.prefixlen <= prefix <= 32 or prefix - network.prefixlen > 24:
        return None
    found = [str(part) for part in islice(network.subnets(new_prefix=prefix), count)]
    return found if len(found) == count else None


def _length(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is list and not any(may_vanish(item) for item in argument):
        return len(argument)
    return value


def _find_in_map(value: dict[str, Data], argument: Data) -> Data:
    if type(argument) is not list or all(type(key) is not int and type(key) is not bool for key in argument):
        return value
    keys = [_text(key) if at < 3 else key for at, key in enumerate(argument)]
    return {"Fn::FindInMap": keys}


def _get_att(value: dict[str, Data], argument: Data) -> Data:
    parts = argument.split(".", 1) if type(argument) is str else argument
    if type(parts) is list and len(parts) > 1 and all(type(part) is str for part in parts):
        if parts is argument and len(parts) == 2:
            return value
        return _unless_same(value, {"Fn::GetAtt": [parts[0], ".".join(parts[1:])]})
    return value


def _get_azs(value: dict[str, Data], argument: Data) -> Data:
    return {"Fn::GetAZs": {REF: "AWS::Region"}} if argument == "" else value


def _unless_same(value: Data, new: Data) -> Data:
    return value if same(value, new) else new


_FORMS: dict[str, Callable[[dict[str, Data], Data], Data]] = {
    _JOIN: _join,
    "Fn::Select": _select,
    _SPLIT: _split,
    IF: _if,
    "Fn::Base64": _base64,
    "Fn::Cidr": _cidr,
    "Fn::Length": _length,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAtt": _get_att,
    "Fn::GetAZs": _get_azs,
}
