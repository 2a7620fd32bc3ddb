"""The peer of ease.ts: folder, items, regularisation -> one JSON object.

The closed form of Steck's paper in numpy, and the same by Cholesky's factor of scipy (potrf, potri), in float64 and in
float32; one thread.
"""

import json
import sys
import time

import numpy
import scipy.linalg

from held_out import ndcg, read

folder, items, regularisation = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
parts = read(folder, items)


def weights_of(inverse):
    weights = inverse / -numpy.diag(inverse)[None, :]
    numpy.fill_diagonal(weights, 0)
    return weights


def by_numpy(gram):
    return weights_of(numpy.linalg.inv(gram))


def by_cholesky(gram):
    potrf, potri = scipy.linalg.get_lapack_funcs(("potrf", "potri"), (gram,))
    factor, _ = potrf(gram, lower=1, overwrite_a=1)
    inverse, _ = potri(factor, lower=1, overwrite_c=1)
    lower = numpy.tril(inverse, -1)
    return weights_of(lower + lower.T + numpy.diag(numpy.diag(inverse)))


out = []
for name, invert, kind in (
    ("numpy.linalg.inv, float64", by_numpy, numpy.float64),
    ("scipy potri, float64", by_cholesky, numpy.float64),
    ("scipy potri, float32", by_cholesky, numpy.float32),
):
    seconds = []
    for _ in range(3):
        began = time.process_time()
        x = parts["train"].astype(kind)
        gram = (x.T @ x).toarray(order="F")
        gram[numpy.diag_indices(items)] += regularisation
        weights = invert(gram)
        seconds.append(time.process_time() - began)
        if seconds[0] > 20:
            break
    train = parts["train"]
    out.append(
        {
            "name": name,
            "seconds": sorted(seconds)[len(seconds) // 2],
            "ndcg": ndcg(lambda users: train[users] @ weights, train, parts["test"]),
        }
    )
print(json.dumps(out))
