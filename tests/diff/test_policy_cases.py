"""What changes of a policy document do to what is allowed, each case in both directions."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from repair.diff.delta import Permissions
from repair.diff.meaning.equality import means_same
from repair.diff.permissions.documents import compare

Data = dict[str, Any]
OPPOSITE: dict[Permissions, Permissions] = {
    "broader": "narrower",
    "narrower": "broader",
    "same": "same",
    "incomparable": "incomparable",
}


def allow(**elements: Any) -> Data:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", **elements}


def deny(**elements: Any) -> Data:
    return allow(**{"Effect": "Deny", **elements})


def without(statement: Data, *names: str) -> Data:
    return {key: value for key, value in statement.items() if key not in names}


def policy(*statements: Any, version: str | None = "2012-10-17") -> Data:
    return {"Statement": list(statements)} | ({} if version is None else {"Version": version})


def given(**operators: Any) -> Data:
    """A statement with conditions, written `given(StringEquals={...})`; `__` stands for the colon."""
    return allow(Condition={name.replace("__", ":"): keys for name, keys in operators.items()})


class Case(NamedTuple):
    sentence: str
    mine: Data
    theirs: Data
    verdict: Permissions


def one(sentence: str, mine: Any, theirs: Any, verdict: Permissions) -> Case:
    """A case of documents with one statement each."""
    return Case(sentence, policy(mine), policy(theirs), verdict)


READ, WRITE, LIST = "s3:GetObject", "s3:PutObject", "s3:ListBucket"
ROOT = "arn:aws:iam::012345678901:root"
ROLE = "arn:aws:iam::012345678901:role/r"
NOT_READ = without(allow(NotAction=READ), "Action")
DENY_ALL_BUT = without(deny(NotPrincipal={"AWS": ROOT}), "Principal")

ACTIONS = [
    one("one action fewer is narrower, not broader", allow(Action=[READ, WRITE]), allow(Action=[READ]), "narrower"),
    one("one denied action fewer is broader", deny(Action=[READ, WRITE]), deny(Action=[READ]), "broader"),
    one("another action is neither", allow(), allow(Action=WRITE), "incomparable"),
    one("the case of an action says nothing", allow(), allow(Action="S3:getobject"), "same"),
    one("a scalar is a list of one", allow(), allow(Action=[READ]), "same"),
    one("the order of actions says nothing", allow(Action=[READ, WRITE]), allow(Action=[WRITE, READ]), "same"),
    one("an action twice is there once", allow(Action=[READ, READ]), allow(), "same"),
    one("Get* is more than GetObject*", allow(Action="s3:GetObject*"), allow(Action="s3:Get*"), "broader"),
    one("s3:* is more than Get*", allow(Action="s3:*"), allow(Action="s3:Get*"), "narrower"),
    one("* is more than s3:*", allow(Action="s3:*"), allow(Action="*"), "broader"),
    one("a question mark is one character", allow(Action="s3:GetObjec?"), allow(Action="s3:GetObjec*"), "broader"),
    one("a question mark is not none", allow(Action="s3:GetObject?"), allow(), "incomparable"),
    one("?* and *? are the same", allow(Action="s3:Get?*"), allow(Action="s3:Get*?"), "same"),
    one("what a wildcard covers adds nothing", allow(Action="s3:*"), allow(Action=["s3:*", READ]), "same"),
    one("NotAction of more is narrower", NOT_READ, {**NOT_READ, "NotAction": [READ, WRITE]}, "narrower"),
    one("denied NotAction of more is broader", {**NOT_READ, "Effect": "Deny"},
        {**NOT_READ, "Effect": "Deny", "NotAction": [READ, WRITE]}, "broader"),
    one("NotAction covers another action", allow(Action=WRITE), NOT_READ, "broader"),
    one("NotAction and its action are not comparable", allow(), NOT_READ, "incomparable"),
    one("* is more than NotAction", NOT_READ, allow(Action="*"), "broader"),
    one("s3:* is not comparable to NotAction of one", NOT_READ, allow(Action="s3:*"), "incomparable"),
]  # fmt: skip

BUCKET_ARN = {"Fn::GetAtt": ["B", "Arn"]}
RESOURCES = [
    one("a resource fewer is narrower", allow(Resource=["arn:aws:s3:::b/x", "arn:aws:s3:::c"]),
        allow(Resource="arn:aws:s3:::c"), "narrower"),
    one("b/* is more than b/x", allow(Resource="arn:aws:s3:::b/x"), allow(), "broader"),
    one("a bucket is not its objects", allow(Resource="arn:aws:s3:::b"), allow(), "incomparable"),
    one("the case of a resource counts", allow(), allow(Resource="arn:aws:s3:::B/*"), "incomparable"),
    one("an account's wildcard stays within its part", allow(Resource="arn:aws:logs:*:*:log-group:x"),
        allow(Resource="arn:aws:logs:us-east-1:1:y:log-group:x"), "incomparable"),
    one("the last part's wildcard goes beyond colons", allow(Resource="arn:aws:logs:*:*:*"),
        allow(Resource="arn:aws:logs:*:*:log-group:x:log-stream:y"), "narrower"),
    one("NotResource of more is narrower", without(allow(NotResource="a"), "Resource"),
        without(allow(NotResource=["a", "b"]), "Resource"), "narrower"),
    one("a Sub and a Join may say the same", allow(Resource={"Fn::Sub": "${B.Arn}/*"}),
        allow(Resource={"Fn::Join": ["/", [BUCKET_ARN, "*"]]}), "same"),
    one("an ARN and what is below it are not comparable", allow(Resource=BUCKET_ARN),
        allow(Resource={"Fn::Sub": "${B.Arn}/*"}), "incomparable"),
    one("all below an ARN is more than one folder of it", allow(Resource={"Fn::Sub": "${B.Arn}/logs/*"}),
        allow(Resource={"Fn::Sub": "${B.Arn}/*"}), "broader"),
    one("* is more than any intrinsic", allow(Resource={"Ref": "Anything"}), allow(Resource="*"), "broader"),
    one("two parameters are not comparable", allow(Resource={"Ref": "A"}), allow(Resource={"Ref": "B"}),
        "incomparable"),
    one("a parameter may be anything", allow(Resource={"Fn::Sub": "b/${A}"}), allow(Resource="b/?*"),
        "incomparable"),
    one("a policy variable is no wildcard", allow(Resource="b/${aws:username}/*"), allow(Resource="b/john/*"),
        "incomparable"),
    one("* covers a policy variable", allow(Resource="b/${aws:username}/*"), allow(Resource="b/*"), "broader"),
    one("a written asterisk is no wildcard", allow(Resource="b/${*}"), allow(Resource="b/*"), "broader"),
    one("? does not cover a policy variable", allow(Resource="b/${aws:username}"), allow(Resource="b/?"),
        "incomparable"),
    one("a region is within a part", allow(Resource={"Fn::Sub": "arn:aws:sns:${AWS::Region}:1:t"}),
        allow(Resource="arn:aws:sns:*:1:t"), "broader"),
]  # fmt: skip


def trusts(principal: Any, effect: str = "Allow") -> Data:
    return {"Effect": effect, "Action": "sts:AssumeRole", "Principal": principal}


PRINCIPALS = [
    one("* is everyone's account", trusts("*"), trusts({"AWS": "*"}), "same"),
    one("* is more than a service", trusts({"Service": "ec2.amazonaws.com"}), trusts("*"), "broader"),
    one("an account id is its root user", trusts({"AWS": "012345678901"}), trusts({"AWS": [ROOT]}), "same"),
    one("an account id of digits alone is read too", trusts({"AWS": 112345678901}), trusts({"AWS": "112345678901"}), "same"),
    one("the stack's account is its root user", trusts({"AWS": {"Ref": "AWS::AccountId"}}),
        trusts({"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}), "same"),
    one("a leading zero counts", trusts({"AWS": "012345678901"}), trusts({"AWS": "12345678901"}), "incomparable"),
    one("an account is not its role", trusts({"AWS": ROLE}), trusts({"AWS": ROOT}), "incomparable"),
    one("no wildcard within a principal", trusts({"AWS": ROLE}), trusts({"AWS": "arn:aws:iam::012345678901:*"}), "incomparable"),
    one("the order of services says nothing", trusts({"Service": ["a.amazonaws.com", "b.amazonaws.com"]}),
        trusts({"Service": ["b.amazonaws.com", "a.amazonaws.com"]}), "same"),
    one("a service more is broader", trusts({"Service": "a.amazonaws.com"}),
        trusts({"Service": ["a.amazonaws.com", "b.amazonaws.com"]}), "broader"),
    one("a federated provider more is broader", trusts({"Service": "a.amazonaws.com"}),
        trusts({"Service": "a.amazonaws.com", "Federated": "accounts.google.com"}), "broader"),
    one("a kind of principal counts", trusts({"Service": "a"}), trusts({"Federated": "a"}), "incomparable"),
    one("denying fewer principals is broader", trusts({"AWS": [ROOT, ROLE]}, "Deny"), trusts({"AWS": ROOT}, "Deny"), "broader"),
    one("denying all but more is broader", DENY_ALL_BUT, {**DENY_ALL_BUT, "NotPrincipal": {"AWS": [ROOT, ROLE]}}, "broader"),
    one("all but a role may leave its account out", {**DENY_ALL_BUT, "NotPrincipal": {"AWS": ROLE}},
        deny(Principal={"AWS": ROOT}), "incomparable"),
    one("everyone is more than all but some", DENY_ALL_BUT, deny(Principal="*"), "narrower"),
    one("a principal is not none", allow(), allow(Principal="*"), "incomparable"),
]  # fmt: skip

IP = "aws:SourceIp"
CONDITIONS = [
    one("a condition on what is allowed is narrower", allow(), given(Bool={"aws:SecureTransport": "true"}), "narrower"),
    one("a condition on what is denied is broader", deny(), deny(Condition={"Bool": {"aws:SecureTransport": "false"}}), "broader"),
    one("an empty condition is none", allow(), allow(Condition={}), "same"),
    one("false is the text", given(Bool={"k": False}), given(Bool={"k": "false"}), "same"),
    one("the order of values says nothing", given(StringEquals={"k": ["a", "b"]}), given(StringEquals={"k": ["b", "a"]}), "same"),
    one("the case of a key says nothing", given(StringEquals={"aws:SourceVpc": "v"}), given(StringEquals={"AWS:sourceVPC": ["v"]}), "same"),
    one("the case of a tag's name counts", given(StringEquals={"aws:ResourceTag/A": "v"}), given(StringEquals={"aws:ResourceTag/a": "v"}), "incomparable"),
    one("a value more is broader", given(StringEquals={"k": "a"}), given(StringEquals={"k": ["a", "b"]}), "broader"),
    one("a value more to differ from is narrower", given(StringNotEquals={"k": "a"}), given(StringNotEquals={"k": ["a", "b"]}), "narrower"),
    one("a key more is narrower", given(StringEquals={"k": "a"}), given(StringEquals={"k": "a", "l": "b"}), "narrower"),
    one("an operator more is narrower", given(StringEquals={"k": "a"}), given(StringEquals={"k": "a"}, Bool={"m": "true"}), "narrower"),
    one("IfExists is broader", given(StringEquals={"k": "a"}), given(StringEqualsIfExists={"k": "a"}), "broader"),
    one("IfExists says nothing for what differs", given(StringNotEquals={"k": "a"}), given(StringNotEqualsIfExists={"k": "a"}), "same"),
    one("Like without wildcards is Equals", given(StringEquals={"k": "a"}), given(StringLike={"k": "a"}), "same"),
    one("Like with wildcards is broader", given(StringEquals={"k": "a"}), given(StringLike={"k": "a*"}), "broader"),
    one("an asterisk in Equals is none", given(StringEquals={"k": "a*"}), given(StringLike={"k": "a*"}), "broader"),
    one("Like of a parameter is broader at most", given(StringEquals={"k": {"Ref": "P"}}), given(StringLike={"k": {"Ref": "P"}}), "broader"),
    one("IgnoreCase has no case", given(StringEqualsIgnoreCase={"k": "A"}), given(StringEqualsIgnoreCase={"k": "a"}), "same"),
    one("ArnLike is ArnEquals", given(ArnEquals={"k": "arn:aws:sns:*:1:t"}), given(ArnLike={"k": "arn:aws:sns:*:1:t"}), "same"),
    one("fewer ARNs are narrower", given(ArnLike={"k": "arn:aws:sns:*:1:*"}), given(ArnEquals={"k": "arn:aws:sns:*:1:t"}), "narrower"),
    one("a network within another is narrower", given(IpAddress={IP: "10.0.0.0/8"}), given(IpAddress={IP: "10.1.0.0/16"}), "narrower"),
    one("two halves are the network", given(IpAddress={IP: ["10.0.0.0/9", "10.128.0.0/9"]}), given(IpAddress={IP: "10.0.0.0/8"}), "same"),
    one("not from a part of it is broader", given(NotIpAddress={IP: "10.0.0.0/8"}), given(NotIpAddress={IP: "10.1.0.0/16"}), "broader"),
    one("a higher limit is broader", given(NumericLessThan={"k": 10}), given(NumericLessThan={"k": "20"}), "broader"),
    one("a higher floor is narrower", given(NumericGreaterThanEquals={"k": 10}), given(NumericGreaterThanEquals={"k": 20}), "narrower"),
    one("dates are not weighed", given(DateLessThan={"k": "2020-01-01T00:00:00Z"}), given(DateLessThan={"k": "2021-01-01T00:00:00Z"}), "incomparable"),
    one("a value must be there for Equals", given(StringEquals={"k": "a"}), given(Null={"k": "false"}), "broader"),
    one("IfExists does without a value", given(StringEqualsIfExists={"k": "a"}), given(Null={"k": "false"}), "incomparable"),
    one("Null true and false exclude each other", given(Null={"k": "true"}), given(Null={"k": "false"}), "incomparable"),
    one("any value of more is broader", given(ForAnyValue__StringEquals={"k": "a"}), given(ForAnyValue__StringEquals={"k": ["a", "b"]}), "broader"),
    one("all values of fewer is narrower", given(ForAllValues__StringEquals={"k": ["a", "b"]}), given(ForAllValues__StringEquals={"k": "a"}), "narrower"),
    one("any value to differ must be there", given(ForAnyValue__StringNotEquals={"k": "a"}), given(ForAnyValue__StringNotEqualsIfExists={"k": "a"}), "broader"),
    one("all values to differ need not be there", given(ForAllValues__StringNotEquals={"k": "a"}), given(ForAllValues__StringNotEqualsIfExists={"k": "a"}), "same"),
    one("all and any are not comparable", given(ForAllValues__StringEquals={"k": "a"}), given(ForAnyValue__StringEquals={"k": "a"}), "incomparable"),
    one("an unknown operator is not weighed", given(StringIs={"k": "a"}), given(StringIs={"k": ["a", "b"]}), "incomparable"),
    one("Bool and String are not comparable", given(Bool={"k": "true"}), given(StringEquals={"k": "true"}), "incomparable"),
]  # fmt: skip

BOTH = allow(Action=[READ, WRITE])
DOCUMENTS = [
    one("a Sid says nothing", allow(Sid="Old"), allow(Sid="New"), "same"),
    Case("a statement split by action is the same", policy(BOTH), policy(allow(), allow(Action=WRITE, Sid="W")), "same"),
    Case("a statement split by resource is the same", policy(allow(Resource=["a", "b"])), policy(allow(Resource="a"), allow(Resource="b")), "same"),
    Case("a statement split by principal is the same", policy(trusts({"AWS": ROOT, "Service": "s"})), policy(trusts({"AWS": ROOT}), trusts({"Service": "s"})), "same"),
    Case("a statement split by a condition's values is the same", policy(given(StringEquals={"k": ["a", "b"]})),
         policy(given(StringEquals={"k": "a"}), given(StringEquals={"k": "b"})), "same"),
    Case("all of two values is more than all of one or the other", policy(given(ForAllValues__StringEquals={"k": ["a", "b"]})),
         policy(given(ForAllValues__StringEquals={"k": "a"}), given(ForAllValues__StringEquals={"k": "b"})), "narrower"),
    Case("split both ways is the same", policy(allow(Action=[READ, WRITE], Resource=["a", "b"])),
         policy(allow(Resource=["b", "a"]), allow(Action=WRITE, Resource="a"), allow(Action=WRITE, Resource="b")), "same"),
    Case("two statements made one by mistake are broader", policy(allow(Resource="a"), allow(Action=WRITE, Resource="b")),
         policy(allow(Action=[READ, WRITE], Resource=["a", "b"])), "broader"),
    Case("denials split by action are the same", policy(deny(Action=[READ, WRITE])), policy(deny(), deny(Action=WRITE)), "same"),
    Case("a statement twice is there once", policy(allow(), allow()), policy(allow()), "same"),
    Case("the order of statements says nothing", policy(allow(), deny(Action=WRITE)), policy(deny(Action=WRITE), allow()), "same"),
    Case("a statement may stand without a list", policy(allow()), {**policy(), "Statement": allow()}, "same"),
    Case("allowing more is broader", policy(allow()), policy(allow(), allow(Action=WRITE)), "broader"),
    Case("denying more is narrower", policy(allow()), policy(allow(), deny(Action=WRITE)), "narrower"),
    Case("allowing and denying more is neither", policy(allow()), policy(allow(), allow(Action=LIST), deny(Action=WRITE)), "incomparable"),
    Case("allowing what is denied adds nothing", policy(deny(Action="s3:*")), policy(deny(Action="s3:*"), allow()), "same"),
    one("denying what was allowed is narrower", allow(), deny(), "narrower"),
    Case("no statements allow nothing", policy(), policy(allow()), "broader"),
    Case("an Id says nothing", policy(allow()), {**policy(allow()), "Id": "x"}, "same"),
    Case("without a version it is the old one", policy(allow(), version=None), policy(allow(), version="2008-10-17"), "same"),
    Case("without variables the version says nothing", policy(allow(), version=None), policy(allow()), "same"),
    Case("with variables the version counts", policy(allow(Resource="b/${aws:username}"), version=None), policy(allow(Resource="b/${aws:username}")), "incomparable"),
    Case("a parameter may hold a variable", policy(allow(Resource={"Ref": "P"}), version=None), policy(allow(Resource={"Ref": "P"})), "incomparable"),
    Case("an ARN holds no variable", policy(allow(Resource=BUCKET_ARN), version=None), policy(allow(Resource=BUCKET_ARN)), "same"),
    Case("what cannot be read is itself", policy(allow(), {"Ref": "X"}), policy({"Ref": "X"}, allow(Sid="S")), "same"),
    Case("what cannot be read and changes is not weighed", policy(allow(), {"Ref": "X"}), policy(allow()), "incomparable"),
    Case("beside what cannot be read there is more and less", policy({"Ref": "X"}, BOTH), policy({"Ref": "X"}, allow()), "narrower"),
    one("an effect that is misspelt is not weighed", allow(Effect="allow"), allow(), "incomparable"),
    one("an element that is misspelt is not weighed", allow(Actions=WRITE), allow(), "incomparable"),
    one("Action and NotAction together are not weighed", allow(NotAction=WRITE), allow(), "incomparable"),
]  # fmt: skip

CASES = ACTIONS + RESOURCES + PRINCIPALS + CONDITIONS + DOCUMENTS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence.replace(" ", "_"))
def test_a_change_has_its_verdict_and_its_opposite_the_other_way_round(case: Case) -> None:
    assert compare(case.mine, case.theirs) == case.verdict
    assert compare(case.theirs, case.mine) == OPPOSITE[case.verdict]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence.replace(" ", "_"))
def test_a_document_allows_what_it_allows(case: Case) -> None:
    assert compare(case.mine, case.mine) == compare(case.theirs, case.theirs) == "same"


def test_json_text_is_read_also_where_it_is_put_together() -> None:
    text = '{"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": "%s"}}'
    mine = {"Fn::Sub": text % "${B.Arn}/*"}
    plain = {"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": {"Fn::Sub": "${B.Arn}/*"}}}
    assert compare(mine, plain) == "same"
    assert compare({"Fn::ToJsonString": plain}, mine) == "same"
    assert compare(text % "x*", text % "x") == "narrower"


def test_something_else_than_a_document_is_only_itself() -> None:
    assert compare({"Ref": "P"}, {"Ref": "P"}) == "same"
    assert compare({"Ref": "P"}, policy(allow())) == "incomparable"
    assert compare(policy(allow()), {**policy(allow()), "Statements": []}) == "incomparable"
    assert compare(None, policy(allow())) == "broader"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence.replace(" ", "_"))
def test_documents_that_mean_the_same_allow_the_same(case: Case) -> None:
    if means_same(case.mine, case.theirs, "AWS::IAM::Role", ("AssumeRolePolicyDocument",)):
        assert case.verdict == "same"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (112345678901, "arn:aws:iam::112345678901:root"),
        ({"Ref": "AWS::AccountId"}, {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}),
    ],
)
def test_an_account_means_its_root_user_however_it_is_written(mine: Any, theirs: Any) -> None:
    trust = ("AssumeRolePolicyDocument",)
    old, new = (policy(trusts({"AWS": name})) for name in (mine, theirs))
    assert means_same(old, new, "AWS::IAM::Role", trust)
    assert not means_same(old, policy(trusts({"AWS": "arn:aws:iam::1:root"})), "AWS::IAM::Role", trust)
