"""A terminal on a slow line, for one program: runs it, sends bytes in pieces, shows the screen.

usage: slow_terminal.py STEPS PROGRAM [ARGUMENT ...]

STEPS is a JSON list. A text is awaited on the screen; {"send": [piece, ...], "pause": seconds} sends pieces with a pause
between each two; {"wait": seconds} does nothing; {"absent": text} asks that the screen does not show it. The screen is a grid
that knows the cursor, erasing and text, and shows what it does not know as text: it has no APC. Prints {"missing": ..., "screen":
...}: the first step that failed, or null.
"""

import json
import re
import sys
import time

from terminal import Terminal

steps, *program = json.loads(sys.argv[1]), *sys.argv[2:]
COLUMNS, ROWS = 80, 24
grid = [[" "] * COLUMNS for _ in range(ROWS)]
row = column = 0
saved = (0, 0)
text = ""
TOKEN = re.compile(
    r"\x1b\[(?P<csi>[0-9;:?>=]*)(?P<final>[@-~])|\x1bP[^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[()][A-Z0-9]|\x1b(?P<save>[78])|\x1b[=>MDEHc\\]|\x1b_|(?P<control>[\x00-\x1f])|(?P<text>[^\x1b\x00-\x1f]+)")


def put(run):
    global row, column
    for character in run:
        if column >= COLUMNS:
            row, column = min(row + 1, ROWS - 1), 0
        grid[row][column] = character
        column += 1


def control(parameters, final):
    global row, column
    numbers = [int(part) if part.isdigit() else 0 for part in parameters.split(";")] + [0]
    first = max(1, numbers[0])
    if parameters.startswith(("?", ">", "=")):
        return
    if final == "H":
        row, column = min(first, ROWS) - 1, min(max(1, numbers[1]), COLUMNS) - 1
    elif final in "Gd":
        row, column = (row, first - 1) if final == "G" else (first - 1, column)
    elif final in "ABCD":
        row += {"A": -first, "B": first}.get(final, 0)
        column += {"D": -first, "C": first}.get(final, 0)
        row, column = max(0, min(row, ROWS - 1)), max(0, min(column, COLUMNS - 1))
    elif final == "J":
        lines = range(ROWS) if numbers[0] == 2 else range(row + 1, ROWS)
        for line in lines:
            grid[line] = [" "] * COLUMNS
        if numbers[0] == 0:
            grid[row][column:] = [" "] * (COLUMNS - column)
    elif final == "K":
        span = {0: (column, COLUMNS), 1: (0, column + 1), 2: (0, COLUMNS)}[numbers[0]]
        grid[row][span[0]:span[1]] = [" "] * (span[1] - span[0])
    elif final == "X":
        grid[row][column:column + first] = [" "] * min(first, COLUMNS - column)
    elif final == "b":
        put(grid[row][column - 1] * first)


def feed(more):
    global text, row, column, saved
    text += more
    at = 0
    while found := TOKEN.match(text, at):
        at = found.end()
        if found["final"]:
            control(found["csi"], found["final"])
        elif found["save"] == "7":
            saved = (row, column)
        elif found["save"] == "8":
            row, column = saved
        elif found["control"]:
            column = {"\r": 0, "\b": max(0, column - 1), "\t": min(COLUMNS - 1, column // 8 * 8 + 8)}.get(found[0], column)
            row = min(ROWS - 1, row + 1) if found[0] == "\n" else row
        elif found["text"]:
            put(found["text"])
    text = text[at:]


def screen():
    return "\n".join("".join(line).rstrip() for line in grid)


terminal = Terminal(COLUMNS, ROWS, program, feed)
missing = None
for step in steps:
    if isinstance(step, str):
        terminal.serve(20, lambda: step in screen())
        failed = step not in screen()
    elif "absent" in step:
        failed = step["absent"] in screen()
    else:
        failed = False
        for index, piece in enumerate(step.get("send", [])):
            if index:
                terminal.serve(step["pause"])
            terminal.write(piece)
        terminal.serve(step.get("wait", 0))
    if failed:
        missing = step
        break
print(json.dumps({"missing": missing, "screen": screen()}))
