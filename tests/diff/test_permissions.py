from __future__ import annotations

from typing import Any

import pytest

from repair.diff.alignment.successors import aligned
from repair.diff.budget import Budget
from repair.diff.compare import compared
from repair.diff.delta import Delta
from repair.diff.permissions.judge import Judge, touches, with_permissions
from repair.template.template import Template

Data = dict[str, Any]
OPPOSITE = {"broader": "narrower", "narrower": "broader"}

S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll"


def resources(**bodies: Data) -> Data:
    return {"Resources": bodies}


def body(kind: str, **properties: Any) -> Data:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def document(*actions: Any, effect: str = "Allow", **elements: Any) -> Data:
    statement = {"Effect": effect, "Action": list(actions), "Resource": "*", **elements}
    return {"Version": "2012-10-17", "Statement": [statement]}


def inline(name: str, *actions: Any, **elements: Any) -> Data:
    return {"PolicyName": name, "PolicyDocument": document(*actions, **elements)}


def role(*policies: Any, **properties: Any) -> Data:
    return body("IAM::Role", Policies=list(policies), **properties)


def group(*rules: Any, **properties: Any) -> Data:
    return body("EC2::SecurityGroup", GroupDescription="g", SecurityGroupIngress=list(rules), **properties)


def web(port: Any, net: Any = "10.0.0.0/8", **parts: Any) -> Data:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": net, **parts}


def told(mine: Data, theirs: Data, *, exact: bool = False) -> list[Delta]:
    generated, ideal = Template(mine), Template(theirs)
    found = compared(generated, ideal, aligned(generated, ideal), exact=exact, work=Budget(10**6))
    judge = Judge(found.view, ideal, found.renames.get("Resources", {}))
    return with_permissions(found.deltas, judge)[0]


def verdicts(mine: Data, theirs: Data) -> list[str | None]:
    """The verdict on each delta; those of the way back must be the opposite."""
    there = [delta.permissions for delta in told(mine, theirs)]
    back = [delta.permissions for delta in told(theirs, mine)]
    assert sorted(map(str, back)) == sorted(OPPOSITE.get(str(verdict), str(verdict)) for verdict in there)
    return [verdict and str(verdict) for verdict in there]


def test_each_delta_is_judged_as_if_it_were_the_only_one() -> None:
    mine = resources(R=role(inline("p", "s3:Get*", "s3:PutObject", "s3:ListBucket")))
    theirs = resources(R=role(inline("p", "s3:Get*", "s3:GetObject", "s3:ListBucket", "sns:Publish")))
    found = {delta.before or delta.after: delta.permissions for delta in told(mine, theirs)}
    assert found == {"s3:PutObject": "narrower", "s3:GetObject": "same", "sns:Publish": "broader"}


def test_a_removed_action_is_narrower() -> None:
    mine = resources(R=role(inline("p", "s3:GetObject", "s3:PutObject", "s3:ListBucket")))
    theirs = resources(R=role(inline("p", "s3:GetObject", "s3:ListBucket")))
    assert verdicts(mine, theirs) == ["narrower"]


