"""How policy documents are read: what may be written in several ways without another meaning.

Source: IAM User Guide, "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language".
Statements count each for itself, whatever their order; actions, resources, principals and condition values are
sets, and one may stand without its list. Actions have no case. `"*"` as a principal is `{"AWS": "*"}`, and an
account id is its root user's ARN.
"""

from __future__ import annotations

import re

from repair.diff.meaning.place import ANY, NAMES, SET, TEXT, Place
from repair.knowledge.list_meaning import ListMeaning
from repair.template.data import Data

_ACCOUNT = re.compile(r"[0-9]{12}")
_NAMES = ("Policy", "PolicyDocument", "PolicyText", "AccessPolicies")


def is_policy_name(name: str) -> bool:
    """Whether properties of that name hold policy documents, if they hold any JSON at all."""
    return name.endswith(_NAMES)


def _lower(value: Data) -> Data:
    return value.lower() if isinstance(value, str) else value


def _principal(value: Data) -> Data:
    return {"AWS": "*"} if value == "*" else value


def root_of_account(value: Data) -> Data:
    """A principal that is named by its account's id, as the ARN of the account's root user; others as they are."""
    if value == {"Ref": "AWS::AccountId"}:
        return {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}
    text = str(value) if type(value) is int else value
    return f"arn:aws:iam::{text}:root" if isinstance(text, str) and _ACCOUNT.fullmatch(text) else value


_ACTIONS = Place(lists=SET, one_or_many=True, children={ANY: Place(text=True, reads=_lower)})
_ACCOUNTS = Place(lists=SET, one_or_many=True, children={ANY: Place(text=True, reads=root_of_account)})
_PRINCIPAL = Place(text=True, reads=_principal, children={"AWS": _ACCOUNTS, ANY: NAMES})
_CONDITION = Place(children={ANY: Place(children={ANY: NAMES})})
_STATEMENT = Place(
    text=True,
    children={
        "Action": _ACTIONS,
        "NotAction": _ACTIONS,
        "Resource": NAMES,
        "NotResource": NAMES,
        "Principal": _PRINCIPAL,
        "NotPrincipal": _PRINCIPAL,
        "Condition": _CONDITION,
    },
)
ELEMENTS = {
    "Version": TEXT,
    "Id": TEXT,
    "Statement": Place(
        lists=ListMeaning("keyed", ("Sid",)),
        one_or_many=True,
        children={ANY: _STATEMENT},
    ),
}
"""The places of a policy document's elements."""

DEFAULTS: dict[str, Data] = {"Version": "2008-10-17"}
"""What a policy document means where it does not say."""
