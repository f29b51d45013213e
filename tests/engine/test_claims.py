"""A rule explains a difference only where that difference does what the rule asks for."""

from paired import findings

KEY = "Resources: {K: {Type: AWS::KMS::Key, %sProperties: {KeyPolicy: p, EnableKeyRotation: true}}}"
ROLE = """\
Resources:
  B: {Type: AWS::S3::Bucket}
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ec2.amazonaws.com}}]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
"""
WRONG = ROLE + "              - {Effect: Allow, Action: s3:ListBucket, Resource: [!Ref B]}\n"
RIGHT = ROLE + "              - {Effect: Allow, Action: s3:ListBucket, Resource: [!GetAtt B.Arn]}\n"


def explained(generated, ideal):
    """The rules, each with the last steps of the places that it explains alone."""
    return {
        one.id: [place.path[-2:] for place in one.places]
        for one in findings(generated, ideal)
        if one.rules == (one.id,)
    }


def test_data_that_the_ideal_keeps_was_not_protected():
    kept = KEY % "DeletionPolicy: Retain, UpdateReplacePolicy: Retain, "
    assert list(explained(KEY % "", kept)) == ["lifecycle-unprotected-data"]


def test_data_that_the_ideal_deletes_in_so_many_words_is_no_better_protected_than_before():
    deleted = KEY % "DeletionPolicy: Delete, UpdateReplacePolicy: Delete, "
    (found,) = findings(KEY % "", deleted)
    assert found.rules == ("lifecycle-unstated-removal",)
    assert found.kind == "deletion-policy-missing"


def test_what_comes_in_the_stead_of_what_a_rule_found_is_explained_with_it():
    wrong = WRONG.replace("!Ref B", '!Ref B, "arn:aws:s3:::x"')
    right = WRONG.replace("!Ref B", '"arn:aws:s3:::x", "arn:aws:s3:::y", !GetAtt B.Arn, "arn:aws:s3:::z"')
    found = explained(wrong, right)
    assert found == {"access-reference-without-arn": [("Resource", 0), ("Resource", 2)]}
    (one,) = (one for one in findings(wrong, right) if one.rules)
    assert [(place.before, place.after) for place in one.places] == [
        ({"Ref": "B"}, None),
        (None, {"Fn::GetAtt": ["B", "Arn"]}),
    ]


def test_a_statement_that_is_added_beside_the_one_that_a_rule_found_is_another_difference():
    more = RIGHT + "              - {Effect: Allow, Action: sqs:SendMessage, Resource: arn:aws:sqs:::q}\n"
    found = findings(WRONG, more)
    by_rule = [one for one in found if one.rules == ("access-reference-without-arn",)]
    assert [place.path[-2] for one in by_rule for place in one.places] == ["Resource"]
    assert [place.path[-2] for one in found if not one.rules for place in one.places] == ["Statement"]


BUCKET = """\
Resources:
  B:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
"""


def test_a_block_of_another_sort_than_the_fix_would_write_is_not_what_the_rule_asks_for():
    rules = "      LifecycleConfiguration: {Rules: [{Id: a, Status: Enabled, %s}]}\n"
    other = BUCKET + rules % "Transitions: [{TransitionInDays: 30, StorageClass: GLACIER}]"
    asked = BUCKET + rules % "NoncurrentVersionExpiration: {NoncurrentDays: 30}"
    assert not explained(BUCKET, other)
    assert list(explained(BUCKET, asked)) == ["s3-noncurrent-versions"]


def test_a_policy_that_is_added_mends_only_what_it_is_about():
    policy = """\
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: %s, Principal: %s, Action: "s3:*", Resource: !Sub "${B.Arn}/*"%s}
"""
    secure = ", Condition: {Bool: {aws:SecureTransport: false}}"
    denies = BUCKET + policy % ("Deny", '"*"', secure)
    allows = BUCKET + policy % ("Allow", "{Service: logging.s3.amazonaws.com}", "")
    assert [one.rules for one in findings(BUCKET, denies)] == [("s3-secure-transport",)]
    assert [one.rules for one in findings(BUCKET, allows)] == [()]


def test_what_goes_as_a_whole_is_not_explained_by_a_detail_of_it():
    instance = "Resources: {I: {Type: AWS::EC2::Instance, Properties: {SubnetId: s%s}}}"
    script = ", UserData: {Fn::Base64: {Fn::Sub: %s}}"
    assert list(explained(instance % script % "a", instance % script % '"${AWS::Region}"')) == ["unused-sub"]
    assert not any("unused-sub" in one.rules for one in findings(instance % script % "a", instance % ""))


def test_a_parameter_that_has_another_name_is_not_one_that_was_taken_away():
    template = "Parameters: {%s: {Type: String, Default: x, Description: d}}\nResources: {Q: {Type: AWS::SQS::Queue%s}}"
    used = ", Properties: {QueueName: !Ref B}"
    assert "unused-parameters" in explained(template % ("A", ""), "Resources: {Q: {Type: AWS::SQS::Queue}}")
    assert not any(
        "unused-parameters" in one.rules for one in findings(template % ("A", ""), template % ("B", used))
    )


def test_a_rule_about_a_whole_section_and_a_resource_that_the_ideal_adds_go_together():
    from repair.api import Options, Settings, from_text, report

    topic = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}%s}}'
    more = ', "Policy": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [{"Ref": "Topic"}], "PolicyDocument": {}}}'
    more += (
        ', "Way": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": "vpc-1", "ServiceName": "s3"}}'
    )
    options = Options(settings=Settings(values={"asked-resources": ["AWS::EC2::VPCEndpoint"]}))
    found = report(from_text(topic % ""), from_text(topic % more), options=options).findings
    assert any(place.resource == "Policy" for one in found for place in one.places)
