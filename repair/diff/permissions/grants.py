"""What a resource says about what is allowed, by what it concerns.

Policies in force together are read together: all inline and managed policies of a role are one identity's, and so is
an `AWS::IAM::Policy` that names the role; rules of a security group are the group's, also as resources of their own.
A policy whose document cannot be looked up stands as something unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple, Protocol, Self

from repair.diff.meaning.equality import frozen
from repair.diff.meaning.policies import is_policy_name
from repair.diff.permissions.documents import Document, Reader, is_document, read_document
from repair.diff.permissions.network import read_acl_entry, read_rule, read_rules
from repair.diff.permissions.statements import Matched, Statement
from repair.diff.permissions.wildcards import ANYTHING, Opaque
from repair.template.data import Data, value_at
from repair.template.intrinsics import is_intrinsic, is_no_value
from repair.template.values import normal


class Known(NamedTuple):
    """What is known of the templates beside the resource at hand.

    Attributes:
        bodies: Resource bodies by name, to look up what a managed policy says.
        reader: Reads policy documents.
    """

    bodies: Mapping[str, Data]
    reader: Reader


class Grants(Protocol):
    """What is allowed in one respect."""

    def short_of(self, other: Self) -> int:
        """How much that `other` allows is not provably allowed; 0 if all is."""
        ...

    def __or__(self, other: Self) -> Self: ...


@dataclass(frozen=True, slots=True)
class Boundary:
    """A policy that limits what others allow; without one there is no limit."""

    forms: frozenset[object] = field(default_factory=frozenset)

    def short_of(self, other: Boundary) -> int:
        """How many limits it sets that `other` does not."""
        return len(self.forms - other.forms)

    def __or__(self, other: Boundary) -> Boundary:
        return Boundary(self.forms | other.forms)


Scope = tuple[object, ...]
"""What grants concern: ("identity", "Role"), ("ingress", "Group") …"""

_HOLDERS = frozenset({"AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"})
_SERVERLESS = frozenset({"AWS::Serverless::Function", "AWS::Serverless::StateMachine"})
_ATTACHED = {
    "AWS::IAM::Policy": ("Roles", "Users", "Groups"),
    "AWS::IAM::ManagedPolicy": ("Roles", "Users", "Groups"),
    "AWS::IAM::RolePolicy": ("RoleName",),
    "AWS::IAM::UserPolicy": ("UserName",),
    "AWS::IAM::GroupPolicy": ("GroupName",),
}
_GROUP = "AWS::EC2::SecurityGroup"
_GROUP_RULES = {"SecurityGroupIngress": False, "SecurityGroupEgress": True}
_RULES = {"AWS::EC2::SecurityGroupIngress": "ingress", "AWS::EC2::SecurityGroupEgress": "egress"}
_ACL_ENTRY = "AWS::EC2::NetworkAclEntry"
_PERMISSION = "AWS::Lambda::Permission"
_WITHOUT_GRANTS = frozenset({"Description", "Tags"})
_IDENTITY = frozenset({"Policies", "ManagedPolicyArns", "AssumeRolePolicyDocument", "PermissionsBoundary"})

_PERMISSION_CONDITIONS = {
    "SourceArn": ("ArnLike", "aws:SourceArn"),
    "SourceAccount": ("StringEquals", "aws:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
}
_EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
# What holds for a resource that has no policy of its own.
_IMPLIED: dict[tuple[str, str], Data] = {
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"): {"Statement": {**_EVERYTHING, "Principal": "*"}},
    ("AWS::KMS::Key", "KeyPolicy"): {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": {"Ref": "AWS::AccountId"}},
            "Action": "kms:*",
            "Resource": "*",
        }
    },
}

_AWS_MANAGED = ":iam::aws:policy/"
#: Policies of AWS that deny: their names say so.
_DENYING = ("Deny", "Quarantine")


@lru_cache(maxsize=4096)
def concerns(type_name: str, name: str) -> bool:
    """Whether a property of a resource type says what is allowed."""
    if type_name in _RULES or type_name in (_PERMISSION, _ACL_ENTRY):
        return name not in _WITHOUT_GRANTS
    if type_name == _GROUP:
        return name in _GROUP_RULES
    if type_name in _HOLDERS or type_name in _SERVERLESS:
        return name in _IDENTITY
    if type_name in _ATTACHED and name in _ATTACHED[type_name]:
        return True
    return is_policy_name(name)


def is_attachment(type_name: str) -> bool:
    """Whether a resource of that type only adds to, or takes from, what holds for others."""
    return type_name in _RULES or type_name.endswith(("Policy", "Permission", "NetworkAclEntry"))


def grants(name: str, type_name: str, properties: Mapping[str, Data], known: Known) -> dict[Scope, Grants]:
    """What a resource grants, by scope; a scope of which it says nothing is not there."""
    given = {key: value for key, value in properties.items() if not is_no_value(value)}
    found: dict[Scope, Grants] = {}
    for scope, part in _read(name, type_name, given, known):
        found[scope] = found[scope] | part if scope in found else part
    return found


def implied(type_name: str, scope: Scope, like: Grants) -> Grants:
    """What holds in a scope of which a resource says nothing."""
    if scope[0] == "egress" and type_name == _GROUP:
        return read_rules(None, egress=True)
    return (
        read_document(_IMPLIED.get((type_name, str(scope[-1]))))
        if isinstance(like, Document)
        else type(like)()
    )


def _read(
    name: str, type_name: str, given: Mapping[str, Data], known: Known
) -> Iterator[tuple[Scope, Grants]]:
    if type_name == _GROUP:
        for key, outward in _GROUP_RULES.items():
            if key in given:
                yield ("egress" if outward else "ingress", name), read_rules(given[key], egress=outward)
    elif type_name in _RULES:
        rule = {key: value for key, value in given.items() if key not in ("GroupId", "GroupName")}
        group = given.get("GroupId", given.get("GroupName"))
        yield (_RULES[type_name], _target(group)), read_rule(rule)
    elif type_name == _ACL_ENTRY:
        place = tuple(frozen(normal(given.get(key))) for key in ("NetworkAclId", "RuleNumber"))
        egress = str(given.get("Egress", False)).lower()
        yield ("entry", *place, egress), read_acl_entry(given)
    elif type_name == _PERMISSION:
        yield ("function",), _permission(given)
    elif type_name in _HOLDERS or type_name in _SERVERLESS:
        yield from _of_holder(name, given, known)
    elif type_name in _ATTACHED:
        yield from _of_attached(name, type_name, given, known)
    else:
        for key, value in given.items():
            if is_policy_name(key):
                yield from _documents(value, (name, key), known)


def _of_holder(name: str, given: Mapping[str, Data], known: Known) -> Iterator[tuple[Scope, Grants]]:
    readers: dict[str, Callable[[Data], Document]] = {
        "Policies": partial(_policy, known=known),
        "ManagedPolicyArns": partial(_managed, known=known),
    }
    for key, reader in readers.items():
        listed = given.get(key, [])
        listed = normal(listed) if is_intrinsic(listed) else listed
        for item in listed if isinstance(listed, list) else [listed]:
            if not is_no_value(item):
                yield ("identity", name), reader(item)
        if key in given:
            yield ("identity", name), Document()
    if "AssumeRolePolicyDocument" in given:
        yield ("trust", name), known.reader.document(given["AssumeRolePolicyDocument"])
    if "PermissionsBoundary" in given:
        yield ("boundary", name), Boundary(frozenset({frozen(normal(given["PermissionsBoundary"]))}))


def _policy(item: Data, known: Known) -> Document:
    """An inline policy; in a SAM template it may also be a document, a template of SAM or a managed policy."""
    if isinstance(item, dict) and "PolicyDocument" in item:
        return known.reader.document(item["PolicyDocument"])
    if is_document(item):
        return known.reader.document(item)
    return _managed(item, known)


def _managed(value: Data, known: Known) -> Document:
    """A managed policy. Of those of AWS, and of SAM's templates, none denies but those that are named for it."""
    value = normal(value)
    published = _published(value)
    if published == "AdministratorAccess":
        return read_document({"Statement": _EVERYTHING})
    if published is not None and not any(word in published for word in _DENYING):
        form = published if isinstance(value, (str, list)) or is_intrinsic(value) else frozen(value)
        # Opaque: what it allows is not known, but it is all within "everything".
        allowed = Matched(frozenset({(Opaque(("managed policy", form)),)}))
        return Document(allow=frozenset({Statement(allowed, Matched(frozenset({ANYTHING})), None)}))
    body = (
        known.bodies.get(str(value.get("Ref"))) if isinstance(value, dict) and is_intrinsic(value) else None
    )
    if isinstance(body, dict) and body.get("Type") == "AWS::IAM::ManagedPolicy":
        document = value_at(body, ("Properties", "PolicyDocument"), None)
        if is_document(document):
            return known.reader.document(document)
    return Document(unread=frozenset({("policy", frozen(value))}))


