import pytest

from repair.knowledge import (
    dereferenced,
    language,
    language_schema,
    language_schema_names,
    policy_documents,
    resource_type,
    resource_type_names,
    snapshot_types,
    stateful_types,
)


def test_types_named_in_constants_exist():
    named = snapshot_types() | language.CREATION_POLICY_TYPES | language.UPDATE_POLICY_TYPES
    assert named <= resource_type_names()
    assert snapshot_types() <= stateful_types()


def test_constants_agree_with_cfn_lint():
    helpers = pytest.importorskip("cfnlint.helpers")
    assert language.PSEUDO_PARAMETERS == helpers.PSEUDOPARAMS
    known = helpers.VALID_PARAMETER_TYPES_SINGLE | helpers.VALID_PARAMETER_TYPES_LIST
    assert known == language.PARAMETER_TYPES
    assert helpers.VALID_PARAMETER_TYPES_LIST == language.LIST_PARAMETER_TYPES
    assert snapshot_types() == helpers.valid_snapshot_types
    values = {name for name in helpers.FUNCTIONS if "ForEach" not in name} - {"Fn::Contains"}
    assert values == language.INTRINSIC_FUNCTIONS
    assert helpers.FUNCTION_CONDITIONS | {"Condition"} == language.CONDITION_FUNCTIONS
    assert helpers.FUNCTION_RULES == language.RULE_FUNCTIONS


def test_constants_agree_with_the_schemas():
    parameter = next(iter(language_schema("parameters")["patternProperties"].values()))
    assert set(parameter["properties"]) == language.PARAMETER_ATTRIBUTES
    output = next(iter(language_schema("outputs")["patternProperties"].values()))
    assert set(output["properties"]) == language.OUTPUT_ATTRIBUTES
    resource = language_schema("resources")["definitions"]["ResourceConfiguration"]["properties"]
    assert set(resource) >= language.RESOURCE_ATTRIBUTES
    assert set(language_schema("template")["properties"]) | {"Hooks"} == set(language.TEMPLATE_SECTIONS)


def test_every_policy_document_is_a_property_with_a_schema_of_its_kind():
    holders = {name: policy_documents(name) for name in resource_type_names() if policy_documents(name)}
    assert {"AWS::IAM::Role", "AWS::S3::BucketPolicy", "AWS::EC2::VPCEndpoint"} <= set(holders)
    assert set(language._UNCHECKED) <= set(holders)
    for name, documents in holders.items():
        for path, kind in documents.items():
            assert resource_type(name).resolve(path) is not None, (name, path)
            assert f"policy_{kind}" in language_schema_names()


def test_a_role_holds_a_trust_policy_and_identity_policies():
    assert policy_documents("AWS::IAM::Role") == {
        ("AssumeRolePolicyDocument",): "trust",
        ("Policies", "*", "PolicyDocument"): "identity",
    }


def test_references_of_policy_schemas_resolve_inside_them():
    for name in language_schema_names():
        schema = language_schema(name)
        for pointer in _pointers(schema):
            assert dereferenced({"$ref": pointer}, schema), (name, pointer)


def _pointers(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from _pointers(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _pointers(item)


def test_an_unknown_schema_name_is_an_error():
    with pytest.raises(KeyError):
        language_schema("nonsense")
