"""A terminal that takes sixels, for one program: runs it, answers its questions, decodes what it writes.

usage: sixel.py COLUMNS ROWS SECONDS KEYS PROGRAM [ARGUMENT ...]

Waits so long for the first strip, then types the keys, between spaces. Reads the VT340's description only, knows nothing of the program. Prints one JSON object: the strips that were sent (where,
how large, how many colours), the rows of cells that they fill, what came that a terminal would not understand, and how the
program ended.
"""

import json
import re
import sys

from terminal import SEQUENCE, Terminal

columns, rows, patience, keys, *program = *map(int, sys.argv[1:4]), sys.argv[4], *sys.argv[5:]
CELL = (10, 20)

strips, strange = [], []
text, position, saved, answered = "", None, False, False


def decode(body):
    """The pixels of one sixel image: a dictionary from (x, y) to the colour, and its size as it says."""
    registers, pixels, at = {}, {}, 0
    x = y = 0
    number, size = None, None
    tokens = re.finditer(r'"(\d+);(\d+);(\d+);(\d+)|#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|(\$)|(-)', body)
    for token in tokens:
        if token.start() != at:
            raise ValueError(body[at:token.start()][:40])
        at = token.end()
        groups = token.groups()
        if groups[0]:
            size = (int(groups[2]), int(groups[3]))
        elif groups[4]:
            if any(int(part) > 100 for part in groups[5:8]):
                raise ValueError(token[0])
            registers[int(groups[4])] = tuple(int(part) for part in groups[5:8])
        elif groups[8]:
            number = int(groups[8])
            if number not in registers:
                raise ValueError(f"colour {number} is not defined")
        elif groups[9] or groups[11]:
            count, character = (int(groups[9]), groups[10]) if groups[9] else (1, groups[11])
            mask = ord(character) - 63
            for column in range(x, x + count):
                for bit in range(6):
                    if mask & 1 << bit:
                        if (column, y + bit) in pixels:
                            raise ValueError(f"({column}, {y + bit}) is painted twice")
                        pixels[(column, y + bit)] = registers[number]
            x += count
        elif groups[12]:
            x = 0
        else:
            x, y = 0, y + 6
    if at != len(body):
        raise ValueError(body[at:][:40])
    for column, line in pixels:
        if column >= size[0] or line >= size[1]:
            raise ValueError(f"({column}, {line}) is outside {size}")
    return pixels, size


def feed(more):
    global text, position, saved, answered
    text += more
    at = 0
    while at < len(text):
        escape = text.find("\x1b", at)
        if escape < 0:
            at = len(text)
            break
        found = SEQUENCE.match(text, escape)
        if not found:
            at = escape
            if len(text) - escape > 400000:
                strange.append(repr(text[escape:escape + 40]))
                at = escape + 1
            break
        if found["apc"] is not None:
            if not found["apc"].startswith("G") or "a=q" not in found["apc"]:
                strange.append(repr(found[0][:60]))
        elif found["dcs"] is not None:
            head, _, body = found["dcs"].partition("q")
            try:
                pixels, size = decode(body)
                if position is None or not saved:
                    raise ValueError("the cursor was not saved and placed")
                strips.append({
                    "x": position[1], "y": position[0], "width": size[0], "height": size[1], "painted": len(pixels),
                    "transparent": head.split(";")[1:2] == ["1"], "colours": len(set(pixels.values()))})
            except (ValueError, KeyError, TypeError) as problem:
                strange.append(str(problem))
        elif found["save"]:
            saved = found["save"] == "7"
            if not saved:
                position = None
        elif found["final"] == "H":
            parts = [int(part or 1) for part in (found["csi"] or "1;1").split(";")]
            position = (parts[0], parts[1] if len(parts) > 1 else 1)
        elif found["final"] == "t" and found["csi"] == "16":
            terminal.write(f"\x1b[6;{CELL[1]};{CELL[0]}t")
        elif found["final"] == "q" and found["csi"].startswith(">"):
            terminal.write("\x1bP>|foot(1.16.2)\x1b\\")
        elif found["final"] == "c" and found["csi"] == "":
            terminal.write("\x1b[?62;4;22c")
            answered = True
        at = found.end()
    text = text[at:]


terminal = Terminal(columns, rows, program, feed)
terminal.serve(patience, lambda: bool(strips))
terminal.serve_until_quiet()
first = list(strips)
steps, before = [], len(strips)
for key in terminal.type(keys):
    steps.append(strips[before:])
    before = len(strips)
status = terminal.wait()
print(json.dumps({
    "answered": answered, "first": first, "steps": steps, "strange": sorted(set(strange))[:10], "left": text,
    "status": status}))
