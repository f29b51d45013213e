"""Statements that allow an action on "*" although the action can be limited to resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.narrowing import narrowed
from repair.rules.policy_document import identity_policies, statements, texts
from repair.template.template import Resource

_ONLY_EVERYWHERE = {
    "dynamodb": r"List\w*|DescribeLimits|DescribeReservedCapacity\w*|PurchaseReserved\w*",
    "iam": r"List(Roles|Users|Groups|Policies|\w*Aliases|VirtualMFADevices)|Get(Account|Credential|Service)\w*"
    r"|Generate\w*",
    "kinesis": r"ListStreams|DescribeLimits|EnableEnhancedMonitoring|DisableEnhancedMonitoring",
    "kms": r"CreateKey|List(Keys|Aliases)|ConnectCustomKeyStore|\w*CustomKeyStores?|GenerateRandom",
    "lambda": r"List\w*|GetAccountSettings|CreateEventSourceMapping|CreateCodeSigningConfig",
    "s3": r"ListAllMyBuckets|(Get|Put)AccountPublicAccessBlock|\w*AccessPoints|(Create|List)\w*Jobs?",
    "secretsmanager": r"ListSecrets|GetRandomPassword|BatchGetSecretValue",
    "sns": r"ListTopics|ListSubscriptions|ListPhone\w*|\w*SMS\w*|\w*PlatformApplications|ListPlatform\w*|Unsubscribe",
    "sqs": r"ListQueues",
    "ssm": r"Describe\w*|List\w*|UpdateInstanceInformation|GetInventory\w*|PutInventory|GetManifest",
    "states": r"ListStateMachines|ListActivities",
}
"""Service -> its actions that take no resource in a policy; every other action of the service takes one.

Source: Service Authorization Reference, "Actions, resources, and condition keys". Generous where a group of
actions is mixed, because a finding that nobody can mend is worse than none.
"""

_TAKES_NONE = {service: re.compile(pattern, re.IGNORECASE) for service, pattern in _ONLY_EVERYWHERE.items()}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each statement."""
    for path, document in identity_policies(resource):
        for place, statement in statements(document, path):
            if statement.get("Effect") != "Allow" or statement.get("Condition"):
                continue
            if "*" not in texts(statement.get("Resource")):
                continue
            actions = [
                action for action in texts(statement.get("Action")) if action and _could_be_limited(action)
            ]
            if actions:
                more = f" and {len(actions) - 1} more" if len(actions) > 1 else ""
                message = f"{resource.id} allows {actions[0]}{more} on every resource."
                narrow = narrowed(context.template, resource, statement)
                at = (*place, "Resource")
                if narrow is None:
                    reason = "only a person knows which resources are needed"
                    yield Detection(at, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))
                else:
                    yield Detection(at, message, (Set(at, narrow),), Safety.UNSAFE)


def _could_be_limited(action: str) -> bool:
    service, _, name = action.lower().partition(":")
    if service == "*":
        return True
    pattern = _TAKES_NONE.get(service)
    return pattern is not None and not pattern.fullmatch(name.rstrip("*") if name != "*" else name)
