"""What a delta does to a running stack: replacement and loss of data.

Sources: the resource types' `createOnlyProperties` and `conditionalCreateOnlyProperties`; the User Guide's pages
"DeletionPolicy attribute", "UpdateReplacePolicy attribute", "Update behaviors of stack resources" and "Custom
resources"; and the SAM developer guide for what its types become. How CloudFormation decides:

- What is no longer in the template is deleted as the *old* template's DeletionPolicy says; that goes for a removed
  resource, one whose logical id changed (another id is another resource), and one whose Condition is no longer met.
- What is replaced goes as the *new* template's UpdateReplacePolicy says.
- A change of Type is refused under the same id. What comes to it is a new resource and the end of the old one.
- A custom resource, and a module, decide themselves whether an update replaces them. Of an unknown type nothing
  is known. All of these may be replaced.
- A resource that has a name of its own choosing cannot be replaced before that name is free; here it counts as
  replaced, since the change asks for that.

What refers to a replaced resource is not looked at here; see `repair.diff.spread`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from repair import knowledge
from repair.diff.delta import Deployment, Kind, Replacement, worst
from repair.knowledge.language import snapshot_types
from repair.patch.same import same
from repair.template.data import MISSING, Data, Path, value_at
from repair.template.intrinsics import IF, REF, branches, is_intrinsic, is_no_value, is_section_function
from repair.template.presence import has

NONE = Deployment()

_RANK: tuple[Replacement, ...] = ("never", "may", "will")
_Pointers = frozenset[tuple[str, ...]]

#: DeletionPolicy knows all three; RetainExceptOnCreate is none of UpdateReplacePolicy's.
_KEEPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "DeletionPolicy": frozenset({"Retain", "RetainExceptOnCreate"}),
        "UpdateReplacePolicy": frozenset({"Retain"}),
    }
)
#: Types for which no DeletionPolicy means a final snapshot (User Guide, "DeletionPolicy attribute").
_SNAPSHOT_BY_DEFAULT = frozenset({"AWS::RDS::DBCluster", "AWS::RDS::DBInstance"})
#: In a cluster these hold no data: it is in the volume of the cluster (Aurora, Neptune and DocumentDB guides).
_MEMBERS = frozenset({"AWS::RDS::DBInstance", "AWS::Neptune::DBInstance", "AWS::DocDB::DBInstance"})

#: What SAM makes of its types, and properties that have another name there ("Generated CloudFormation resources").
_SAM: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "AWS::Serverless::Api": ("AWS::ApiGateway::RestApi", {}),
    "AWS::Serverless::Application": ("AWS::CloudFormation::Stack", {}),
    "AWS::Serverless::Function": ("AWS::Lambda::Function", {}),
    "AWS::Serverless::HttpApi": ("AWS::ApiGatewayV2::Api", {}),
    "AWS::Serverless::LayerVersion": ("AWS::Lambda::LayerVersion", {"Content": "ContentUri"}),
    "AWS::Serverless::SimpleTable": ("AWS::DynamoDB::Table", {"KeySchema": "PrimaryKey"}),
    "AWS::Serverless::StateMachine": (
        "AWS::StepFunctions::StateMachine",
        {"StateMachineName": "Name", "StateMachineType": "Type"},
    ),
}
#: Changing these replaces a stage that SAM makes beside the API.
_SAM_STAGES = frozenset({"AWS::Serverless::Api", "AWS::Serverless::HttpApi"})

#: Functions whose result differs for certain when what stands in them does.
_CARRY = frozenset({REF, "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::Base64", "Fn::ToJsonString"})


def impact(kind: Kind, path: Path, before: Data, after: Data, body: Data, ideal_body: Data) -> Deployment:
    """What a delta in Resources does to the resource that it stands in.

    Args:
        kind: The delta's kind.
        path: Where it stands, in either template: ("Resources", id, ...).
        before: Its value in the generated template.
        after: Its value in the ideal template.
        body: The whole resource in the generated template, None when it is only in the ideal.
        ideal_body: The whole resource in the ideal template, None when it is only in the generated.
    """
    if isinstance(body, list):
        return _in_loop(kind, path, before, after, body, ideal_body)
    if not isinstance(body, dict) or len(path) < 2:
        return NONE
    if len(path) == 2:
        return _of_whole(kind, body)
    if path[2] == "Type":
        return Deployment("will", loses_data(body, "DeletionPolicy"))
    if path[2] == "Condition":
        # Where the new condition does not hold, the resource goes. Without a condition it stays.
        return Deployment("never", kind != "removed" and loses_data(body, "DeletionPolicy"))
    if path[2] != "Properties":
        return NONE
    old = MISSING if kind == "added" else before
    new = MISSING if kind in ("removed", "moved") else after
    replaced = _replacement(type_name_of(body), path[3:], old, new)
    if replaced == "never":
        return NONE
    policies = ideal_body if isinstance(ideal_body, dict) else body
    return Deployment(replaced, loses_data({**policies, "Type": body.get("Type")}, "UpdateReplacePolicy"))


def _of_whole(kind: Kind, body: dict[str, Data]) -> Deployment:
    if kind == "renamed":
        return Deployment("will", loses_data(body, "DeletionPolicy"))
    if kind == "removed":
        return Deployment("never", loses_data(body, "DeletionPolicy"))
    return NONE


def _in_loop(
    kind: Kind, path: Path, before: Data, after: Data, body: list[Data], ideal_body: Data
) -> Deployment:
    """The same in an `Fn::ForEach::…` entry: [name, items, resources]. Without an item its resources go."""
    if len(path) > 3 and path[2] == 2:
        inner, ideal_inner = value_at(body, (2, path[3]), None), value_at(ideal_body, (2, path[3]), None)
        return impact(kind, ("Resources", *path[3:]), before, after, inner, ideal_inner)
    fragment = value_at(body, (2,), None)
    inside = fragment if isinstance(fragment, dict) else {}
    # A loop's own name is no resource's, and neither is that of its variable.
    going = kind == "removed" if len(path) == 2 else path[2] != 0 and kind in ("changed", "removed")
    if not going:
        return NONE
    return worst(impact("removed", ("Resources", name), one, None, one, None) for name, one in inside.items())


def type_name_of(body: Data) -> str:
    """A resource's type; "" when it has none that is text."""
    kind = body.get("Type") if isinstance(body, dict) else None
    return kind if isinstance(kind, str) else ""


