"""The peer of sparse.ts: folder, rows, categories, tolerance -> one JSON object."""

import json
import pathlib
import sys
import time

import numpy
import scipy.sparse
import sklearn
from sklearn.linear_model import LogisticRegression

folder, rows, categories, tolerance = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
codes = numpy.fromfile(folder / "codes", numpy.int32).reshape(-1, rows)
columns = len(codes)
indices = numpy.ascontiguousarray((codes + categories * numpy.arange(columns, dtype=numpy.int32)[:, None]).T).ravel()
starts = numpy.arange(rows + 1, dtype=numpy.int32) * columns
x = scipy.sparse.csr_matrix((numpy.ones(len(indices)), indices, starts), shape=(rows, columns * categories))
y = numpy.fromfile(folder / "y")
start = time.process_time()
model = LogisticRegression(C=1.0, tol=tolerance, max_iter=1000).fit(x, y)
print(
    json.dumps(
        {
            "name": f"scikit-learn {sklearn.__version__}",
            "seconds": time.process_time() - start,
            "iterations": int(model.n_iter_[0]),
            "intercept": float(model.intercept_[0]),
            "weights": model.coef_[0].tolist(),
        }
    )
)
