"""AUC on the test rows of LightGBM and scikit-learn, by number of bins, on the rows that chance.ts wrote.

    python chance.py FOLDER COLS BINS ...
"""

import json
import sys
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

folder, cols = Path(sys.argv[1]), int(sys.argv[2])
ROUNDS, LEAVES, L2, MIN_HESSIAN = 100, 31, 5, 1


def read(name: str) -> tuple[np.ndarray, np.ndarray]:
    x = np.fromfile(folder / f"{name}-x.f64").reshape(cols, -1).T
    return x, np.fromfile(folder / f"{name}-y.f64")


x, y = read("train")
test_x, test_y = read("test")
out: dict[str, list[float]] = {"LightGBM": [], "scikit-learn": []}
for bins in map(int, sys.argv[3:]):
    models = {
        "LightGBM": lightgbm.LGBMClassifier(
            n_estimators=ROUNDS,
            num_leaves=LEAVES,
            reg_lambda=L2,
            min_child_weight=MIN_HESSIAN,
            max_bin=bins,
            n_jobs=1,
            verbose=-1,
        ),
        "scikit-learn": HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            max_leaf_nodes=LEAVES,
            l2_regularization=L2,
            max_bins=bins,
            early_stopping=False,
        ),
    }
    for name, model in models.items():
        said = model.fit(x, y).predict_proba(test_x)[:, 1]
        out[name].append(roc_auc_score(test_y, said))
print(json.dumps(out))
