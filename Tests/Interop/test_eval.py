"""Evaluations beside what others wrote: text metrics, and what a server is sent when it cannot keep up."""

import json
import random
import threading

import autoevals
from nltk.translate.gleu_score import sentence_gleu
from rapidfuzz.distance import Levenshtein
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU

from server import Answer, completion, json_answer

PROMPT = "---\nname: echo\nmodel: peer\n---\n<user>\n{{answer}}\n</user>\n"


def echo(request):
    return json_answer(completion(request.json["messages"][-1]["content"]))


def rows(path, cases):
    path.write_text("".join(json.dumps({"vars": {"answer": answer}, "assert": checks}) + "\n" for answer, checks in cases))


def scores(etude, server, cases):
    """The checks of each case, in its order."""
    etude.write("echo.prompt", PROMPT)
    rows(etude.home / "rows.jsonl", cases)
    finished = etude.run("eval", "--prompt", "echo.prompt", "--data", "rows.jsonl", "--json", **server.environment)
    assert finished.status in (0, 4), finished.errors
    cells = sorted((line for line in finished.lines if "row" in line), key=lambda cell: cell["row"]["index"])
    assert len(cells) == len(cases)
    return [cell["checks"] for cell in cells]


def test_metrics_are_those_of_the_reference_implementations(etude, server):
    server.answer = echo
    numbers = random.Random(7)
    words = "the tide rises in Brest and falls at Dover before noon, 12 minutes later".split()
    pairs = [
        (" ".join(numbers.choices(words, k=numbers.randint(1, 12))), " ".join(numbers.choices(words, k=numbers.randint(1, 12))))
        for _ in range(60)]
    checks = [
        (answer, [{"type": "rouge-n", "value": reference}, {"type": "gleu", "value": reference},
                  {"type": "levenshtein", "value": reference, "threshold": Levenshtein.distance(answer, reference)},
                  {"type": "not-levenshtein", "value": reference,
                   "threshold": Levenshtein.distance(answer, reference) - 1}])
        for answer, reference in pairs]
    rouge = RougeScorer(["rouge1"], use_stemmer=False)
    for (answer, reference), found in zip(pairs, scores(etude, server, checks)):
        assert abs(found[0]["score"] - rouge.score(reference, answer)["rouge1"].fmeasure) < 1e-9, (answer, reference)
        expected = sentence_gleu([reference.lower().split()], answer.lower().split())
        assert abs(found[1]["score"] - expected) < 1e-9, (answer, reference)
        assert found[2]["outcome"] == "pass"
        assert found[3]["outcome"] == "pass"


def test_bleu_is_that_of_sacrebleu_where_every_order_has_a_match(etude, server):
    server.answer = echo
    numbers = random.Random(11)
    words = "the tide rises in Brest and falls at Dover before noon , 12 minutes later".split()
    bleu = BLEU(tokenize="none", lowercase=True, smooth_method="none", effective_order=False)
    cases = []
    for _ in range(40):
        reference = words[:numbers.randint(6, len(words))]
        answer = list(reference)
        for _ in range(numbers.randint(0, 2)):
            answer.insert(numbers.randint(0, len(answer)), numbers.choice(words))
        answer = answer[:numbers.randint(5, len(answer))]
        expected = bleu.sentence_score(" ".join(answer), [" ".join(reference)]).score / 100
        if expected > 0:
            cases.append((" ".join(answer), " ".join(reference), expected))
    assert len(cases) > 20
    found = scores(etude, server, [(answer, [{"type": "bleu", "value": reference}]) for answer, reference, _ in cases])
    for (answer, reference, expected), (check,) in zip(cases, found):
        assert abs(check["score"] - expected) < 1e-9, (answer, reference)


def test_verdicts_are_those_of_autoevals(etude, server):
    server.answer = echo
    numbers = random.Random(13)
    texts = ["Brest", "brest", "Brest ", "Brest, 04:12", "Dover", "東京", "a" * 40, "{\"a\": 1}"]
    pairs = [(numbers.choice(texts), numbers.choice(texts)) for _ in range(40)]
    cases = []
    for answer, expected in pairs:
        similarity = autoevals.Levenshtein()(answer, expected).score
        distance = round((1 - similarity) * max(len(answer), len(expected)))
        cases.append((answer, [{"type": "equals", "value": expected},
                               {"type": "levenshtein", "value": expected, "threshold": distance}]))
    for (answer, expected), (equals, near) in zip(pairs, scores(etude, server, cases)):
        exact = autoevals.ExactMatch()(answer, expected).score
        assert equals["outcome"] == ("pass" if exact == 1 else "fail"), (answer, expected)
        assert near["outcome"] == "pass", (answer, expected)


def test_a_server_that_cannot_keep_up_gets_every_row_in_the_end(etude, server):
    lock, under_way = threading.Lock(), [0, 0]

    def busy(request):
        with lock:
            under_way[0] += 1
            refuses = under_way[0] > 2 and under_way[1] < 12
            under_way[1] += refuses
        try:
            if refuses:
                answer = json_answer({"error": {"message": "slow down"}}, 429)
                answer.headers["Retry-After-Ms"] = "20"
                return answer
            return echo(request)
        finally:
            with lock:
                under_way[0] -= 1

    server.answer = busy
    cases = [(f"row {number}", [{"type": "equals", "value": "{{answer}}"}]) for number in range(40)]
    assert all(checks[0]["outcome"] == "pass" for checks in scores(etude, server, cases))


def test_a_killed_evaluation_goes_on_and_sends_only_what_has_no_answer(etude, server):
    gate = threading.Event()

    def slow(request):
        if "row 5" in request.json["messages"][-1]["content"]:
            gate.wait(20)
        return echo(request)

    server.answer = slow
    etude.write("echo.prompt", PROMPT)
    rows(etude.home / "rows.jsonl", [(f"row {number}", []) for number in range(12)])
    arguments = ["eval", "--prompt", "echo.prompt", "--data", "rows.jsonl", "--json", "--jobs", "1"]
    process = etude.start(*arguments, **server.environment)
    for _ in range(5):
        process.stdout.readline()
    process.kill()
    process.communicate()
    gate.set()
    server.answer = echo
    before = len(server.requests)
    finished = etude.run(*arguments, "--resume", **server.environment)
    assert finished.status == 0, finished.errors
    sent = [request.json["messages"][-1]["content"] for request in server.requests[before:]]
    assert sent == [f"row {number}" for number in range(5, 12)]
    assert finished.lines[-1]["summary"]["columns"][0]["answers"] == 12


def test_a_key_is_in_no_report(etude, server):
    server.answer = lambda request: Answer(401, {"Content-Type": "application/json"}, json.dumps(
        {"error": {"message": f"bad key {request.headers['authorization']}"}}).encode())
    etude.write("echo.prompt", PROMPT)
    rows(etude.home / "rows.jsonl", [("a", [])])
    finished = etude.run(
        "eval", "--prompt", "echo.prompt", "--data", "rows.jsonl", "--json", "--html", "g.html", "--junit", "j.xml",
        "--markdown", "t.md", **server.environment)
    assert finished.status == 1
    for text in [finished.output, finished.errors, *((etude.home / name).read_text() for name in ("g.html", "j.xml", "t.md"))]:
        assert "sk-peer" not in text
