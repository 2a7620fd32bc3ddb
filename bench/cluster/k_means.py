"""The peer of k-means.ts: folder, rows, clusters, fits, iterations -> one JSON object, the median of the fits."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.cluster import KMeans

folder = pathlib.Path(sys.argv[1])
rows, clusters, fits, iterations = map(int, sys.argv[2:])
x = numpy.ascontiguousarray(numpy.fromfile(folder / "x").reshape(-1, rows).T)
start = numpy.fromfile(folder / "start").reshape(clusters, -1)
done = []
for _ in range(fits):
    began, cpu = time.perf_counter(), time.process_time()
    model = KMeans(clusters, init=start, n_init=1, max_iter=iterations, tol=1e-4).fit(x)
    done.append(
        {
            "name": f"scikit-learn {sklearn.__version__}",
            "ms": (time.perf_counter() - began) * 1000,
            "cpu": (time.process_time() - cpu) * 1000,
            "inertia": float(model.inertia_),
            "iterations": int(model.n_iter_),
        }
    )
print(json.dumps(sorted(done, key=lambda fit: fit["ms"])[fits // 2]))
