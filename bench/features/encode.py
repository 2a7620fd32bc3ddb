"""scikit-learn's side of bench/features/encode.ts: reads float64 columns from argv[1], prints its figures as JSON."""

import json
import resource
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


def least(act):
    wall = cpu = float("inf")
    for _ in range(repeats):
        start, used = time.perf_counter(), time.process_time()
        act()
        cpu = min(cpu, time.process_time() - used)
        wall = min(wall, time.perf_counter() - start)
    return {"wall": wall * 1000, "cpu": cpu * 1000}


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 2**20


before = resident()
transformer.fit_transform(table)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10 - before
columns = transformer.transform(table[:1]).shape[1]
fit, encode = least(lambda: transformer.fit_transform(table)), least(lambda: transformer.transform(table))
name = f"scikit-learn {sklearn.__version__}"
print(json.dumps({"name": name, "fit": fit, "encode": encode, "memory": memory, "columns": columns}))
