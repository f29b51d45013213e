"""Resources that fixes add: free names, the owner's condition and tags."""

from repair.engine.loop import mend
from repair.rules.additions import addition, may_add
from repair.rules.context import Context, Settings
from repair.rules.load import library, rule
from repair.template.template import Template


def added(data, owner, **properties):
    context = Context(Template(data))
    return addition(context, context.template.resources[owner], "LogGroup", "AWS::Logs::LogGroup", properties)


def test_name_is_the_owners_and_never_one_that_is_taken():
    data = {"Resources": {"A": {"Type": "X"}}}
    assert added(data, "A").id == "ALogGroup"
    for section in ("Parameters", "Conditions", "Mappings", "Outputs"):
        assert added({**data, section: {"ALogGroup": {}}}, "A").id == "ALogGroup2"


def test_addition_shares_condition_and_tags_but_not_the_name_tag():
    tags = [{"Key": "Name", "Value": "a"}, {"Key": "team", "Value": {"Ref": "Team"}}]
    body = {"Type": "X", "Condition": "Live", "Properties": {"Tags": tags}}
    operation = added({"Resources": {"A": body}}, "A", RetentionInDays=30).operation
    assert operation.value == {
        "Type": "AWS::Logs::LogGroup",
        "Condition": "Live",
        "Properties": {"RetentionInDays": 30, "Tags": tags[1:]},
    }


def test_computed_tags_are_not_copied():
    for tags in (
        {"Ref": "Tags"},
        [{"Fn::If": ["A", {"Key": "a", "Value": "b"}, {"Ref": "AWS::NoValue"}]}],
        "x",
    ):
        operation = added({"Resources": {"A": {"Type": "X", "Properties": {"Tags": tags}}}}, "A").operation
        assert operation.value["Properties"] == {}


def test_map_of_tags_becomes_a_list():
    body = {"Type": "X", "Properties": {"Tags": {"team": "web"}}}
    operation = added({"Resources": {"A": body}}, "A").operation
    assert operation.value["Properties"] == {"Tags": [{"Key": "team", "Value": "web"}]}


def test_nothing_is_added_where_a_function_makes_resources():
    data = {"Resources": {"A": {"Type": "X"}, "Fn::ForEach::L": ["N", ["b"], {"${N}": {"Type": "X"}}]}}
    context = Context(Template(data))
    assert not may_add(context, context.template.resources["A"])


def test_production_profile_brings_what_it_adds_to_rest_with_all_rules():
    function = {
        "Type": "AWS::Lambda::Function",
        "Condition": "Live",
        "Properties": {
            "Code": {"ZipFile": "x"},
            "Handler": "index.handler",
            "Runtime": "python3.13",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        },
    }
    data = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"Live": {"Fn::Equals": [{"Ref": "Stage"}, "live"]}},
        "Resources": {
            "Clean": function,
            "Role": {
                "Type": "AWS::IAM::Role",
                "Condition": "Live",
                "Properties": {"AssumeRolePolicyDocument": {}},
            },
            "Nightly": {
                "Type": "AWS::Events::Rule",
                "Condition": "Live",
                "Properties": {
                    "ScheduleExpression": "rate(1 day)",
                    "Targets": [{"Id": "one", "Arn": {"Fn::GetAtt": ["Clean", "Arn"]}}],
                },
            },
        },
    }
    settings = Settings("production", "new")
    once = mend(Context(Template(data), settings), library())
    assert not once.failures
    new = once.data["Resources"].keys() - data["Resources"].keys()
    assert {
        "CleanLogGroup",
        "CleanDeadLetterQueue",
        "NightlyDeadLetterQueue",
    } <= new
    assert all(once.data["Resources"][name]["Condition"] == "Live" for name in new)
    assert mend(Context(Template(once.data), settings), library()).data is once.data


def test_role_with_an_unknown_policy_is_never_said_to_lack_anything():
    mapping = {
        "Type": "AWS::Lambda::EventSourceMapping",
        "Properties": {"FunctionName": {"Ref": "F"}, "EventSourceArn": {"Fn::GetAtt": ["Q", "Arn"]}},
    }
    one = rule("lambda-event-source-permissions")
    for arns, finds in (
        ([], 1),
        (["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"], 1),
        ([{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"}], 0),
        (["arn:aws:iam::aws:policy/SomethingNew"], 0),
        ([{"Ref": "PolicyArn"}], 0),
        ({"Ref": "PolicyArns"}, 0),
    ):
        data = {
            "Resources": {
                "M": mapping,
                "Q": {"Type": "AWS::SQS::Queue"},
                "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}},
                "R": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": arns}},
            }
        }
        context = Context(Template(data))
        assert len(list(one.detect_resource(context, context.template.resources["M"]))) == finds, arns
