"""The rows of a file, asked and scored by inspect-ai."""

import os

from inspect_ai import Task, task
from inspect_ai.dataset import json_dataset
from inspect_ai.scorer import includes
from inspect_ai.solver import generate


@task
def rows():
    # The first counts letters as they are, the second does not.
    return Task(dataset=json_dataset(os.environ["ROWS"]), solver=[generate()],
                scorer=[includes(ignore_case=False), includes()])
