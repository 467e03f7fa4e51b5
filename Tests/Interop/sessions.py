"""Sessions of the playground in a terminal of their own, ended by signals. Everything random comes from a seed."""

import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import sqlite3
import struct
import termios
import time

from conftest import ETUDE

ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
SIGNALS = [*ENDING, signal.SIGTSTP, signal.SIGPIPE, signal.SIGSEGV, signal.SIGKILL]
# What a terminal has on or off before a program changes it: alternate screen, mouse, paste marks, cursor.
MODES = {1049: False, 1000: False, 1002: False, 1003: False, 1006: False, 2004: False, 25: True}
KEYS = ["\t", "\r", "\x1b", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1bOP", "\x1b[17~", "\x1b[19~",
        "\x10", "\x14", "\x18", "\x0f", "\x13", "\x1f", "\x1bs", "\x1bi", "a", "j", "k", "d", "G", "?", "/", "é", "漢",
        "\x1b[200~two\nlines\x1b[201~", "\x1b[<64;20;8M", "\x1b[<0;5;5M\x1b[<0;5;5m"]


class Terminal:
    """A terminal with `etude` as a job of a parent that watches it, as a shell would."""

    def __init__(self, home, *arguments):
        self.output = bytearray()
        report, self.report_end = os.pipe()
        leader, self.master = pty.fork()
        if leader == 0:
            self._lead(home, arguments)
        os.close(self.report_end)
        self.report = os.fdopen(report)
        self.leader = leader
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.pid = int(self.report.readline())

    def _lead(self, home, arguments):
        """The session's leader: starts the job, and tells what becomes of it."""
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        before = termios.tcgetattr(0)
        job = os.fork()
        if job == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            os.chdir(home)
            environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
            environment |= {"HOME": str(home), "ETUDE_HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
            os.execve(ETUDE, [ETUDE, *arguments], environment)
        os.write(self.report_end, f"{job}\n".encode())
        while True:
            _, status = os.waitpid(job, os.WUNTRACED)
            is_same = termios.tcgetattr(0)[:4] == before[:4]
            word = "stopped" if os.WIFSTOPPED(status) else "ended"
            code = 0 if word == "stopped" else os.waitstatus_to_exitcode(status)
            os.write(self.report_end, f"{word} {code} {is_same}\n".encode())
            if word == "ended":
                # What was written has to be read before the terminal goes.
                time.sleep(30)
                os._exit(0)

    def read(self, seconds=0.0):
        """Reads what has been written, for at least so long."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                return
            try:
                self.output += os.read(self.master, 1 << 16)
            except OSError:
                return

    def await_(self, condition, what):
        end = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < end, f"awaited {what}, after {bytes(self.output[-300:])!r}"
            self.read(0.01)

    def await_report(self):
        """What became of the job: a word, its exit status or negative signal, and whether the line settings are as before."""
        self.await_(lambda: select.select([self.report], [], [], 0)[0], "the end of the program")
        word, code, is_same = self.report.readline().split()
        self.read(0.05)
        return word, int(code), is_same == "True"

    def type(self, text):
        os.write(self.master, text.encode())
        self.read()

    def send(self, number):
        os.kill(self.pid, number)

    @property
    def modes(self):
        modes = dict(MODES)
        for match in re.finditer(rb"\x1b\[\?([\d;]+)([hl])", self.output):
            for mode in match[1].split(b";"):
                if int(mode) in modes:
                    modes[int(mode)] = match[2] == b"h"
        return modes

    def close(self):
        for pid in (self.pid, self.leader):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        os.waitpid(self.leader, 0)
        os.close(self.master)
        self.report.close()


def written_text(home):
    """The unsent texts of the store."""
    with sqlite3.connect(home / "etude.db") as store:
        assert store.execute("PRAGMA quick_check").fetchone() == ("ok",)
        rows = store.execute("SELECT writing FROM conversation").fetchall()
    return " ".join(str(json.loads(row[0])["composer"].get("content")) for row in rows)


def run_session(home, seed):
    """One session: keys, a signal, and what has to hold after it."""
    chance = random.Random(seed)
    number = chance.choice(SIGNALS)
    is_wild = chance.random() < 0.5
    terminal = Terminal(home)
    try:
        terminal.await_(lambda: b"v1" in terminal.output, "the first screen")
        # Typed into the message that is being written, before anything else can have the keys.
        words = f"kept{seed}"
        terminal.type(words)
        if chance.random() < 0.3:
            terminal.type(" simulate: slow\x12")
            words = ""
        if is_wild:
            for _ in range(chance.randrange(30)):
                terminal.type(chance.choice(KEYS))
            words = ""
        check(terminal, number, words, home, chance)
    finally:
        terminal.close()


def check(terminal, number, words, home, chance):
    if number == signal.SIGKILL:
        # At most a second of typing is lost; the store may need a moment on a busy machine.
        terminal.read(1.0 + 0.5)
        terminal.type(" lost")
        terminal.send(number)
        assert terminal.await_report()[:2] == ("ended", -number)
        assert words in written_text(home)
        return
    terminal.read(chance.random() * 0.2)
    terminal.send(number)
    if number == signal.SIGTSTP:
        assert terminal.await_report() == ("stopped", 0, True)
        terminal.await_(lambda: terminal.modes == MODES, "the terminal as it was")
        terminal.send(signal.SIGCONT)
        terminal.await_(lambda: terminal.modes[1049], "the screen to come back")
    if number in (signal.SIGTSTP, signal.SIGPIPE):
        terminal.read(0.1)
        terminal.send(signal.SIGTERM)
    word, code, is_same = terminal.await_report()
    if word == "stopped":
        # A random key chose "Suspend" in the palette; the signal that waits ends it once it goes on.
        assert is_same
        terminal.send(signal.SIGCONT)
        word, code, is_same = terminal.await_report()
    assert (word, code) == ("ended", -number if number == signal.SIGSEGV else 0)
    assert is_same
    # The program is gone, so what it has written may be on its way, and nothing follows.
    terminal.await_(lambda: terminal.modes == MODES, "the terminal as it was")
    if number != signal.SIGSEGV:
        assert words in written_text(home)
