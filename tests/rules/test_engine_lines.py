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
                assert one.lack is not Lack.UNKNOWN
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


@pytest.mark.parametrize(
    ("type_name", "engine", "version"),
    [
        (INSTANCE, "mysql", "8.0"),
        (INSTANCE, "postgres", "15"),
        (INSTANCE, "postgres", 15),
        (INSTANCE, "mariadb", "10.11"),
        (INSTANCE, "sqlserver-se", "15.00"),
        (CLUSTER, "aurora-mysql", "8.0"),
        (CLUSTER, "aurora-postgresql", "15"),
    ],
)
def test_a_line_alone_can_be_chosen(type_name, engine, version):
    (one,) = found(type_name, engine, version)
    assert one.lack is Lack.NO_MINOR


@pytest.mark.parametrize(("engine", "version"), [("mysql", "8"), ("postgres", "15.0.1"), ("mysql", "8.0.1")])
def test_half_a_line_or_an_unknown_version_cannot(engine, version):
    (one,) = found(INSTANCE, engine, version)
    assert one.lack is not Lack.NO_MINOR


@pytest.mark.parametrize(
    "properties",
    [
        {"GlobalClusterIdentifier": "world"},
        {"DBClusterIdentifier": {"Fn::ImportValue": "Cluster"}},
        {"SourceDBInstanceAutomatedBackupsArn": "a"},
        {"DBClusterSnapshotIdentifier": "s"},
    ],
)
def test_a_version_that_something_elsewhere_settles_is_let_be(properties):
    assert not found(INSTANCE, "aurora-postgresql", "15.4", **properties)


def test_members_of_a_global_cluster_take_the_version_that_it_already_has():
    member = {
        "Engine": "aurora-postgresql",
        "EngineVersion": "15.4",
        "GlobalClusterIdentifier": {"Ref": "World"},
    }
    (newest,) = [one.newest for one in found(CLUSTER, "aurora-postgresql", "15.4")]
    world = {"Type": "AWS::RDS::GlobalCluster", "Properties": {"EngineVersion": newest}}
    data = {"Resources": {"World": world, "Db": {"Type": CLUSTER, "Properties": member}}}
    (one,) = outdated_versions(Context(Template(data)))
    assert (one.newest, one.also) == (newest, None)
    world["Properties"]["EngineVersion"] = "15.5"
    assert not list(outdated_versions(Context(Template(data))))
