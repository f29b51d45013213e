"""Laws are tried on the same examples in every run; `--hypothesis-profile=thorough` takes others, and twenty times as many.

What else stands here is for speed alone.
"""

import gc

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("thorough", max_examples=2_000)
settings.load_profile("same")

gc.set_threshold(
    100_000, 20, 50
)  # knowledge and rules stay for the whole run: looking through them frees nothing


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `-n`, every process takes a stretch of the tests, and so reads once what neighbours share."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)
