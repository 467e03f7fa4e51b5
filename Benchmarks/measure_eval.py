"""Measures evaluations against a server that answers at once: cells a second, memory, and the start with many rows.

    measure_eval.py ETUDE [INSPECT]

INSPECT is the program `inspect` of inspect-ai, where there is one: it asks the same rows of the same server in the same run.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree

import server

ETUDE, INSPECT = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
PLACE = Path(".build/benchmarks/eval").absolute()
TASK = """
from inspect_ai import Task, task
from inspect_ai.dataset import json_dataset
from inspect_ai.scorer import includes
from inspect_ai.solver import generate

@task
def rows():
    return Task(dataset=json_dataset("rows.jsonl"), solver=[generate()], scorer=includes())
"""


def make(count):
    rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    with open(PLACE / "rows.jsonl", "w") as rows:
        for number in range(count):
            rows.write('{"input": "Question %d?", "target": "THEEND"}\n' % number)
    (PLACE / "ask.prompt").write_text("---\nmodel: chunks-3\n---\n<user>\n{{input}}\n</user>\n")
    (PLACE / "ask.eval.yaml").write_text(
        'prompts: [ask.prompt]\ndata: rows.jsonl\nchecks:\n  - {type: contains, value: "{{expected}}"}\n')
    (PLACE / "task.py").write_text(TASK)


def timed(arguments, environment):
    """Seconds, and the largest resident memory of the children so far in MB."""
    begin = time.monotonic()
    with open(PLACE / "output", "w") as output:
        subprocess.run(arguments, cwd=PLACE, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=output,
                       stderr=output, check=True)
    return time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main():
    port = server.start()
    environment = {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1", "OPENAI_API_KEY": "sk-bench",
                   "ETUDE_HOME": str(PLACE / "home"), "HOME": str(PLACE)}
    print("\nevaluations: cells a second, MB")
    ours = None
    for count in (1_000, 10_000):
        make(count)
        seconds, peak = timed([ETUDE, "eval", "ask.eval.yaml", "--jobs", "20"], environment)
        ours = count / seconds
        print(f"  etude eval, {count:6,} cells    {ours:6.0f}    {peak:5.0f}")
    if INSPECT:
        more = {"LOCAL_BASE_URL": environment["OPENAI_BASE_URL"], "LOCAL_API_KEY": "sk-bench", "INSPECT_DISPLAY": "none", "INSPECT_LOG_DIR": str(PLACE / "logs")}
        seconds, _ = timed([INSPECT, "eval", "task.py", "--model", "openai-api/local/chunks-3", "--max-connections", "20"],
                           environment | more)
        print(f"  inspect eval, 10,000 cells    {10_000 / seconds:6.0f}    {ours * seconds / 10_000:4.1f} times as many")
    make(100_000)
    # Of 100,000 rows none may be sent: what remains is the start, up to the first request.
    environment["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1"
    begin = time.monotonic()
    process = subprocess.Popen([ETUDE, "eval", "ask.eval.yaml", "--jobs", "1", "--json"], cwd=PLACE,
                               env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    process.stderr.read(1)
    print(f"  100,000 rows: {time.monotonic() - begin:.2f} s until the first word")
    process.kill()


main()
