from datetime import date

from repair import knowledge
from repair.knowledge import engine_versions, runtimes


def test_a_runtime_says_when_it_ends_and_what_follows():
    python37 = runtimes()["python3.7"]
    assert python37.deprecated == date(2023, 12, 4)
    assert python37.create_block is not None
    assert python37.successor in runtimes()
    assert runtimes()[python37.successor].deprecated is None or (
        runtimes()[python37.successor].deprecated > python37.deprecated
    )


def test_every_successor_is_a_runtime():
    for runtime in runtimes().values():
        assert runtime.successor is None or runtime.successor in runtimes(), runtime


def test_successors_lead_to_an_end():
    for start in runtimes():
        seen = [start]
        while (successor := runtimes()[seen[-1]].successor) is not None:
            assert successor not in seen
            seen.append(successor)


def test_engine_versions_are_asked_of_a_type():
    instance = engine_versions("AWS::RDS::DBInstance")
    mysql = instance["mysql"]
    assert "8.0.35" in mysql.versions
    assert "5.7.44" in mysql.deprecated
    assert "5.7.44" not in mysql.current
    assert set(mysql.current) <= set(mysql.versions)
    assert engine_versions("AWS::S3::Bucket") == {}


def test_versions_stand_oldest_first():
    versions = engine_versions("AWS::RDS::DBInstance")["postgres"].versions
    assert versions.index("9.6.24" if "9.6.24" in versions else "10.1") < versions.index("10.23")
    assert versions.index("13.3") < versions.index("13.20")


def test_an_engine_without_a_list_of_versions_is_still_an_engine():
    assert engine_versions("AWS::RDS::DBInstance")["oracle-ee"].versions is None


def test_cache_engines_are_known():
    assert set(engine_versions("AWS::ElastiCache::CacheCluster")) == {"memcached", "redis", "valkey"}


def test_types_that_hold_data_are_types():
    assert {"AWS::S3::Bucket", "AWS::RDS::DBInstance", "AWS::DynamoDB::Table"} <= knowledge.stateful_types()
    assert knowledge.delete_requires_empty() <= knowledge.stateful_types()


def test_the_data_says_what_it_is_and_when():
    made = knowledge.built_from()
    assert {"what", "cfn_lint", "schema_date", "region", "source", "licence", "refresh", "skipped"} <= set(
        made
    )
    assert date.fromisoformat(made["schema_date"]) > date(2024, 1, 1)
    assert "MIT-0" in made["licence"]
