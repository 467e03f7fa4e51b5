"""A thousand sessions with random keys and signals. The name of a failed test has the seed that repeats it."""

import os
import random

import pytest

from sessions import run_session

FIRST = int(os.environ.get("SEED", random.randrange(1 << 30)))
COUNT = int(os.environ.get("SESSIONS", 1000))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_a_session_that_a_signal_ends(tmp_path, seed):
    run_session(tmp_path, seed)
