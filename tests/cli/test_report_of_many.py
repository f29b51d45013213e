"""One report of several files: the same however many processes made it."""

import pytest

from repair.report.write import OF_SEVERAL

BUCKET = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: {access}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, access in enumerate(("PublicReadWrite", "Privat", "AwsExecRead", "PublicRead", "Private")):
        (tmp_path / f"{number}.yaml").write_text(BUCKET.format(access=access))
    (tmp_path / "broken.yaml").write_bytes(b"Resources: \0")
    return tmp_path


@pytest.mark.parametrize("kind", sorted(OF_SEVERAL - {"text"}))
def test_any_number_of_processes_writes_the_same_report(repair, folder, kind):
    one, two = (repair("check", ".", "broken.yaml", "--format", kind, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.out == two.out
    assert one.code == two.code == 2
    assert "3.yaml" in one.out
    assert one.err == two.err
    assert one.err.startswith("error: broken.yaml:")
    assert one.err.count("\n") == 1


def test_a_report_of_many_tells_what_one_of_each_file_tells(repair, folder):
    whole = repair("check", ".", "--format", "github").out.splitlines()
    single = [repair("check", f"{number}.yaml", "--format", "github").out.splitlines() for number in range(5)]
    assert sorted(whole) == sorted(line for lines in single for line in lines)


def test_no_report_is_written_where_no_file_can_be_read(repair, folder):
    done = repair("check", "broken.yaml", "broken.yaml", "--format", "sarif", "-o", "out.sarif")
    assert done.code == 2
    assert not (folder / "out.sarif").exists()
