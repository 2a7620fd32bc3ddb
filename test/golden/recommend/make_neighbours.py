"""Likeness of items and of users by `implicit` 0.7.3 and by numpy: writes neighbours.json beside this file.

Data: 60 users and 25 items in three groups of taste, drawn by numpy; counts from 1 up.
"""

import json
import pathlib

import numpy
import scipy.sparse
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

USERS, ITEMS = 60, 25
r = numpy.random.default_rng(7)
chance = numpy.where(numpy.arange(USERS)[:, None] % 3 == numpy.arange(ITEMS)[None, :] % 3, 0.5, 0.1)
counts = (r.random((USERS, ITEMS)) < chance) * (1 + r.poisson(0.7, (USERS, ITEMS)))
binary = (counts > 0).astype(float)


def by_implicit(model, matrix):
    """All neighbours of each item but itself, as implicit has them: [past item, scored item]."""
    model.fit(scipy.sparse.csr_matrix(matrix.astype(float)), show_progress=False)
    likeness = model.similarity.toarray()
    numpy.fill_diagonal(likeness, 0)
    return likeness


def by_numpy(matrix, alpha, shrink):
    """Asymmetric cosine: [past item, scored item]."""
    product = matrix.T @ matrix
    squared = numpy.diag(product)
    likeness = product / (squared[:, None] ** (1 - alpha) * squared[None, :] ** alpha + shrink)
    numpy.fill_diagonal(likeness, 0)
    return likeness


def nearest_users(history, k, shrink, rare):
    """Scores of items: what the k users of most like taste are for, each by his likeness."""
    telling = numpy.log(USERS / numpy.maximum(binary.sum(0), 1)) if rare else numpy.ones(ITEMS)
    them, own = binary * telling, history * telling
    lengths = numpy.sqrt((them**2).sum(1))
    likeness = them @ own / (lengths * numpy.sqrt(own @ own) + shrink)
    order = numpy.lexsort((numpy.arange(USERS), -numpy.float32(likeness)))[:k]
    return likeness[order] @ binary[order]


def listed(matrix):
    return numpy.round(matrix, 9).tolist()


histories = [[0, 3, 6], [1, 4], [2, 5, 8, 11, 1]]
vector = lambda items: numpy.bincount(items, minlength=ITEMS).astype(float)
golden = {
    "users": USERS,
    "items": ITEMS,
    "counts": counts.tolist(),
    "likeness": [
        {"params": {"similarity": "cosine", "shrink": 0}, "of": listed(by_implicit(CosineRecommender(ITEMS), binary))},
        {
            "params": {"similarity": "cosine", "shrink": 0, "strengths": True},
            "of": listed(by_implicit(CosineRecommender(ITEMS), counts)),
        },
        {
            "params": {"similarity": "tf-idf", "shrink": 0, "strengths": True},
            "of": listed(by_implicit(TFIDFRecommender(ITEMS), counts)),
        },
        {
            "params": {"similarity": "bm25", "strengths": True, "k1": 1.2, "b": 0.75},
            "of": listed(by_implicit(BM25Recommender(ITEMS, K1=1.2, B=0.75), counts)),
        },
        {"params": {"similarity": "cosine", "alpha": 0.2, "shrink": 5}, "of": listed(by_numpy(binary, 0.2, 5))},
    ],
    "histories": histories,
    "nearestUsers": [
        {
            "params": {"neighbours": 10, "shrink": 2, "power": 1, "similarity": "tf-idf" if rare else "cosine"},
            "scores": [listed(nearest_users(vector(h), 10, 2, rare)) for h in histories],
        }
        for rare in (False, True)
    ],
}
text = json.dumps(golden, separators=(",", ":"))
pathlib.Path(__file__).with_name("neighbours.json").write_text(text + "\n")
