"""Secrets for databases whose generated passwords may hold what the database refuses.

Sources: Amazon RDS User Guide, "Quotas and constraints"; Amazon DocumentDB and Amazon Redshift API references,
CreateDBCluster and CreateCluster (MasterUserPassword).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_REFUSED: Mapping[str, str] = {
    "AWS::DocDB::DBCluster": '"/@',
    "AWS::RDS::DBCluster": '"/@',
    "AWS::RDS::DBInstance": '"/@',
    "AWS::Redshift::Cluster": "\"/@'\\",
}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a secret that the master password of such a database comes from.

    Unsafe where the secret may exist: it would get another password than its database.
    """
    made = resource.properties.get("GenerateSecretString")
    if (
        not isinstance(made, dict)
        or is_intrinsic(made)
        or made.get("ExcludePunctuation") not in (None, False, "false")
    ):
        return
    left_out = made.get("ExcludeCharacters", "")
    if not isinstance(left_out, str):
        return
    for ref in context.template.references.to(resource.id):
        database = context.template.resources.get(ref.entry)
        if database is None or "MasterUserPassword" not in ref.path:
            continue
        missing = "".join(sign for sign in _REFUSED.get(database.type, "") if sign not in left_out)
        if missing:
            path = (*resource.path, "Properties", "GenerateSecretString", "ExcludeCharacters")
            yield Detection(
                path,
                f"{resource.id} may make a password with {' '.join(missing)}, which {database.id} refuses.",
                (Set(path, left_out + missing),),
                Safety.SAFE if context.settings.stack == "new" else Safety.UNSAFE,
            )
            return
