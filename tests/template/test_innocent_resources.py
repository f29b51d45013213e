"""The quick look at a resource may never pass over what the careful walk would find."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.template import secrets as module
from repair.template.secrets import secrets

NAMES = st.sampled_from(
    ["Name", "Key", "Value", "ParameterValue", "MasterUserPassword", "Environment", "Variables", "API_TOKEN", "Tags",
     "PasswordLength", "Fn::Sub", "Fn::Join", "Fn::If", "Ref", "UserData", "OptionName"]
)  # fmt: skip
TEXTS = st.sampled_from(
    ["x", "a plain text of words", "correct-Horse-9", "export DB_PASSWORD=Tr0ub4dor&3", "{{resolve:ssm:password}}",
     "https://user:hunter22@example.com/", "AKIAIOSFODNN7EXAMPLE", "db/password", "ADMIN_SECRET", "${Password}"]
)  # fmt: skip
VALUES = st.recursive(
    TEXTS | st.sampled_from([1234567, True, None]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
TYPES = st.sampled_from(
    ["AWS::SQS::Queue", "AWS::SSM::Parameter", "AWS::ApiGateway::ApiKey", "AWS::RDS::DBInstance"]
)


@settings(max_examples=300, deadline=None)
@given(TYPES, st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=2))
def test_the_quick_look_finds_innocent_only_what_holds_no_secret(kind, properties, beside):
    data = {"Resources": {"DbPasswordParameter": {**beside, "Type": kind, "Properties": properties}}}
    quick = secrets(data)
    original = module._is_innocent
    module._is_innocent = lambda resource: False
    try:
        assert quick == secrets(data)
    finally:
        module._is_innocent = original
