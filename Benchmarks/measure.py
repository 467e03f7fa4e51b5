"""Measures `etude` beside a floor and prints medians and ratios. Called by `run`."""

import fcntl
import json
import multiprocessing
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import zlib

import server

ETUDE, FLOOR, TIMES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
HOME = tempfile.mkdtemp(prefix="etude-bench-")
ENVIRONMENT = dict(PATH=os.environ["PATH"], HOME=HOME, ETUDE_HOME=HOME + "/home", LANG="C.UTF-8", TERM="xterm-256color")
CONTROL = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[ -/]*[0-~])")


class Terminal:
    """A program on a terminal of 120×40, and what it has written."""

    def __init__(self, argv, environment):
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execve(argv[0], argv, environment)
        self.output = b""

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        self.output += os.read(self.fd, 1 << 16)
        return True

    def wait_for(self, text, begun=None):
        """Seconds from `begun`, by default the start, until the text is on the screen."""
        while text not in CONTROL.sub(b"", self.output):
            if not self.read(20):
                raise SystemExit(f"{text} never came; the last of it was {self.output[-300:]}")
        return time.perf_counter() - (begun or self.begun)

    def settle(self):
        while self.read(0.2):
            pass

    def echo(self, letter):
        """Seconds until the terminal gets anything after a key."""
        self.settle()
        begun = time.perf_counter()
        os.write(self.fd, letter)
        self.read(5)
        return time.perf_counter() - begun

    def cpu(self):
        return time.clock_gettime(~self.pid << 3 | 2)

    def memory(self):
        with open(f"/proc/{self.pid}/smaps_rollup") as facts:
            return int(next(line for line in facts if line.startswith("Rss:")).split()[1]) / 1024

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def started(argv, text, environment=ENVIRONMENT):
    terminal = Terminal(argv, environment)
    seconds = terminal.wait_for(text)
    terminal.end()
    return seconds


