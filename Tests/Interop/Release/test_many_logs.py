"""What needs an optimised program to be done in time: a hundred thousand logs of an earlier program."""

import random
import shutil
import sqlite3
import time

from conftest import PROJECT

LOGS = 100_000
VERSION = "ab" * 32


def log_id(number):
    return f"01OLD{number:021d}"


def fill(database):
    """Puts logs into a store of ten steps, in a quarter second of each other."""
    with sqlite3.connect(database) as store:
        for table in ("log", "logRequest", "logAnswer", "logAnswerRest", "logCall", "logSearch"):
            store.execute(f"DELETE FROM {table}")
        numbers = range(1, LOGS + 1)
        store.executemany(
            "INSERT INTO log (key, id, prompt, versionID, provider, model, createdAt, state, message, callCount, totalMS, retries)"
            f" VALUES (?, ?, 'harbours', '{VERSION}', 'simulator', 'gpt-4o', ?, 'finished', ?, 0, 12.5, 0)",
            ((n, log_id(n), 1_790_000_000_000 + 250 * n, f"question {n}") for n in numbers))
        store.executemany(
            "INSERT INTO logRequest VALUES (?, ?, '[]')",
            ((n, f'{{"model":"gpt-4o","messages":[{{"role":"user","content":"question {n}"}}]}}') for n in numbers))
        store.executemany(
            "INSERT INTO logAnswer VALUES (?, ?, NULL)",
            ((n, f'{{"choices":[{{"message":{{"role":"assistant","content":"the answer {n}"}},"finish_reason":"stop"}}],'
                 '"status":200,"ended":true}') for n in numbers))
        store.executemany(
            "INSERT INTO logSearch (rowid, messages, answer, model, error) VALUES (?, ?, ?, 'gpt-4o', '')",
            ((n, f"question {n}", f"the answer {n}") for n in numbers))


def packed(database):
    """How many logs were read anew; None while the store is being brought up to date."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=60) as store:
        try:
            return store.execute("SELECT COUNT(*) FROM logBody").fetchone()[0]
        except sqlite3.OperationalError:
            return None


def kill_when(process, holds):
    """Kills a process as soon as something holds, unless it ends before."""
    while process.poll() is None and not holds():
        time.sleep(0.002)
    process.kill()
    process.wait()


def test_a_hundred_thousand_logs_are_brought_up_to_date_through_any_kill(etude):
    database = etude.home / "etude.db"
    shutil.copy(PROJECT / "Tests/Fixtures/store-10/etude.db", database)
    fill(database)
    numbers = random.Random(7)
    unfinished = etude.home / "etude-schema-10.db.unfinished"

    def start():
        return etude.start("logs", "finish:stop", "--limit", "1")

    # While the store is copied, and while its shape changes.
    kill_when(start(), unfinished.exists)
    kill_when(start(), lambda: unfinished.exists() and unfinished.stat().st_size > numbers.randrange(1 << 24))
    assert packed(database) is None
    kill_when(start(), (etude.home / "etude-schema-10.db").exists)
    # While the logs are read anew.
    for part in range(1, 6):
        limit = part * LOGS // 6 + numbers.randrange(5_000)
        kill_when(start(), lambda: (packed(database) or 0) > limit)
        for words, first in [("question 99999", 99_999), ("answer 7", 79_999), ("the q", LOGS)]:
            assert etude.run("logs", words, "--limit", "1", "--json").line["id"] == log_id(first), words
        assert etude.run("logs", "stats", "--json").line["runs"] == LOGS
    whole = start()
    whole.communicate()
    assert whole.returncode == 0
    assert etude.run("logs", "--limit", "1").status == 0
    assert packed(database) == LOGS
    assert "check: the store and the search of its logs are whole" in etude.run("doctor", "--check").output
    with sqlite3.connect(database) as store:
        for table in ("logRequest", "logAnswer", "logSearch"):
            assert store.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,), table
        assert store.execute("SELECT SUM(runs) FROM logTally").fetchone() == (LOGS,)
    assert len(etude.run("logs", "export", "the answer").lines) == LOGS
