"""The few lines of the taxonomy that every run needs say what the whole says."""

import subprocess
import sys

from repair.rules.load import rule_files
from repair.rules.rule_kinds import kind_id_of_rule
from repair.rules.taxonomy import kind_of_rule, kinds


def test_each_rule_is_of_the_kind_that_the_taxonomy_says():
    rules = {*rule_files(), *(rule for kind in kinds().values() for rule in (*kind.rules, *kind.also))}
    assert {rule: kind_id_of_rule(rule) for rule in rules} == {
        rule: kind.id if (kind := kind_of_rule(rule)) is not None else None for rule in rules
    }


def test_a_rule_of_nobody_has_no_kind():
    assert kind_id_of_rule("somebodys-own") is None


def test_a_run_without_an_ideal_reads_no_more_of_the_taxonomy():
    code = """\
import repair
from repair.rules import taxonomy
from repair.template.load import from_text
found = repair.check(from_text("Resources: {B: {Type: AWS::S3::Bucket}}", "a.yaml")).findings
assert found
assert taxonomy._read.cache_info().currsize == 0
"""
    subprocess.run([sys.executable, "-c", code], check=True)