def _published(value: Data) -> str | None:
    """The name of a policy that AWS keeps, or of a template of SAM; None for any other."""
    if isinstance(value, dict) and len(value) == 1 and not is_intrinsic(value):
        return str(next(iter(value)))
    pieces = value_at(value, ("Fn::Join", 1), [value])
    text = pieces[-1] if isinstance(pieces, list) and pieces else None
    if not isinstance(text, str):
        return None
    _, found, name = text.partition(_AWS_MANAGED)
    return name if found else None if ":" in text or text is not value else text


def _of_attached(
    name: str, type_name: str, given: Mapping[str, Data], known: Known
) -> Iterator[tuple[Scope, Grants]]:
    if "PolicyDocument" not in given:
        return
    document = known.reader.document(given["PolicyDocument"])
    for key in _ATTACHED[type_name]:
        holders = normal(given.get(key, []))
        for holder in holders if isinstance(holders, list) else [holders]:
            if not is_no_value(holder):
                yield ("identity", _target(holder)), document
    if type_name == "AWS::IAM::ManagedPolicy":
        yield ("managed", name), document


def _permission(given: Mapping[str, Data]) -> Document:
    """A permission of a function as the statement that Lambda adds to the function's policy."""
    function = normal(given.get("FunctionName"))
    target = _target(function)
    statement = {
        "Effect": "Allow",
        "Action": given.get("Action", []),
        "Resource": {"Ref": target} if isinstance(target, str) else function,
        "Principal": {"AWS": given.get("Principal")},
    }
    conditions: dict[str, dict[str, Data]] = {}
    for key, value in given.items():
        if key in _PERMISSION_CONDITIONS:
            operator, of = _PERMISSION_CONDITIONS[key]
            conditions.setdefault(operator, {})[of] = value
        elif key not in ("Action", "FunctionName", "Principal"):
            statement[key] = value  # not known: the statement will not be read
    return read_document({"Statement": {**statement, "Condition": conditions}})


def _documents(value: Data, scope: Scope, known: Known) -> Iterator[tuple[Scope, Grants]]:
    """The documents in a property that is named like a policy; what has no statements may be anything."""
    if is_document(value):
        yield scope, known.reader.document(value)
    elif isinstance(value, dict) and not is_intrinsic(value):
        for key, item in value.items():
            if is_policy_name(key) and not is_no_value(item):
                yield from _documents(item, (*scope, key), known)
    elif str(scope[-1]).endswith("PolicyDocument"):
        yield scope, known.reader.document(value)


def _target(value: Data) -> object:
    """The resource that a value names, or else its form."""
    value = normal(value)
    if isinstance(value, dict) and len(value) == 1:
        ((key, argument),) = value.items()
        if key == "Ref" and isinstance(argument, str):
            return argument
        if key == "Fn::GetAtt" and isinstance(argument, list) and argument[1:] in (["Arn"], ["GroupId"]):
            return argument[0]
    return ("form", frozen(value))
