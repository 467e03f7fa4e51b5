"""What the stand-ins for terminals share: a program on a pseudo terminal, and what it writes as it comes."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

SEQUENCE = re.compile(
    r"\x1b_(?P<apc>[^\x1b]*)\x1b\\|\x1bP(?P<dcs>[^\x1b]*)\x1b\\|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\[(?P<csi>[0-9;:?>=]*)(?P<final>[@-~])|\x1b[()][A-Z0-9]|\x1b(?P<save>[78])|\x1b[=>MDEHc]")


class Terminal:
    """Runs a program; every piece of text that it writes goes to `feed`."""

    def __init__(self, columns, rows, program, feed):
        self.feed = feed
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.environ.pop("TMUX", None)
            os.execvp(program[0], program)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def write(self, text):
        os.write(self.descriptor, text.encode())

    def read(self, seconds):
        """Whether something came within so many seconds; None at the end."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:
            return None
        if data:
            self.feed(self.decoder.decode(data))
        return True if data else None

    def serve(self, seconds, until=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            if self.read(0.05) is None:
                return

    def serve_until_quiet(self):
        """Until a second has passed without a byte: images are drawn by another program first."""
        while self.read(1):
            pass

    def type(self, keys):
        """Types keys, as Python writes them, with spaces between; gives each when what followed is over."""
        for key in keys.encode().decode("unicode_escape").split(" "):
            self.write(key)
            self.serve_until_quiet()
            yield key

    def wait(self):
        """The program's exit status."""
        self.serve(20)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
