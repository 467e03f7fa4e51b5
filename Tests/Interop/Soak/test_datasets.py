"""Rows of strangers: a hundred megabytes and a million columns are read, and what is wrong in the last line is named."""

import pytest

# In MB: the rows are there once as bytes and once as values.
LIMIT = 800


def long_file(path):
    row = "Question %d about the tide in Brest and the light of the harbour at night," + "x" * 900 + "\n"
    with open(path, "w") as file:
        file.write("q,text\n")
        number = 0
        while file.tell() < 100 << 20:
            file.write(row % number)
            number += 1
        file.write("ragged,1,2,3\n")
    return number + 2


def wide_file(path):
    with open(path, "w") as file:
        file.write(",".join(f"c{index}" for index in range(1_000_000)) + "\n")
        file.write(",".join("1" for _ in range(1_000_000)) + "\n1,2\n")
    return 3


@pytest.mark.parametrize("make", [long_file, wide_file])
def test_the_last_line_of_a_huge_file_is_named(etude, make):
    line = make(etude.home / "rows.csv")
    etude.write("ask.prompt", "---\nmodel: m\n---\n<user>\n{{q}}\n</user>\n")
    finished = etude.run_measured("eval", "--prompt", "ask.prompt", "--data", "rows.csv")
    assert finished.status == 2
    assert finished.errors.startswith(f"etude: rows.csv:{line}: ")
    assert finished.peak < LIMIT
