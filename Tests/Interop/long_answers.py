"""Answers of many megabytes, and the memory that they may take."""

import json

# In MB, for an answer of 50 and its process: the text is there once, and once more for a moment when it grows.
LIMIT = 150
WORDS = "lorem ipsum dolor sit amet, "


def stream(total, size, field="content"):
    """An event stream of `total` bytes, in events of `size` bytes; its text too."""
    text = (WORDS * (size // len(WORDS) + 1))[:size]
    event = b"data: " + json.dumps({"choices": [{"index": 0, "delta": {field: text}}]}).encode() + b"\n\n"
    count = max(total // len(event), 1)
    end = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
    return event * count + end, text * count


ANSWERS = {"50 MB in events of 4 kB": (50 << 20, 4000), "a line of 20 MB": (20 << 20, 20 << 20),
           "50 MB in events of 100 B": (50 << 20, 40)}
