"""An independent reader as a witness: what we write, ruamel.yaml reads as the same data, as YAML 1.1 and as 1.2."""

from __future__ import annotations

import random
from typing import Any

import pytest
from document_cases import TAGS, change, long_form, mapping
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from repair.document import parse
from repair.document.equality import same

BLOCK = """\
# A template as people write them.
Description: 'Orders, and their audit'  # quoted
Parameters:
  Stage: {Type: String, Default: dev}
Resources:

  Bucket:   # keeps everything
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${Stage}-orders"
      Tags:
        - Key: Team
          Value: core
        # the bill goes there
        - {Key: Cost, Value: '0123'}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: >-
        folded
        text
      Code: |
        first
          second
Outputs:
  Arn:
    Value: !GetAtt Bucket.Arn
"""
FLOW = 'Resources: {Topic: {Type: "AWS::SNS::Topic", Properties: {Name: !Ref N, List: [1, true, null]}}}\n'
EMPTY = "Resources: {}\n"


class Constructor(SafeConstructor):
    """Short tags in long form, dates and keys as text: what CloudFormation adds to plain YAML."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        for key, _ in node.value:
            if isinstance(key, ScalarNode):
                key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep=deep)


def expanded(constructor: Any, suffix: str, node: Any) -> Any:
    kinds = {MappingNode: constructor.construct_mapping, SequenceNode: constructor.construct_sequence}
    if isinstance(node, ScalarNode):
        value = constructor.construct_scalar(node)
    else:
        value = kinds[type(node)](node, deep=True)
    key = TAGS.tag_key(f"!{suffix}")
    if key in TAGS.dotted and isinstance(value, str):
        value = value.split(".", 1)
    return {key: value}


Constructor.add_multi_constructor("!", expanded)
Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda self, node: self.construct_scalar(node))


def read_by_ruamel(text: str, version: tuple[int, int]) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = Constructor
    reader.version = version
    return long_form(reader.load(text))


@pytest.mark.parametrize("version", [(1, 1), (1, 2)], ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize("text", [BLOCK, FLOW, EMPTY], ids=["block", "flow", "empty"])
def test_both_read_the_untouched_text_alike(text: str, version: tuple[int, int]) -> None:
    assert read_by_ruamel(text, version) == parse(text, dialect=TAGS).data


@pytest.mark.parametrize("version", [(1, 1), (1, 2)], ids=["YAML 1.1", "YAML 1.2"])
@pytest.mark.parametrize("text", [BLOCK, FLOW], ids=["block", "flow"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_ruamel_reads_our_edits_as_we_meant_them(text: str, version: tuple[int, int], seed: int) -> None:
    document = parse(text, dialect=TAGS)
    wanted = change(random.Random(seed), document.data)
    written = document.edited(wanted)
    assert same(read_by_ruamel(written, version), wanted), written


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_ruamel_reads_text_that_we_wrote_from_nothing(seed: int) -> None:
    wanted = {"Resources": mapping(random.Random(seed), 4, 1)}
    written = parse(EMPTY, dialect=TAGS).edited(wanted)
    assert same(read_by_ruamel(written, (1, 1)), wanted), written
