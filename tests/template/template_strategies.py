"""Hypothesis strategies for template data: any JSON, and values with intrinsic functions in them."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("A", "B", "Bucket", "Queue", "Env")

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 20),
    st.floats(-3, 3, width=16),
    st.sampled_from(["", "a", "5", "true", "a,b"]),
)
json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "Ref", "Fn::Sub", "Condition"]), inner, max_size=3),
    ),
    max_leaves=12,
)

names = st.sampled_from(NAMES)
sub_texts = st.lists(
    st.one_of(
        st.sampled_from(
            ["", "-", "x", "$", "{", "}", "${", "${}", "${!A}", "${!A.B}", "a,b", "${ Env }", "\n"]
        ),
        names.map(lambda name: "${" + name + "}"),
        names.map(lambda name: "${" + name + ".Arn}"),
    ),
    max_size=5,
).map("".join)


def _functions(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(
        names.map(lambda name: {"Ref": name}),
        st.just({"Ref": "AWS::NoValue"}),
        names.map(lambda name: {"Fn::GetAtt": [name, "Arn"]}),
        names.map(lambda name: {"Fn::GetAtt": f"{name}.Out.Put"}),
        sub_texts.map(lambda text: {"Fn::Sub": text}),
        st.tuples(sub_texts, st.dictionaries(names, inner, max_size=2)).map(
            lambda pair: {"Fn::Sub": list(pair)}
        ),
        st.tuples(st.sampled_from(["", "-", ","]), st.one_of(st.lists(inner, max_size=4), inner)).map(
            lambda pair: {"Fn::Join": list(pair)}
        ),
        st.tuples(st.one_of(st.integers(0, 3), st.sampled_from(["0", "1"])), st.lists(inner, max_size=3)).map(
            lambda pair: {"Fn::Select": list(pair)}
        ),
        st.tuples(st.sampled_from([",", "-", ""]), inner).map(lambda pair: {"Fn::Split": list(pair)}),
        st.tuples(st.just("IsProd"), inner, inner).map(lambda triple: {"Fn::If": list(triple)}),
        inner.map(lambda value: {"Fn::GetAZs": value}),
        inner.map(lambda value: {"Fn::Base64": value}),
        json_values.map(lambda value: {"Fn::Sub": value}),
        json_values.map(lambda value: {"Fn::Join": value}),
        json_values.map(lambda value: {"Fn::If": value}),
        json_values.map(lambda value: {"Fn::FindInMap": value}),
        json_values.map(lambda value: {"Fn::ForEach::Loop": value}),
    )


template_values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        _functions(inner),
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["a", "b", "DependsOn", "Condition", "Fn::Transform"]), inner, max_size=3
        ),
    ),
    max_leaves=10,
)

resources = st.fixed_dictionaries(
    {"Type": st.sampled_from(["AWS::S3::Bucket", "AWS::SQS::Queue"])},
    optional={
        "Properties": st.dictionaries(st.sampled_from(["P", "Q"]), template_values, max_size=2),
        "DependsOn": st.one_of(names, st.lists(names, max_size=2)),
        "Condition": st.just("IsProd"),
    },
)
templates = st.fixed_dictionaries(
    {"Resources": st.dictionaries(names, resources, min_size=1, max_size=4)},
    optional={
        "Parameters": st.just({"Stage": {"Type": "String"}}),
        "Conditions": st.just(
            {
                "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
                "Not": {"Fn::Not": [{"Condition": "IsProd"}]},
                "Same": {"Condition": "IsProd"},
            }
        ),
        "Outputs": st.dictionaries(
            st.just("Out"), st.fixed_dictionaries({"Value": template_values}), max_size=1
        ),
        "Metadata": json_values,
    },
)
