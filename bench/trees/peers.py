"""Fit LightGBM and scikit-learn on the rows that run.ts wrote, and time them.

    python peers.py FOLDER COLS LEAVES ROUNDS

Prints one JSON object: by peer the seconds of the fastest of three fits (binning included), the AUC on the test rows,
and the median microseconds of scoring one row. Threads: OMP_NUM_THREADS.
"""

import json
import sys
import time
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

# As in run.ts.
L2, MIN_HESSIAN = 5, 1

folder, cols, leaves, rounds = Path(sys.argv[1]), *map(int, sys.argv[2:])


def read(name: str) -> tuple[np.ndarray, np.ndarray]:
    x = np.fromfile(folder / f"{name}-x.f64").reshape(cols, -1).T
    return np.ascontiguousarray(x), np.fromfile(folder / f"{name}-y.f64")


x, y = read("train")
test_x, test_y = read("test")
peers = {
    "LightGBM": lightgbm.LGBMClassifier(
        n_estimators=rounds, num_leaves=leaves, reg_lambda=L2, min_child_weight=MIN_HESSIAN, verbose=-1
    ),
    "scikit-learn": HistGradientBoostingClassifier(
        max_iter=rounds, max_leaf_nodes=leaves, l2_regularization=L2, early_stopping=False
    ),
}
out = {}
for name, model in peers.items():
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        model.fit(x, y)
        seconds.append(time.perf_counter() - start)
    single = []
    for i in range(200):
        row = test_x[i : i + 1]
        start = time.perf_counter()
        model.predict_proba(row)
        single.append(1e6 * (time.perf_counter() - start))
    auc = roc_auc_score(test_y, model.predict_proba(test_x)[:, 1])
    out[name] = {"fitSeconds": min(seconds), "auc": auc, "singleRowMicros": float(np.median(single))}
print(json.dumps(out))
