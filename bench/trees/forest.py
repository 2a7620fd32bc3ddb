"""Fit scikit-learn's random forest on the rows that forest.ts wrote, and time it.

    python forest.py FOLDER COLS TREES TRIED LEAST_ROWS

Prints one JSON object: CPU seconds of the fit on one thread, out-of-bag error included, that error, and the AUC on
the test rows.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

folder = Path(sys.argv[1])
cols, trees, tried, least_rows = map(int, sys.argv[2:6])


def read(name: str) -> tuple[np.ndarray, np.ndarray]:
    x = np.fromfile(folder / f"{name}-x.f64").reshape(cols, -1).T
    return x, np.fromfile(folder / f"{name}-y.f64")


x, y = read("train")
test_x, test_y = read("test")
model = RandomForestClassifier(
    n_estimators=trees,
    max_features=tried,
    min_samples_leaf=least_rows,
    oob_score=True,
    n_jobs=1,
    random_state=1,
)
start = time.process_time()
model.fit(x, y)
seconds = time.process_time() - start
print(
    json.dumps(
        {
            "fitCpuSeconds": seconds,
            "outOfBagError": 1 - model.oob_score_,
            "auc": roc_auc_score(test_y, model.predict_proba(test_x)[:, 1]),
        }
    )
)
