"""What `Ref` and `Fn::GetAtt` give for a resource whose template names it: the same text, without the reference.

A resource's name is known before it exists when the template sets it. Where only the text is needed (an
environment variable, the resource of a policy statement), the name says the same as the reference and does not
make CloudFormation wait.

Source: "Return values" of each type in the CloudFormation template reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.template.intrinsics import PSEUDO_PARAMETERS, intrinsic
from repair.template.substitution import escaped_text, literal_text, parse_sub, sub_form, variables
from repair.template.template import Resource

_HERE = "${AWS::Region}:${AWS::AccountId}"


@dataclass(frozen=True, slots=True)
class _Naming:
    """Which property names a resource, and the texts of its Ref and attributes with `{}` for the name."""

    name: str
    ref: str | None
    attributes: Mapping[str, str]


_STATE_MACHINE = f"arn:${{AWS::Partition}}:states:{_HERE}:stateMachine:{{}}"
_TOPIC = f"arn:${{AWS::Partition}}:sns:{_HERE}:{{}}"

_NAMINGS: Mapping[str, _Naming] = {
    "AWS::S3::Bucket": _Naming("BucketName", "{}", {"Arn": "arn:${AWS::Partition}:s3:::{}"}),
    "AWS::DynamoDB::Table": _Naming(
        "TableName", "{}", {"Arn": f"arn:${{AWS::Partition}}:dynamodb:{_HERE}:table/{{}}"}
    ),
    "AWS::Lambda::Function": _Naming(
        "FunctionName", "{}", {"Arn": f"arn:${{AWS::Partition}}:lambda:{_HERE}:function:{{}}"}
    ),
    "AWS::StepFunctions::StateMachine": _Naming(
        "StateMachineName", _STATE_MACHINE, {"Arn": _STATE_MACHINE, "Name": "{}"}
    ),
    "AWS::SNS::Topic": _Naming("TopicName", _TOPIC, {"TopicArn": _TOPIC, "TopicName": "{}"}),
    "AWS::SQS::Queue": _Naming(
        "QueueName", None, {"Arn": f"arn:${{AWS::Partition}}:sqs:{_HERE}:{{}}", "QueueName": "{}"}
    ),
    "AWS::Kinesis::Stream": _Naming(
        "Name", "{}", {"Arn": f"arn:${{AWS::Partition}}:kinesis:{_HERE}:stream/{{}}"}
    ),
    "AWS::Logs::LogGroup": _Naming(
        "LogGroupName", "{}", {"Arn": f"arn:${{AWS::Partition}}:logs:{_HERE}:log-group:{{}}:*"}
    ),
    "AWS::CloudWatch::Alarm": _Naming(
        "AlarmName", "{}", {"Arn": f"arn:${{AWS::Partition}}:cloudwatch:{_HERE}:alarm:{{}}"}
    ),
    "AWS::ECS::Cluster": _Naming(
        "ClusterName", "{}", {"Arn": f"arn:${{AWS::Partition}}:ecs:{_HERE}:cluster/{{}}"}
    ),
}


def known_text(resource: Resource, attribute: str | None, parameters: Mapping[str, Any]) -> str | None:
    """The Sub text that yields what Ref (or the attribute) of `resource` yields, or None when it is not known.

    Args:
        resource: The resource that is referred to.
        attribute: The attribute's name, or None for Ref.
        parameters: The template's parameters: a name made of other resources is not known beforehand.
    """
    naming = _NAMINGS.get(resource.type)
    if naming is None:
        return None
    shape = naming.ref if attribute is None else naming.attributes.get(attribute)
    name = name_text(resource.properties.get(naming.name), parameters)
    if shape is None or name is None:
        return None
    return shape.replace("{}", name)


def name_text(value: Any, parameters: Mapping[str, Any]) -> str | None:
    """`value` as a Sub text made of literals, parameters and pseudo parameters, or None when it is made of more."""
    if isinstance(value, str):
        return escaped_text(value) or None
    found = intrinsic(value)
    if found is None:
        return None
    key, argument = found
    if key == "Ref" and isinstance(argument, str) and _is_given(argument, parameters):
        return f"${{{argument}}}"
    if key == "Fn::Sub":
        form = sub_form(argument)
        if form is None or form[1]:
            return None
        given = all(
            part.attribute is None and _is_given(part.name, parameters) for part in variables(form[0])
        )
        return form[0] if given else None
    if key == "Fn::Join" and isinstance(argument, list) and len(argument) == 2:
        return _joined(argument[0], argument[1], parameters)
    return None


def as_value(text: str) -> Any:
    """The shortest value that yields what `{"Fn::Sub": text}` yields."""
    names = variables(text)
    if not names:
        return "".join(literal_text(part) for part in parse_sub(text) if isinstance(part, str))
    if len(names) == 1 and names[0].text == text:
        name, attribute = names[0].name, names[0].attribute
        return {"Ref": name} if attribute is None else {"Fn::GetAtt": [name, attribute]}
    return {"Fn::Sub": text}


def _joined(separator: Any, items: Any, parameters: Mapping[str, Any]) -> str | None:
    if not isinstance(separator, str) or not isinstance(items, list):
        return None
    texts = [name_text(item, parameters) for item in items]
    if any(text is None for text in texts):
        return None
    return escaped_text(separator).join(text for text in texts if text is not None)


def _is_given(name: str, parameters: Mapping[str, Any]) -> bool:
    if name in PSEUDO_PARAMETERS:
        return name != "AWS::NoValue"
    parameter = parameters.get(name)
    return isinstance(parameter, dict) and "List" not in str(parameter.get("Type"))
