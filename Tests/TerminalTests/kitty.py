"""A terminal that speaks kitty's graphics protocol, for one program: runs it, answers its questions, decodes what it writes.

usage: kitty.py COLUMNS ROWS KEYS PROGRAM [ARGUMENT ...]

Reads the protocol's description only, knows nothing of the program. Prints one JSON object: the images that were sent
(size in pixels and cells, SHA-256 of their pixels), the cells that show them, what was deleted, what came that a terminal
would not understand, and how the program ended.
"""

import base64
import hashlib
import json
import re
import sys

from terminal import SEQUENCE, Terminal

columns, rows, keys, *program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], *sys.argv[4:]
PLACEHOLDER = "\U0010EEEE"
MARKS = "\u0305\u030D\u030E\u0310\u0312\u033D\u033E\u033F\u0346\u034A\u034B\u034C\u0350\u0351\u0352\u0357\u035B"
MARKS += "".join(map(chr, [*range(0x363, 0x370), *range(0x483, 0x488), *range(0x592, 0x596)]))

images, shown, deleted, strange = {}, {}, [], []
unfinished = None
text, colour, answered = "", None, False


def image(command):
    """One command of the protocol: keys, and base64 behind the semicolon."""
    global unfinished, answered
    head, _, payload = command.partition(";")
    values = dict(pair.split("=", 1) for pair in head.split(",") if pair)
    if values.get("a") == "q":
        terminal.write("\x1bP>|kitty(0.35.2)\x1b\\")
        terminal.write(f"\x1b_Gi={values['i']};OK\x1b\\")
        answered = True
    elif values.get("a") == "d":
        deleted.append(int(values["i"]))
        unfinished = None
    else:
        if unfinished is None:
            assert values["a"] == "T" and values["U"] == "1" and values["f"] == "32", values
            unfinished = (values, [])
        assert len(payload) <= 4096, len(payload)
        assert values.get("q") == "2", values
        unfinished[1].append(payload)
        if values.get("m") != "1":
            first, parts = unfinished
            pixels = base64.b64decode("".join(parts), validate=True)
            assert len(pixels) == int(first["s"]) * int(first["v"]) * 4, (len(pixels), first)
            images[int(first["i"])] = {
                "width": int(first["s"]), "height": int(first["v"]), "columns": int(first["c"]),
                "rows": int(first["r"]), "sha256": hashlib.sha256(pixels).hexdigest(),
                "colours": len({pixels[at:at + 3] for at in range(0, len(pixels), 4)})}
            unfinished = None


def letters(run):
    """Text between sequences: placeholders are counted by their colour, which is the image's number."""
    for index, character in enumerate(run):
        if character == PLACEHOLDER:
            marks = run[index + 1:index + 3]
            if len(marks) < 2 or marks[0] not in MARKS:
                strange.append("placeholder without marks")
            elif colour is None:
                strange.append("placeholder without a number")
            else:
                shown.setdefault(colour, set()).add((MARKS.index(marks[0]), marks[1]))


def feed(more):
    global text, colour
    text += more
    at = 0
    while at < len(text):
        escape = text.find("\x1b", at)
        if escape < 0:
            # Marks may follow in the next piece.
            end = len(text) if not text.endswith((PLACEHOLDER, *MARKS)) else at
            letters(text[at:end])
            at = end
            break
        letters(text[at:escape])
        found = SEQUENCE.match(text, escape)
        if not found:
            at = escape
            if len(text) - escape > 20000:
                strange.append(repr(text[escape:escape + 40]))
                at = escape + 1
            break
        if found["apc"] is not None:
            if found["apc"].startswith("G"):
                image(found["apc"][1:])
            else:
                strange.append(repr(found[0]))
        elif found["final"] == "m":
            codes = [int(code or 0) for code in re.split("[;:]", found["csi"])]
            if codes[:2] == [38, 5]:
                colour = codes[2]
            elif 0 in codes or 39 in codes or any(30 <= code <= 37 for code in codes):
                colour = codes[codes.index(38) + 2] if 38 in codes else None
            elif 38 in codes:
                colour = codes[codes.index(38) + 2]
        elif found["final"] == "c" and found["csi"] == "":
            terminal.write("\x1b[?62;c")
        at = found.end()
    text = text[at:]


terminal = Terminal(columns, rows, program, feed)
terminal.serve(20, lambda: any(len(cells) >= images[id]["rows"] * images[id]["columns"]
                               for id, cells in shown.items() if id in images))
before = {id: len(cells) for id, cells in shown.items()}
for key in keys.split(" "):
    # `images=2` waits until so many have been sent: they are drawn by another program first.
    if key.startswith("images="):
        count = int(key.removeprefix("images="))
        terminal.serve(20, lambda: len(images) >= count)
    else:
        for _ in terminal.type(key):
            pass
status = terminal.wait()
print(json.dumps({
    "answered": answered, "images": {str(id): facts for id, facts in images.items()}, "shown": before,
    "deleted": deleted, "strange": sorted(set(strange))[:10], "left": text, "status": status}))
