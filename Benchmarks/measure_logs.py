"""Measures questions to a store of many logs, beside sqlite3 asked the same in SQL without our indexes' help. Called by `run`.

    measure_logs.py LogSpeed COUNT TIMES
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
import zlib

SPEED, COUNT, TIMES = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
HOME = f".build/benchmarks/logs-{COUNT}"

# The same questions as plain SQL. What sqlite3 takes for them is the measure: a person could ask it so.
SQL = {
    "": "1",
    "prompt:tides": "prompt = 'tides'",
    "provider:local": "provider = 'local'",
    "model:o4-mini": "model = 'o4-mini'",
    "status:error": "state = 'failed'",
    "error:server": "error LIKE 'server%'",
    "cost:>0.0025": "cost > 0.0025",
    "tokens:>4k": "totalTokens > 4000",
    "total:>18s": "totalMS > 18000",
    "retries:>0": "retries > 0",
    "source:eval": "source = 'eval'",
    "feedback:good": "feedback = 1",
    "model:o4-mini status:error since:2026-08-01":
        "model = 'o4-mini' AND state = 'failed' AND createdAt >= 1785542400000",
    "t": "key IN (SELECT rowid FROM plain WHERE plain MATCH 't*')",
    "te": "key IN (SELECT rowid FROM plain WHERE plain MATCH 'te*')",
    "tee": "key IN (SELECT rowid FROM plain WHERE plain MATCH 'tee*')",
    "zzqx": "key IN (SELECT rowid FROM plain WHERE plain MATCH 'zzqx*')",
}


def plain_search(database):
    """A search as one would make it first: the default tokenizer, rows by the key of the log."""
    database.execute("ATTACH ? AS other", [HOME + "/plain.db"])
    if not database.execute("SELECT 1 FROM other.sqlite_schema WHERE name = 'plain'").fetchone():
        database.execute("CREATE VIRTUAL TABLE other.plain USING fts5(question, answer)")
        rows = database.execute("SELECT log, size, packed FROM logBody")
        database.executemany("INSERT INTO plain (rowid, question, answer) VALUES (?, ?, ?)", map(words, rows))
        database.commit()
        database.execute("INSERT INTO plain (plain) VALUES ('optimize')")
        database.commit()


def unpacked(size, packed):
    return packed if len(packed) == size else zlib.decompress(packed)


def words(row):
    key, size, packed = row
    body = json.loads(unpacked(size, packed))
    choices = body.get("response", {}).get("choices", [])
    return key, body["request"]["messages"][-1]["content"], "\n".join(c["message"]["content"] for c in choices)


def bytes_of_bodies(database):
    """The bytes of the requests and of the responses, a log, of every hundredth."""
    sizes = []
    for row in database.execute("SELECT size, packed FROM logBody WHERE log % 100 = 1"):
        lines = unpacked(*row).split(b"\n")
        sizes.append(sum(len(line) - line.index(b":") - 1 for line in lines[1:] if not line.startswith(b',"reply"')))
    return statistics.mean(sizes)


def own_time(database, condition):
    sql = f"""SELECT id, createdAt, prompt, model, message FROM log NOT INDEXED WHERE {condition}
              ORDER BY createdAt DESC LIMIT 50"""
    times = []
    for _ in range(max(1, TIMES // 5)):
        start = time.perf_counter()
        database.execute(sql).fetchall()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def export():
    """All logs as JSON lines, with the time of the first."""
    command = [os.path.join(os.path.dirname(SPEED), "etude"), "logs", "export"]
    start = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | {"ETUDE_HOME": HOME}, stdout=subprocess.PIPE)
    process.stdout.readline()
    first = time.perf_counter() - start
    while process.stdout.read(1 << 20):
        pass
    whole = time.perf_counter() - start
    print(f"{'export':10}{'its first line':46}{1:10}{first * 1e6:12,.0f}\n{'':10}{'all':46}{COUNT:10}{whole * 1e6:12,.0f}")


def reread(database):
    """Reads all logs anew for the search, killed three times in between."""
    start = time.perf_counter()
    process = subprocess.Popen([SPEED, "reread", HOME])
    for _ in range(3):
        try:
            process.wait(COUNT / 20_000)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process = subprocess.Popen([SPEED, "digest", HOME])
    assert process.wait() == 0
    took = time.perf_counter() - start
    (found,) = database.execute("SELECT COUNT(*) FROM log JOIN logTerms_docsize AS word ON word.id = IFNULL(place, key)").fetchone()
    assert found == COUNT, f"{found} logs are in the search"
    print(f"{'read anew':10}{'all, killed three times':46}{COUNT:10}{took * 1e6:12,.0f}")


if __name__ == "__main__":
    if not os.path.exists(HOME + "/etude.db"):
        os.makedirs(HOME, exist_ok=True)
        subprocess.run([SPEED, "make", HOME, str(COUNT)], check=True)
    database = sqlite3.connect(HOME + "/etude.db")
    bodies = bytes_of_bodies(database)
    size = os.path.getsize(HOME + "/etude.db") / COUNT
    print(f"\n{COUNT:,} logs, {size:,.0f} bytes each: {size / bodies:.2f} times their requests and answers of {bodies:,.0f}")
    print(f"medians in µs{'found':>53}{'Étude':>12}{'sqlite3':>12}")
    plain_search(database)
    lines = subprocess.run([SPEED, "measure", HOME, str(TIMES)], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in lines.splitlines():
        what, text, found, took = line.split("\t")
        own = f"{own_time(database, SQL[text]):,.0f}" if what == "page" and text in SQL else ""
        print(f"{what:10}{text:46}{found:>10}{int(took):12,}{own:>12}", flush=True)
    export()
    reread(database)
