"""A run that is killed leaves every file whole: as it was, or as it should be."""

import os
import signal
import subprocess
import sys
import time

import pytest

FILES = 24
QUEUES = 12
OLD = "Resources:\n" + "".join(
    f"  Queue{number}:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: {number}\n"
    for number in range(QUEUES)
)
NEW = OLD.replace("DelaySecond:", "DelaySeconds:")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_every_file_is_whole_whenever_the_run_is_killed(tmp_path):
    command = [sys.executable, "-m", "repair", ".", "--write", "--jobs", "2", "-q", "--no-cache"]
    command += ["--select", "properties-unknown"]
    counts = []
    for wait in (0.3, 0.6, 1.0, None):
        for number in range(FILES):
            (tmp_path / f"{number}.yaml").write_text(OLD)
        process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True)
        if wait is None:
            process.wait()
        else:
            time.sleep(wait)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        texts = [(tmp_path / f"{number}.yaml").read_text() for number in range(FILES)]
        assert set(texts) <= {OLD, NEW}
        counts.append(texts.count(NEW))
    assert counts[-1] == FILES
