"""scikit-learn's side of bench/features/encode.ts: reads float64 columns from argv[1], prints seconds as JSON."""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

path, rows, numbers, repeats = sys.argv[1], *map(int, sys.argv[2:5])
table = np.fromfile(path).reshape(-1, rows).T
scale = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
# Categories come as whole numbers and leave as a dense matrix: the peer's fastest way.
one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
transformer = ColumnTransformer(
    [("numbers", scale, list(range(numbers))), ("categories", one_hot, list(range(numbers, table.shape[1])))]
)


def fastest(act):
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - start)
    return best * 1000


fit = fastest(lambda: transformer.fit_transform(table))
encode = fastest(lambda: transformer.transform(table))
columns = transformer.transform(table[:1]).shape[1]
print(json.dumps({"name": f"scikit-learn {sklearn.__version__}", "fit": fit, "encode": encode, "columns": columns}))