def loses_data(body: Data, policy: str) -> bool:
    """Whether data may go with a resource that goes as its `policy` says.

    Args:
        body: The resource with the policies that are in force.
        policy: "DeletionPolicy" when it is deleted, "UpdateReplacePolicy" when a new one takes its place.
    """
    if not isinstance(body, dict):
        return False
    type_name = _SAM.get(type_name_of(body), (type_name_of(body),))[0]
    if type_name not in knowledge.stateful_types():
        return False
    if type_name in _MEMBERS:
        properties = body.get("Properties")
        if isinstance(properties, dict) and has(properties, "DBClusterIdentifier", {}):
            return False
    said = body.get(policy)
    if said is None or is_no_value(said):
        return not (policy == "DeletionPolicy" and type_name in _SNAPSHOT_BY_DEFAULT)
    return not _keeps(said, type_name, policy)


def _keeps(said: Data, type_name: str, policy: str) -> bool:
    if isinstance(said, str):
        return said in _KEEPS[policy] or (said == "Snapshot" and type_name in snapshot_types())
    choice = branches(said)  # with the transform AWS::LanguageExtensions
    return choice is not None and all(_keeps(one, type_name, policy) for one in choice[1:])


def computed_replacement(type_name: str, path: Path) -> Replacement:
    """What it brings when something changes that a property's value is computed from.

    Args:
        type_name: The resource's type.
        path: Where that stands, from within Properties; it leads through the functions that compute the value.
    """
    return _replacement(type_name, path, None, None, computed=True)


def _replacement(
    type_name: str, path: Path, before: Data, after: Data, *, computed: bool = False
) -> Replacement:
    plain, certain, inside = _plain(path)
    found = _by_path(type_name, plain)
    if found is None:
        found = "may" if computed or inside else _of_parts(type_name, plain, before, after)
        # An item more or less, or elsewhere: no page says whether that changes what every item has.
        certain = certain and not (plain[-1:] == ("*",) and (before is MISSING or after is MISSING))
    return "may" if found == "will" and not certain else found


