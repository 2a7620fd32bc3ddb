"""What the peers in this folder read and how they are judged: the twin of factor-worlds.ts."""

import pathlib

import numpy
import scipy.sparse

ASKED = 10_000


def read(folder, items):
    """Matrices users x items of the three parts."""
    parts = {}
    for part in ("train", "validation", "test"):
        start = numpy.fromfile(pathlib.Path(folder) / f"{part}.start", numpy.int32)
        item = numpy.fromfile(pathlib.Path(folder) / f"{part}.item", numpy.int32)
        ones = numpy.ones(len(item), numpy.float32)
        parts[part] = scipy.sparse.csr_matrix((ones, item, start), (len(start) - 1, items))
    return parts


def ndcg(scores_of, train, held):
    """Mean NDCG@10; scores_of(users) gives a dense array of users x items."""
    known = numpy.diff(train.indptr) > 0
    users = numpy.flatnonzero((numpy.diff(held.indptr) > 0) & known)[:ASKED]
    worth = 1 / numpy.log2(numpy.arange(2, 12))
    values = []
    for from_ in range(0, len(users), 500):
        some = users[from_ : from_ + 500]
        scores = numpy.asarray(scores_of(some), numpy.float64)
        scores[train[some].nonzero()] = -numpy.inf
        top = numpy.argsort(-scores, axis=1, kind="stable")[:, :10]
        hits = numpy.take_along_axis(held[some].toarray(), top, 1) > 0
        ideal = numpy.cumsum(worth)[numpy.minimum(10, numpy.diff(held.indptr)[some]) - 1]
        values.append((hits * worth).sum(1) / ideal)
    return float(numpy.concatenate(values).mean())
