"""Measures questions to a store of many logs, beside sqlite3 asked the same in SQL without our indexes' help. Called by `run`.

    measure_logs.py LogSpeed COUNT TIMES
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import time

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
        database.execute(
            """INSERT INTO plain (rowid, question, answer) SELECT log.key, logText.asked, logText.answered FROM log
               JOIN logText ON logText.rowid = log.createdAt << 20 | (log.key & 1048575)"""
        )
        database.commit()


def own_time(database, condition):
    sql = f"""SELECT id, createdAt, prompt, model, message FROM log NOT INDEXED WHERE {condition}
              ORDER BY createdAt DESC LIMIT 50"""
    times = []
    for _ in range(max(1, TIMES // 5)):
        start = time.perf_counter()
        database.execute(sql).fetchall()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


if __name__ == "__main__":
    if not os.path.exists(HOME + "/etude.db"):
        os.makedirs(HOME, exist_ok=True)
        subprocess.run([SPEED, "make", HOME, str(COUNT)], check=True)
    size = os.path.getsize(HOME + "/etude.db") / COUNT
    print(f"\n{COUNT:,} logs, {size:,.0f} bytes each; medians in µs{'found':>28}{'Étude':>12}{'sqlite3':>12}")
    database = sqlite3.connect(HOME + "/etude.db")
    plain_search(database)
    lines = subprocess.run([SPEED, "measure", HOME, str(TIMES)], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in lines.splitlines():
        what, text, found, took = line.split("\t")
        own = f"{own_time(database, SQL[text]):,.0f}" if what == "page" and text in SQL else ""
        print(f"{what:10}{text:46}{found:>10}{int(took):12,}{own:>12}", flush=True)
