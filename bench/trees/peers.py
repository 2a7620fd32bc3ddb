"""Fit LightGBM and scikit-learn on the rows that run.ts wrote, and time them.

    python peers.py FOLDER COLS LEAVES ROUNDS FITS THREADS CATEGORIES

Prints one JSON object: by peer the seconds of the fastest of several fits (binning included) and the least CPU seconds,
the log loss and the AUC on the test rows, the median microseconds of scoring one row through Python, and the rows
scored in a second of one thread. Threads: OMP_NUM_THREADS.
"""

import json
import resource
import sys
import time
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
from threadpoolctl import threadpool_limits

# As in run.ts.
L2, MIN_HESSIAN = 5, 1

folder = Path(sys.argv[1])
cols, leaves, rounds, fits, threads = map(int, sys.argv[2:7])
categories = [int(c) for c in sys.argv[7].split(",")] if len(sys.argv) > 7 and sys.argv[7] else []


def read(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    path = folder / f"{name}-x.f64"
    rows = path.stat().st_size // 8 // cols
    # Column after column, so that the table stands in memory once.
    x = np.empty((rows, cols))
    for c in range(cols):
        x[:, c] = np.fromfile(path, count=rows, offset=8 * rows * c)
    weights = folder / f"{name}-w.f64"
    return (
        x,
        np.fromfile(folder / f"{name}-y.f64"),
        np.fromfile(weights) if weights.exists() else None,
    )


x, y, w = read("train")
test_x, test_y, _ = read("test")


def light(layout: str) -> lightgbm.LGBMClassifier:
    return lightgbm.LGBMClassifier(
        n_estimators=rounds,
        num_leaves=leaves,
        reg_lambda=L2,
        min_child_weight=MIN_HESSIAN,
        n_jobs=threads,
        verbose=-1,
        **{f"force_{layout}_wise": True},
    )


named = {"categorical_feature": categories} if categories else {}
peers = {
    "LightGBM by rows": (light("row"), named),
    "LightGBM by columns": (light("col"), named),
    "scikit-learn": (
        HistGradientBoostingClassifier(
            max_iter=rounds,
            max_leaf_nodes=leaves,
            l2_regularization=L2,
            early_stopping=False,
            categorical_features=categories or None,
        ),
        {},
    ),
}
out = {}
for name, (model, more) in peers.items():
    seconds, cpu = [], []
    for _ in range(fits):
        start, start_cpu = time.perf_counter(), time.process_time()
        model.fit(x, y, sample_weight=w, **more)
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - start_cpu)
    # The most so far: of this peer, and of those before it.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    single = []
    for i in range(200):
        row = test_x[i : i + 1]
        start = time.perf_counter()
        model.predict_proba(row)
        single.append(1e6 * (time.perf_counter() - start))
    said = model.predict_proba(test_x)
    with threadpool_limits(1):
        start_cpu = time.process_time()
        if isinstance(model, lightgbm.LGBMClassifier):
            model.predict_proba(test_x, num_threads=1)
        else:
            model.predict_proba(test_x)
        scoring = time.process_time() - start_cpu
    out[name] = {
        "fitSeconds": min(seconds),
        "fitCpuSeconds": min(cpu),
        "logLoss": log_loss(test_y, said),
        "auc": roc_auc_score(test_y, said[:, 1]) if said.shape[1] == 2 else None,
        "singleRowMicros": float(np.median(single)),
        "peakMegabytes": peak,
        "rowsPerSecond": len(test_y) / scoring,
    }
print(json.dumps(out))
