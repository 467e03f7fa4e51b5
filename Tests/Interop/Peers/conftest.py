"""The llama.cpp servers that all peers share."""

import pytest

from llama_server import serving


@pytest.fixture(scope="session")
def llama(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("llama")) as base:
        yield base


@pytest.fixture(scope="session")
def reasoning_llama(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("reasoning"), reasons=True) as base:
        yield base