def command(argv, environment=ENVIRONMENT):
    """Wall and CPU seconds of a command."""
    begun = time.perf_counter()
    child = subprocess.Popen(argv, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{argv} ended with {child.returncode}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime


def report(what, etude, floor=None):
    ours = statistics.median(etude) * 1000
    line = f"{what:44}{ours:9.2f} ms"
    if floor:
        least = statistics.median(floor) * 1000
        line += f"{least:11.2f} ms{ours / least:8.1f}"
    print(line, flush=True)


def alternate(ours, floor):
    """Both in turn, so that what else the machine does meets both."""
    pairs = [(ours(), floor()) for _ in range(TIMES + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def headless(port):
    with_server = ENVIRONMENT | {"OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1", "OPENAI_API_KEY": "none"}
    version = alternate(lambda: command([ETUDE, "--version"])[0], lambda: command(["curl", "--version"])[0])
    report("--version (curl --version)", *version)
    for count in (5, 20_000):
        asked = json.dumps({"model": f"chunks-{count}", "stream": True, "messages": [{"role": "user", "content": "hi"}]})
        ours, floor = alternate(
            lambda: command([ETUDE, "run", HOME + "/ask.prompt", "--model", f"chunks-{count}", "-m", "hi"], with_server),
            lambda: command(["curl", "-sN", f"http://127.0.0.1:{port}/v1/chat/completions", "-d", asked]))
        report(f"run, {count} chunks (curl -sN)", [wall for wall, _ in ours], [wall for wall, _ in floor])
        report("    its CPU", [cpu for _, cpu in ours], [cpu for _, cpu in floor])
    return with_server


def playground(with_server):
    report("start to first frame (C on ncurses)", *alternate(
        lambda: started([ETUDE], b"simulator"), lambda: started([FLOOR], b"ready")))
    ours, floor = Terminal([ETUDE], ENVIRONMENT), Terminal([FLOOR], ENVIRONMENT)
    ours.wait_for(b"simulator"), floor.wait_for(b"ready")
    ours.settle()
    print(f"memory, idle{ours.memory():41.1f} MB{floor.memory():11.1f} MB")
    letters = [b"abcdefghijklmnopqrstuvwxyz"[i:i + 1] for i in range(26)]
    report("key to echo", [ours.echo(letter) for letter in letters], [floor.echo(letter) for letter in letters])
    ours.end(), floor.end()
    for kind, count in (("chunks", 2_000), ("chunks", 20_000), ("markdown", 20_000)):
        ends, cpu, sizes = [], [], []
        for _ in range(5):
            terminal = Terminal([ETUDE, "--model", f"{kind}-{count}"], with_server)
            terminal.wait_for(b"openai")
            terminal.settle()
            os.write(terminal.fd, b"hi")
            terminal.settle()
            before, size, begun = terminal.cpu(), len(terminal.output), time.perf_counter()
            os.write(terminal.fd, b"\x1b[15~")
            ends.append(terminal.wait_for(b"THEEND", begun))
            sizes.append(len(terminal.output) - size)
            terminal.settle()
            cpu.append(terminal.cpu() - before)
            terminal.end()
            shutil.rmtree(HOME + "/home")
        report(f"{count} chunks{' of Markdown' if kind == 'markdown' else ''}: end on the screen", ends)
        report("    its CPU", cpu)
        print(f"    bytes to the terminal{statistics.median(sizes):30.0f}")


def comparison(with_server, columns=6):
    """The CPU of columns that stream at once, beside that of as many single runs."""
    alone, together = [], []
    with open(HOME + "/columns.prompt", "w") as prompt:
        prompt.write("---\nmodel: chunks-2000\n---\n")
    for count in (1, columns) * TIMES:
        terminal = Terminal([ETUDE, HOME + "/columns.prompt"], with_server)
        terminal.wait_for(b"openai")
        terminal.settle()
        os.write(terminal.fd, b"hi")
        terminal.settle()
        if count > 1:
            os.write(terminal.fd, b"\x1b[18~")
            terminal.wait_for(b"not asked yet")
            os.write(terminal.fd, b"\t")
            for seed in range(1, count):
                os.write(terminal.fd, b"c")
                terminal.settle()
                os.write(terminal.fd, b"seed=%d\r" % seed)
                terminal.settle()
        before = terminal.cpu()
        os.write(terminal.fd, b"\x1b[15~")
        # Nothing is drawn any more for a while: all are over.
        terminal.wait_for(b"THEEND")
        while terminal.read(1):
            pass
        (alone if count == 1 else together).append(terminal.cpu() - before)
        terminal.end()
        shutil.rmtree(HOME + "/home")
    report(f"{columns} columns of 2000 chunks: CPU ({columns} single runs)", together, [cpu * columns for cpu in alone])


def png(number, side=600):
    """An image of its own for each number: noise, so that neither zlib nor a cache makes it small."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    noise = random.Random(number).randbytes(3 * side)
    rows = b"".join(b"\0" + noise[row % len(noise):] + noise[:row % len(noise)] for row in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def images(count=50):
    """A log with so many images: its first line, and the longest that a key waits while they are drawn."""
    asked = [ETUDE, "run", HOME + "/ask.prompt", "--provider", "simulator", "--model", "gpt-4.1-mini", "-m", "Which?"]
    for number in range(count):
        with open(f"{HOME}/{number}.png", "wb") as file:
            file.write(png(number))
        asked += ["--image", f"{HOME}/{number}.png"]
    command(asked)
    terminal = Terminal([ETUDE], ENVIRONMENT)
    terminal.wait_for(b"simulator")
    os.write(terminal.fd, b"\x1b[17~")
    terminal.wait_for("1 of 1".encode())
    terminal.settle()
    terminal.output = b""
    begun = time.perf_counter()
    os.write(terminal.fd, b"\r")
    opened = terminal.wait_for(b"Messages", begun)
    waits = []
    for _ in range(15):
        begun = time.perf_counter()
        os.write(terminal.fd, b"\x1b[6~")
        terminal.read(5)
        waits.append(time.perf_counter() - begun)
        while terminal.read(0.02):
            pass
    terminal.end()
    report(f"a log with {count} images: open", [opened])
    report("    a page on, the longest of 15", [max(waits)])
    report("    a page on, median", waits)


def instructions():
    """What does not depend on how busy the machine is."""
    if not shutil.which("valgrind"):
        return
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", ETUDE, "run", HOME + "/ask.prompt",
         "--provider", "simulator", "-m", "hi"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", result.stderr)
    if found:
        print(f"run on the simulator{int(found[1]) / 1e6:34.1f} million instructions")


def serve(pipe):
    pipe.send(server.start())
    time.sleep(3600)


if __name__ == "__main__":
    with open(HOME + "/ask.prompt", "w") as prompt:
        prompt.write("---\nmodel: chunks-5\n---\n")
    ours, theirs = multiprocessing.Pipe()
    # A process of its own, so that the server and the measuring do not wait for each other.
    process = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        print(f"{'medians of ' + str(TIMES):44}{'etude':>12}{'floor':>14}{'ratio':>8}")
        with_server = headless(ours.recv())
        playground(with_server)
        comparison(with_server)
        images()
        instructions()
    finally:
        process.terminate()
        shutil.rmtree(HOME, ignore_errors=True)
