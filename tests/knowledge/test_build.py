"""The packed data against the cfn-lint that is installed: skipped without it, or with another version of it."""

import random
import subprocess
import sys

import pytest

from repair import knowledge
from repair.knowledge import pack, resource_type, resource_type_names

MEGABYTE = 1_000_000


def test_the_data_is_small():
    assert sum(path.stat().st_size for path in pack.DATA.iterdir()) < 4 * MEGABYTE


def test_asking_for_a_type_imports_neither_cfn_lint_nor_the_build():
    code = (
        "import sys; from repair import knowledge; knowledge.resource_type('AWS::S3::Bucket');"
        "sys.exit(any(m.split('.')[0] in ('cfnlint', 'jsonschema', 'yaml') or 'harvest' in m for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture(scope="module")
def source():
    pytest.importorskip("cfnlint")
    from repair.knowledge.harvest.source import installed

    found = installed()
    if found.version != knowledge.built_from()["cfn_lint"]:
        pytest.skip(
            f"the data is from cfn-lint {knowledge.built_from()['cfn_lint']}, installed is {found.version}"
        )
    return found


def test_every_type_that_cfn_lint_knows_is_known(source):
    from cfnlint.schema.manager import ProviderSchemaManager

    folder = source.data / "schemas"
    manager = ProviderSchemaManager(folder / "providers", folder / "resources")
    for region in ("us-east-1", "eu-west-1", "us-west-2"):
        assert set(manager.get_resource_types(region)) <= resource_type_names()


def test_attributes_agree_with_cfn_lint(source):
    from cfnlint.schema.manager import ProviderSchemaManager

    folder = source.data / "schemas"
    manager = ProviderSchemaManager(folder / "providers", folder / "resources")
    known = sorted(manager.get_resource_types("us-east-1"))
    for name in random.Random(1).sample(known, 200):
        expected = {pattern.replace("\\", "") for pattern in manager.get_type_getatts(name, "us-east-1").data}
        kind = resource_type(name)
        for attribute in expected:
            probe = attribute.replace(".*", ".X") if attribute.startswith("Outputs") else attribute
            assert kind.has_attribute(probe), (name, attribute)
        assert len(kind.attributes) == len(expected), name


def test_the_data_is_what_a_build_makes_now(source):
    """When this fails: python -m repair.knowledge.build."""
    from repair.knowledge.harvest.pack import build, content, stored_content

    fresh = build(source)
    assert content(fresh) == stored_content()
    assert set(fresh.types) == resource_type_names()
    index, body = fresh.blobs()
    assert (index, body) == fresh.blobs()


def test_prose_goes_and_names_stay():
    from repair.knowledge.harvest.strip import stripped

    schema = {
        "description": "prose",
        "properties": {
            "description": {"description": "prose", "type": "string", "default": {"title": "kept"}}
        },
        "allOf": [{"title": "prose", "required": ["title"]}],
    }
    assert stripped(schema) == {
        "properties": {"description": {"type": "string", "default": {"title": "kept"}}},
        "allOf": [{"required": ["title"]}],
    }
