"""The peer of elastic.ts: folder, rows, columns, loss, strength, mix -> one JSON object."""

import json
import pathlib
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.linear_model import ElasticNet, LogisticRegression

warnings.filterwarnings("ignore")
folder, rows, loss = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[4]
strength, mix = float(sys.argv[5]), float(sys.argv[6])
x = numpy.fromfile(folder / "x").reshape(-1, rows).T
y = numpy.fromfile(folder / "y")
if loss == "squared":
    model = ElasticNet(alpha=strength / rows, l1_ratio=mix, tol=1e-6, max_iter=100000)
else:
    x = numpy.ascontiguousarray(x)
    model = LogisticRegression(C=1 / strength, l1_ratio=mix, solver="saga", tol=1e-4, max_iter=1000)
start = time.process_time()
model.fit(x, y)
seconds = time.process_time() - start
intercept = numpy.atleast_1d(model.intercept_)[0]
print(
    json.dumps(
        {
            "name": f"scikit-learn {sklearn.__version__}",
            "seconds": seconds,
            "weights": numpy.ravel(model.coef_).tolist(),
            "intercept": float(intercept),
        }
    )
)
