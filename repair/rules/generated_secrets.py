"""Passwords that Secrets Manager makes: the secret, the references to it, and where a template defines a password.

A dynamic reference is resolved in the properties of resources, except of custom ones, and nowhere else.

Sources: CloudFormation User Guide, "Get a secret or secret value from Secrets Manager" (dynamic references);
template reference of `AWS::SecretsManager::Secret GenerateSecretString` and `SecretTargetAttachment`; RDS User Guide,
"Constraints for master user passwords"; ElastiCache User Guide, "Authenticating with AUTH".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Ensure, Operation
from repair.template.intrinsics import IF, REF, intrinsic
from repair.template.patterns import search
from repair.template.template import Resource

PLACES: Mapping[str, tuple[Path, ...]] = {
    "AWS::AmazonMQ::Broker": (("Users", "*", "Password"),),
    "AWS::DirectoryService::MicrosoftAD": (("Password",),),
    "AWS::DirectoryService::SimpleAD": (("Password",),),
    "AWS::DocDB::DBCluster": (("MasterUserPassword",),),
    "AWS::ElastiCache::ReplicationGroup": (("AuthToken",),),
    "AWS::IAM::User": (("LoginProfile", "Password"),),
    "AWS::ManagedBlockchain::Member": (
        (
            "MemberConfiguration",
            "MemberFrameworkConfiguration",
            "MemberFabricConfiguration",
            "AdminPassword",
        ),
    ),
    "AWS::RDS::DBCluster": (("MasterUserPassword",),),
    "AWS::RDS::DBInstance": (("MasterUserPassword",),),
    "AWS::Redshift::Cluster": (("MasterUserPassword",),),
}
"""Properties that say what a password shall be, by type. One that must know the password of something else is none."""

_ATTACHABLE = (
    "AWS::DocDB::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
)
_ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment"
_LENGTH = 32
_ORACLE_LENGTH = 30
_EXCLUDED = "\"'@/\\ "
"""What RDS, Redshift or DocumentDB refuse in a password, and what would end a text in JSON or a shell."""

SECRET = "AWS::SecretsManager::Secret"
KEY = "password"
"""Where the password stands in a secret's JSON, as RDS and its rotation functions expect."""


def defines_password(resource: Resource, path: Path) -> bool:
    """Whether what stands at `path` in a resource sets a password."""
    if path[2:3] != ("Properties",) or "ManageMasterUserPassword" in resource.properties:
        return False
    bare = tuple("*" if isinstance(step, int) else step for step in below_properties(path))
    return bare in PLACES.get(resource.type, ())


def password_of(secret: str, key: str = KEY) -> str:
    """The text, for an Fn::Sub, that stands for the password in the secret with this logical id."""
    return f"{{{{resolve:secretsmanager:${{{secret}}}:SecretString:{key}}}}}"


def generation(
    users: Sequence[Resource], template: Any, key: str = KEY, parameter: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The value of `GenerateSecretString` for a password of `users`, within what `parameter` demanded of it.

    Args:
        users: The resources whose password it is.
        template: The value of `SecretStringTemplate`.
        key: Where in the secret's JSON the password shall stand.
        parameter: The declaration of the parameter that held the password.
    """
    length = _LENGTH
    if any(str(user.properties.get("Engine", "")).startswith("oracle") for user in users):
        length = _ORACLE_LENGTH
    declared = parameter or {}
    length = max(_whole(declared.get("MinLength"), 0), min(length, _whole(declared.get("MaxLength"), length)))
    made: dict[str, Any] = {
        "SecretStringTemplate": template,
        "GenerateStringKey": key,
        "PasswordLength": length,
    }
    if any(user.type == "AWS::ElastiCache::ReplicationGroup" for user in users) or _only_alphanumeric(
        declared
    ):
        made["ExcludePunctuation"] = True
    else:
        made["ExcludeCharacters"] = _EXCLUDED
    return made


def new_secret(
    name: str,
    users: Sequence[Resource],
    free: Iterator[str],
    *,
    condition: str | None,
    parameter: Mapping[str, Any] | None = None,
) -> Iterator[Operation]:
    """The operations that add a secret called `name` and, for a database that is its only user, the attachment.

    Args:
        name: A logical id that is free.
        users: The resources whose password it is.
        free: Gives free logical ids.
        condition: The condition of everything that refers to the secret, if that is one.
        parameter: The declaration of the parameter that held the password.
    """
    database = users[0] if len(users) == 1 and users[0].type in _ATTACHABLE else None
    login = _login(database) if database is not None else None
    properties = {
        "Description": f"Password of {', '.join(dict.fromkeys(user.id for user in users))}",
        "GenerateSecretString": generation(users, "{}" if login is None else login, parameter=parameter),
    }
    made = {} if condition is None else {"Condition": condition}
    yield Ensure(("Resources", name), {"Type": SECRET, **made, "Properties": properties})
    if database is not None and login is not None:
        made = {} if database.condition is None else {"Condition": database.condition}
        attached = {"SecretId": {REF: name}, "TargetId": {REF: database.id}, "TargetType": database.type}
        yield Ensure(("Resources", next(free)), {"Type": _ATTACHMENT, **made, "Properties": attached})


def _login(database: Resource) -> Any:
    """The beginning of the secret's JSON, with the user's name; None when that cannot be told."""
    user = database.properties.get("MasterUsername")
    if isinstance(user, str) and "{{" not in user:
        return json.dumps({"username": user})
    call = intrinsic(user)
    if call is not None and call[0] == REF and isinstance(call[1], str):
        return {"Fn::Sub": f'{{"username": "${{{call[1]}}}"}}'}
    return None


def template_with(entries: Mapping[str, Any], *, substituted: bool) -> Any:
    """A `SecretStringTemplate` that holds `entries`, whose texts are those of an Fn::Sub when `substituted`."""
    text = json.dumps(entries)
    return {"Fn::Sub": text} if substituted and "${" in text else text


def below_properties(path: Path) -> Path:
    """The part of a path below `Properties`, without the steps into the branches of Fn::If."""
    bare: list[str | int] = []
    steps = iter(path[3:])
    for step in steps:
        if step == IF:
            next(steps, None)
        else:
            bare.append(step)
    return tuple(bare)


def _only_alphanumeric(parameter: Mapping[str, Any]) -> bool:
    pattern = parameter.get("AllowedPattern")
    if not isinstance(pattern, str):
        return False
    return any(
        search(f"^(?:{pattern})$", "Aa0Aa0Aa0Aa0Aa0" + mark) is not True
        for mark in "!#$%&()*+,-.:;<=>?[]^_{|}~"
    )


def _whole(value: Any, default: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return default