def _plain(path: Path) -> tuple[tuple[str, ...], bool, bool]:
    """The property that a path leads to, whether a change there is one of it, and whether it is inside a function.

    A branch of an `Fn::If` stands for the property itself, which it may be or not.
    """
    plain: list[str] = []
    certain, inside = True, False
    skipped = False
    for index, step in enumerate(path):
        if skipped:
            skipped = False
        elif isinstance(step, int):
            if not inside:
                plain.append("*")
        elif step == REF or step[:4] == "Fn::":
            certain = certain and step in _CARRY
            if step == IF and not inside and path[index + 1 : index + 2] in ((1,), (2,)):
                skipped = True
            else:
                inside = True
        elif not inside:
            plain.append(step)
    return tuple(plain), certain, inside


@lru_cache(maxsize=4096)
def _pointers(type_name: str) -> tuple[_Pointers, _Pointers, bool] | None:
    """Paths of which a change replaces, of which it may, and whether that holds for all the others too."""
    made_of, names = _SAM.get(type_name, (type_name, {}))
    kind = knowledge.resource_type(made_of)
    if kind is None:
        return None
    always, sometimes = (
        frozenset((names.get(pointer[0], pointer[0]), *pointer[1:]) for pointer in pointers)
        for pointers in (kind.create_only, kind.conditional_create_only)
    )
    if type_name in _SAM_STAGES:
        sometimes |= {("StageName",)}
    unknown = (
        type_name.startswith("Custom::")
        or type_name == "AWS::CloudFormation::CustomResource"
        or type_name.endswith("::MODULE")
        or (type_name.startswith("AWS::Serverless::") and type_name not in _SAM)
    )
    return always, sometimes, unknown


@lru_cache(maxsize=16384)
def _by_path(type_name: str, path: tuple[str, ...]) -> Replacement | None:
    """What a change at `path` brings; None when that depends on what lies below."""
    pointers = _pointers(type_name)
    if pointers is None:
        return "may"
    always, sometimes, unknown = pointers
    if any(len(path) >= len(pointer) and _covers(path, pointer) for pointer in always):
        return "will"
    if unknown or (path and is_section_function(path[-1])):
        return "may"
    if any(len(path) < len(pointer) and _covers(pointer, path) for pointer in always | sometimes):
        return None
    if any(len(path) >= len(pointer) and _covers(path, pointer) for pointer in sometimes):
        return "may"
    return "never"


def _covers(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return all(a == b or "*" in (a, b) for a, b in zip(longer, shorter, strict=False))


def _of_parts(type_name: str, path: tuple[str, ...], before: Data, after: Data) -> Replacement:
    """What it brings when a value changes that holds create-only properties further down."""
    pointers = _pointers(type_name)
    assert pointers is not None
    always, sometimes, _ = pointers

    def differences(among: _Pointers) -> Iterable[Replacement]:
        below = (pointer[len(path) :] for pointer in among if _covers(pointer, path))
        return (_difference(before, after, steps) for steps in below)

    found = _worst(differences(always))
    if found == "never" and _worst(differences(sometimes)) != "never":
        return "may"
    return found


def _difference(before: Data, after: Data, steps: tuple[str, ...]) -> Replacement:
    """Whether the property at `steps` differs between two values; "may" where a function hides it."""
    if before is after:
        return "never"
    before, after = (MISSING if is_no_value(value) else value for value in (before, after))
    if not steps:
        if before is MISSING or after is MISSING:
            return "never" if before is after else "will"
        return "never" if same(before, after) else "will"
    if is_intrinsic(before) or is_intrinsic(after):
        return "may"
    if steps[0] != "*":
        return _difference(value_at(before, steps[:1]), value_at(after, steps[:1]), steps[1:])
    old, new = _members(before), _members(after)
    pairs = _worst(_difference(old[key], new[key], steps[1:]) for key in old.keys() & new.keys())
    rest = [*(old[key] for key in old.keys() - new.keys()), *(new[key] for key in new.keys() - old.keys())]
    if pairs == "never" and any(_difference(MISSING, one, steps[1:]) != "never" for one in rest):
        return "may"
    return pairs


def _members(value: Data) -> dict[str | int, Data]:
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else {}


def _worst(found: Iterable[Replacement]) -> Replacement:
    return max(found, key=_RANK.index, default="never")
