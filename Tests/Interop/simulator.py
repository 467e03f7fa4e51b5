"""Étude's simulator as a server on a socket: each request is answered by the program `simulated`."""

import subprocess
from pathlib import Path

from server import Answer


def simulator_answer(etude):
    """What a `Server` answers with. `etude` is the path of the program, beside which `simulated` stands."""
    program = Path(etude).resolve().with_name("simulated")

    def answer(request):
        process = subprocess.Popen(
            [program, request.method, "simulator://local" + request.path], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)
        process.stdin.write(request.body)
        process.stdin.close()
        status = int(process.stdout.readline())
        headers = {}
        while line := process.stdout.readline().decode().rstrip("\n"):
            name, value = line.split(": ", 1)
            headers[name] = value
        return Answer(status, headers, pieces(process))

    return answer


def pieces(process):
    with process:
        while piece := process.stdout.read1():
            yield piece
    if process.returncode:
        raise ConnectionResetError
