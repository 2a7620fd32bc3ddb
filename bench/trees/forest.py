"""Fit scikit-learn's random forest on the rows that forest.ts wrote, and time it.

    python forest.py FOLDER COLS TREES TRIED LEAST_ROWS THREADS

Prints one JSON object: seconds and CPU seconds of the fit, out-of-bag error included, that error and AUC, and the AUC
on the test rows.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder = Path(sys.argv[1])
cols, trees, tried, least_rows, threads = map(int, sys.argv[2:7])


def read(name: str) -> tuple[np.ndarray, np.ndarray]:
    x = np.fromfile(folder / f"{name}-x.f64").reshape(cols, -1).T
    return x, np.fromfile(folder / f"{name}-y.f64")


x, y = read("train")
test_x, test_y = read("test")
model = RandomForestClassifier(
    n_estimators=trees,
    max_features=tried,
    # Rows drawn: min_samples_leaf would count a row that was drawn twice once, which makes larger leaves.
    min_weight_fraction_leaf=least_rows / len(y),
    oob_score=True,
    n_jobs=threads,
    random_state=1,
)
start, began = time.process_time(), time.perf_counter()
model.fit(x, y)
seconds, wall = time.process_time() - start, time.perf_counter() - began
print(
    json.dumps(
        {
            "fitSeconds": wall,
            "fitCpuSeconds": seconds,
            "outOfBagError": 1 - model.oob_score_,
            "outOfBagAuc": roc_auc_score(y, model.oob_decision_function_[:, 1]),
            "auc": roc_auc_score(test_y, model.predict_proba(test_x)[:, 1]),
        }
    )
)
