"""Measures of trec_eval, by pytrec_eval-terrier 0.5.11: writes ranking.json beside this file.

Made runs with many equal scores, so that the order of ties (documents by name, descending) matters; some queries retrieve
fewer documents than the cut. Names are such that their order is not that of numbers.
"""

import json
import pathlib
import random

import pytrec_eval

MEASURES = {"P.5,10", "recall.5,10", "success.5,10", "map_cut.5,10", "ndcg_cut.5,10", "recip_rank"}


def queries(grades, count, draw):
    made = {}
    for q in range(count):
        names = [f"d{n}" for n in draw.sample(range(200), draw.choice([4, 8, 30, 45]))]
        scores = {name: draw.choice([0, 0.25, 0.5, 0.75, 1, 1.5]) for name in names}
        judged = names + [f"d{n}" for n in range(200, 200 + draw.randrange(4))]
        gains = {name: draw.choice(grades) for name in judged if draw.random() < 0.3}
        if not any(gains.values()):
            gains[names[0]] = 1
        made[f"q{q}"] = {"scores": scores, "gains": gains}
    return made


def case(name, grades, draw):
    made = queries(grades, 15, draw)
    evaluator = pytrec_eval.RelevanceEvaluator({q: v["gains"] for q, v in made.items()}, MEASURES)
    results = evaluator.evaluate({q: v["scores"] for q, v in made.items()})
    means = {
        m: pytrec_eval.compute_aggregated_measure(m, [r[m] for r in results.values()])
        for m in results["q0"]
    }
    return {
        "name": name,
        "queries": [{**made[q], "values": {m: round(v, 12) for m, v in results[q].items()}} for q in made],
        "means": {m: f"{v:.4f}" for m, v in means.items()},
    }


draw = random.Random(4)
cases = [case("binary", [1], draw), case("graded", [0, 1, 2, 3, 4, 5], draw)]
out = {"pytrec_eval-terrier": "0.5.11", "cases": cases}
(pathlib.Path(__file__).parent / "ranking.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