def test_a_removed_denied_action_is_broader() -> None:
    mine = resources(R=role(inline("p", "s3:GetObject", "s3:PutObject", effect="Deny")))
    theirs = resources(R=role(inline("p", "s3:GetObject", effect="Deny")))
    assert verdicts(mine, theirs) == ["broader"]


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        (role(inline("p", "a:b")), role(inline("p", "a:b"), inline("q", "c:d")), "broader"),
        (role(inline("p", "a:*")), role(inline("p", "a:*"), inline("q", "a:b")), "same"),
        (role(inline("p", "a:b")), role(inline("p", "a:b"), inline("q", "c:d", effect="Deny")), "narrower"),
        (role(inline("p", "a:b")), role(inline("renamed", "a:b")), "same"),
        (role(), role(ManagedPolicyArns=[S3_READ]), "broader"),
        (role(ManagedPolicyArns=[S3_READ]), role(ManagedPolicyArns=[S3_READ, ADMIN]), "broader"),
        (role(ManagedPolicyArns=[ADMIN]), role(ManagedPolicyArns=[S3_READ, ADMIN]), "same"),
        (role(ManagedPolicyArns=[S3_READ]), role(ManagedPolicyArns=[S3_READ, DENY_ALL]), "incomparable"),
        (role(ManagedPolicyArns=[S3_READ]), role(ManagedPolicyArns=[S3_READ, {"Ref": "Param"}]), "incomparable"),
        (role(), role(PermissionsBoundary=S3_READ), "narrower"),
        (role(AssumeRolePolicyDocument=document("sts:AssumeRole", Principal={"Service": "a.b"})),
         role(AssumeRolePolicyDocument=document("sts:AssumeRole", Principal="*")), "broader"),
        (role(Description="x"), role(Description="y"), None),
        (group(web(80)), group(web(80), web(443)), "broader"),
        (group(web(80)), group(web(80, "10.1.0.0/16")), "narrower"),
        (group(web(80, Description="x")), group(web(80, Description="y")), "same"),
        (group(web(80)), group(web(80), SecurityGroupEgress=[web(80)]), "narrower"),
        (group(web(80)), group(web(80), SecurityGroupEgress=[]), "same"),
        (group(web(80)), group(web(80), Tags=[{"Key": "a", "Value": "b"}]), None),
        (body("S3::BucketPolicy", Bucket="b", PolicyDocument=document("s3:*", "s3:Get*", Principal="*")),
         body("S3::BucketPolicy", Bucket="b", PolicyDocument=document("s3:Get*", Principal="*")), "narrower"),
        (body("KMS::Key", Enabled=True), body("KMS::Key", Enabled=True, KeyPolicy=document(
            "kms:*", Principal={"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}})), "same"),
        (body("EC2::VPCEndpoint", VpcId="v"), body("EC2::VPCEndpoint", VpcId="v", PolicyDocument=document(
            "s3:*", Principal="*")), "narrower"),
        (body("DynamoDB::Table", TableName="t", ResourcePolicy={"PolicyDocument": document("a:b", Principal="*")}),
         body("DynamoDB::Table", TableName="t", ResourcePolicy={"PolicyDocument": document("a:b", "a:*", Principal="*")}), "broader"),
        (body("Lambda::Permission", Action="lambda:InvokeFunction", FunctionName={"Ref": "F"}, Principal="s3.amazonaws.com"),
         body("Lambda::Permission", Action="lambda:InvokeFunction", FunctionName={"Ref": "F"}, Principal="s3.amazonaws.com",
              SourceArn="arn:aws:s3:::b"), "narrower"),
        (body("Lambda::Permission", Action="lambda:InvokeFunction", FunctionName={"Ref": "F"}, Principal="*"),
         body("Lambda::Permission", Action="lambda:InvokeFunction", FunctionName={"Fn::GetAtt": ["F", "Arn"]}, Principal="*"), "same"),
        (body("IAM::Policy", PolicyName="p", PolicyDocument=document("a:b"), Roles=["r"]),
         body("IAM::Policy", PolicyName="p", PolicyDocument=document("a:b"), Roles=["r", "s"]), "broader"),
        (body("IAM::Policy", PolicyName="p", PolicyDocument=document("a:b", effect="Deny"), Roles=["r"]),
         body("IAM::Policy", PolicyName="p", PolicyDocument=document("a:b", effect="Deny"), Roles=["r", "s"]), "narrower"),
        (body("ECR::Repository", RepositoryName="r", LifecyclePolicy={"LifecyclePolicyText": "{}"}),
         body("ECR::Repository", RepositoryName="r", LifecyclePolicy={"LifecyclePolicyText": '{"rules": []}'}), None),
        (body("Serverless::Function", Policies="AWSLambdaExecute"), body("Serverless::Function",
            Policies=["AWSLambdaExecute", {"S3ReadPolicy": {"BucketName": "b"}}]), "broader"),
        (body("EC2::NetworkAclEntry", NetworkAclId="n", RuleNumber=1, Protocol=-1, RuleAction="allow", CidrBlock="10.0.0.0/8"),
         body("EC2::NetworkAclEntry", NetworkAclId="n", RuleNumber=2, Protocol=-1, RuleAction="allow", CidrBlock="10.0.0.0/8"),
         "incomparable"),
    ],
)  # fmt: skip
def test_one_change_of_a_resource_has_its_verdict(mine: Data, theirs: Data, verdict: str | None) -> None:
    assert verdicts(resources(R=mine), resources(R=theirs)) == [verdict]


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        (role(inline("p", "a:b")), "broader"),
        (role(inline("p", "a:b", effect="Deny")), "same"),
        (role(inline("p", "a:b"), inline("q", "a:c", effect="Deny")), "broader"),
        (role(ManagedPolicyArns=[{"Ref": "Param"}]), "broader"),
        (body("S3::Bucket", BucketName="b"), None),
        (body("KMS::Key", Enabled=True), None),
        (group(web(80)), "broader"),
        (body("EC2::SecurityGroup", GroupDescription="g"), None),
        (body("EC2::SecurityGroupIngress", GroupId="g", **web(80)), "broader"),
        (body("EC2::NetworkAclEntry", NetworkAclId="n", RuleNumber=1, Protocol=-1, RuleAction="deny", CidrBlock="0.0.0.0/0"), "narrower"),
        (body("Lambda::Permission", Action="lambda:InvokeFunction", FunctionName="f", Principal="*"), "broader"),
        (body("SQS::QueuePolicy", Queues=["q"], PolicyDocument=document("sqs:*", effect="Deny", Principal="*")), "narrower"),
        (body("IAM::ManagedPolicy", PolicyDocument=document("a:b")), "broader"),
        (body("IAM::Policy", PolicyName="p", Roles=["r"], PolicyDocument=document("a:b", effect="Deny")), "narrower"),
        (body("Logs::ResourcePolicy", PolicyName="p", PolicyDocument='{"Statement": {"Effect": "Allow", "Action": "a:b", '
              '"Resource": "*", "Principal": "*"}}'), "broader"),
    ],
)  # fmt: skip
def test_a_whole_resource_has_the_verdict_of_what_is_in_it(new: Data, verdict: str | None) -> None:
    other = body("SNS::Topic", TopicName="t")
    assert verdicts(resources(T=other), resources(T=other, New=new)) == [verdict]


