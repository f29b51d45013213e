import pytest

from repair import knowledge
from repair.rules.context import Context
from repair.rules.engine_lines import CLUSTER, INSTANCE, Lack, outdated_versions
from repair.template.template import Template


def found(type_name, engine, version, **properties):
    body = {"Type": type_name, "Properties": {"Engine": engine, "EngineVersion": version, **properties}}
    return list(outdated_versions(Context(Template({"Resources": {"Db": body}}))))


@pytest.mark.parametrize("type_name", [INSTANCE, CLUSTER])
def test_every_version_is_fine_or_leads_to_one_that_is(type_name):
    for engine, listed in knowledge.engine_versions(type_name).items():
        for version in listed.versions or ():
            for one in found(type_name, engine, version):
                assert one.lack is Lack.RETIRED
                for target in (one.newest, one.next_line):
                    assert target is None or not found(type_name, engine, target)


@pytest.mark.parametrize(
    ("type_name", "engine", "version", "line"),
    [
        (INSTANCE, "mysql", "8.0", "8.0."),
        (INSTANCE, "MySQL", "8.0.33", "8.0."),
        (INSTANCE, "mariadb", "10.6.5.1", "10.6."),
        (INSTANCE, "postgres", "15.4", "15."),
        (INSTANCE, "postgres", "14", "14."),
        (CLUSTER, "aurora-postgresql", "15.4", "15."),
        (CLUSTER, "aurora-mysql", "8.0.mysql_aurora.3.02.0", "8.0.mysql_aurora.3."),
    ],
)
def test_the_newest_of_the_same_line_takes_the_place(type_name, engine, version, line):
    (one,) = found(type_name, engine, version)
    assert one.newest is not None
    assert one.newest.startswith(line)


def test_a_line_that_has_ended_leads_to_the_next_one():
    (one,) = found(INSTANCE, "mysql", "5.6.51")
    assert one.newest is None
    assert one.next_line is not None
    assert one.next_line.startswith("8.0.")


@pytest.mark.parametrize("version", [{"Ref": "V"}, {"Fn::If": ["A", "8.0", "8.4"]}, None, ["8.0"], True])
def test_a_version_that_is_not_written_here_is_let_be(version):
    assert not found(INSTANCE, "mysql", version)


def test_an_engine_without_a_list_is_let_be():
    assert not found(INSTANCE, "oracle-ee", "19.0")
    assert not found(INSTANCE, {"Ref": "Engine"}, "8.0")
    assert not found(INSTANCE, "mysql", "8.0.33", DBSnapshotIdentifier="s")
