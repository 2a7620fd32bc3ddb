"""
NDCG of scikit-learn, and average precision and reciprocal rank averaged over every order of rows with equal scores, of
small made lists: writes lists.json beside this file.
"""

import itertools
import json
import pathlib

import numpy
import sklearn
from sklearn.metrics import ndcg_score

HERE = pathlib.Path(__file__).parent
draw = numpy.random.default_rng(20261123)


def orders(score):
    """Every order that falls by score."""
    blocks = [[i for i in range(len(score)) if score[i] == s] for s in sorted(set(score), reverse=True)]
    for parts in itertools.product(*(itertools.permutations(block) for block in blocks)):
        yield [i for part in parts for i in part]


def average_precision(relevant):
    places = numpy.flatnonzero(relevant) + 1
    return float(numpy.mean([(k + 1) / place for k, place in enumerate(places)]))


def over_orders(truth, score, measure):
    relevant = numpy.array(truth) > 0
    return float(numpy.mean([measure(relevant[order]) for order in orders(score)]))


lists = []
for size, ties in [(2, 2), (5, 3), (6, 6), (7, 3), (7, 1), (12, 9)]:
    truth = draw.integers(0, 5, size).tolist() if size > 2 else [0, 1]
    truth[-1] = max(truth[-1], 1)
    score = draw.integers(0, ties, size).tolist() if ties < size else draw.permutation(size).tolist()
    gain = [[2.0**t - 1 for t in truth]]
    lists.append(
        {
            "truth": truth,
            "score": score,
            "ndcg": float(ndcg_score(gain, [score])),
            "ndcgAt5": float(ndcg_score(gain, [score], k=5)),
            "ndcgAt10": float(ndcg_score(gain, [score], k=10)),
            "map": over_orders(truth, score, average_precision),
            "mrr": over_orders(truth, score, lambda r: 1 / (int(numpy.argmax(r)) + 1)),
        }
    )
(HERE / "lists.json").write_text(json.dumps({"peer": f"scikit-learn {sklearn.__version__}", "lists": lists}) + "\n")