def test_a_managed_policy_of_the_template_is_looked_up() -> None:
    shared = body("IAM::ManagedPolicy", PolicyDocument=document("a:*"))
    mine = resources(P=shared, R=role(inline("p", "a:b"), ManagedPolicyArns=[S3_READ]))
    theirs = resources(P=shared, R=role(inline("p", "a:b"), ManagedPolicyArns=[S3_READ, {"Ref": "P"}]))
    assert verdicts(mine, theirs) == ["broader"]
    covered = resources(P=shared, R=role(inline("p", "a:*"), ManagedPolicyArns=[S3_READ, {"Ref": "P"}]))
    assert verdicts(
        resources(P=shared, R=role(inline("p", "a:*"), ManagedPolicyArns=[S3_READ])), covered
    ) == ["same"]


def test_a_resource_is_called_nothing_that_a_new_version_reads_otherwise() -> None:
    def template(name: str, *, version: bool) -> Data:
        policy = document("s3:*", Resource={"Fn::Sub": f"arn:aws:s3:::${{{name}}}/*"})
        policy = policy if version else {"Statement": policy["Statement"]}
        held = body("IAM::ManagedPolicy", Description="d", PolicyDocument=policy)
        return {"Parameters": {"Param": {"Type": "String"}}, **resources(P=held, B=body("S3::Bucket"))}

    assert verdicts(template("B", version=False), template("B", version=True)) == ["same"]
    assert verdicts(template("Param", version=False), template("Param", version=True)) == ["incomparable"]


def test_a_renamed_resource_is_judged_under_its_new_name() -> None:
    def template(name: str, *actions: str) -> Data:
        bucket = body("S3::Bucket", BucketName="a-long-and-telling-name", Tags=[{"Key": "k", "Value": "v"}])
        policy = inline("p", *actions, Resource={"Fn::GetAtt": [name, "Arn"]})
        return resources(**{name: bucket, f"{name}Role": role(policy, RoleName="a-long-and-telling-role")})

    found = told(template("Raw", "a:b", "a:c"), template("Data", "a:b"))
    assert [(delta.kind, delta.permissions) for delta in found] == [
        ("renamed", None),
        ("renamed", None),
        ("removed", "narrower"),
    ]


def test_conditions_are_gone_through_one_by_one() -> None:
    def template(yes: str, no: str) -> Data:
        return resources(R=role(inline("p", {"Fn::If": ["C", yes, no]})))

    assert verdicts(template("a:*", "a:b"), template("a:b", "a:b")) == ["narrower"]
    assert verdicts(template("a:b", "b:*"), template("a:*", "b:*")) == ["broader"]
    maybe = {"Fn::If": ["C", inline("q", "a:c"), {"Ref": "AWS::NoValue"}]}
    assert verdicts(resources(R=role(inline("p", "a:b"))), resources(R=role(inline("p", "a:b"), maybe))) == [
        "broader"
    ]


def test_spelling_means_the_same_permissions() -> None:
    mine = resources(R=role(inline("p", "S3:GetObject"), inline("q", "a:b")))
    theirs = resources(R=role(inline("q", "a:b"), inline("p", "s3:GetObject")))
    found = told(mine, theirs, exact=True)
    assert found
    assert {(delta.exact_only, delta.permissions) for delta in found} == {(True, "same")}


def test_a_delta_elsewhere_is_not_looked_at() -> None:
    mine = resources(B=body("S3::Bucket", BucketName="a", Tags=[{"Key": "a", "Value": "b"}]))
    theirs = resources(B=body("S3::Bucket", BucketName="b", Tags=[{"Key": "a", "Value": "c"}]))
    found = told({**mine, "Description": "a"}, {**theirs, "Description": "b"})
    assert len(found) == 3
    assert not any(map(touches, found))


def test_odd_shapes_do_no_harm() -> None:
    odd: list[Any] = [None, "x", 3, [], {}, [[1]], {"Ref": "X"}, {"Statement": 3}, [{"PolicyDocument": []}]]
    for kind, name in (
        ("IAM::Role", "Policies"),
        ("IAM::Role", "AssumeRolePolicyDocument"),
        ("EC2::SecurityGroup", "SecurityGroupIngress"),
        ("S3::BucketPolicy", "PolicyDocument"),
        ("Lambda::Permission", "Principal"),
        ("EC2::NetworkAclEntry", "PortRange"),
    ):
        for value in odd:
            for other in odd:
                mine, theirs = ({"Other": 1, name: item} for item in (value, other))
                for delta in told(resources(R=body(kind, **mine)), resources(R=body(kind, **theirs))):
                    assert delta.permissions in (None, "same", "broader", "narrower", "incomparable")
