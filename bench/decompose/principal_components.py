"""The peer of principal-components.ts: folder, columns, components -> one JSON object of CPU seconds and variances."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.decomposition import PCA

x = numpy.ascontiguousarray(numpy.fromfile(pathlib.Path(sys.argv[1]) / "x.f64").reshape(int(sys.argv[2]), -1).T)
fits, along = [], []
for _ in range(3):
    start = time.process_time()
    model = PCA(int(sys.argv[3])).fit(x)
    fitted = time.process_time()
    model.transform(x)
    fits.append(fitted - start)
    along.append(time.process_time() - fitted)
print(
    json.dumps(
        {
            "name": f"scikit-learn {sklearn.__version__}",
            "fit": min(fits),
            "project": min(along),
            "variances": model.explained_variance_.tolist(),
        }
    )
)
