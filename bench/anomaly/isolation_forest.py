"""The peer of isolation-forest.ts: folder, columns -> one JSON object of CPU seconds."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest

x = numpy.ascontiguousarray(numpy.fromfile(pathlib.Path(sys.argv[1]) / "x.f64").reshape(int(sys.argv[2]), -1).T)
start = time.process_time()
model = IsolationForest(n_estimators=100, max_samples=256, n_jobs=1, random_state=1).fit(x)
fitted = time.process_time()
model.score_samples(x)
print(
    json.dumps(
        {"name": f"scikit-learn {sklearn.__version__}", "fit": fitted - start, "score": time.process_time() - fitted}
    )
)
