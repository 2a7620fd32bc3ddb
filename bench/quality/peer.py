"""Write a data set, its folds and what scikit-learn's HistGradientBoosting scores on them into a folder.

    python peer.py SET FOLDER [--repeats 5] [--no-peer]

    FOLDER/meta.json   name, category, classes, rows, columns (with the cardinality of categories), metric, versions,
                       t: half-width of a 95 % interval in standard errors
    FOLDER/x.f64       column after column, NaN = missing, categories as codes
    FOLDER/y.f64       class index or value
    FOLDER/folds.u8    repeats x rows: fold 0..4
    FOLDER/peer.json   by repeat and fold: the metric, for a class also the log loss; seconds of fitting
"""

import argparse
import json
import platform
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.stats
import sklearn
from sets import load
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import KFold, StratifiedKFold

FOLDS = 5
METRICS = {"binary": "rocAuc", "multiclass": "logLoss", "regression": "rmse"}


def deal(category: str, y: np.ndarray, repeats: int) -> np.ndarray:
    folds = np.zeros((repeats, len(y)), dtype=np.uint8)
    splitter = KFold if category == "regression" else StratifiedKFold
    for repeat in range(repeats):
        parts = splitter(FOLDS, shuffle=True, random_state=repeat).split(y[:, None], y)
        for fold, (_, test) in enumerate(parts):
            folds[repeat, test] = fold
    return folds


def fit_and_score(category: str, x: pd.DataFrame, y: np.ndarray, test: np.ndarray, seed: int) -> dict:
    start = time.perf_counter()
    model = HistGradientBoostingRegressor if category == "regression" else HistGradientBoostingClassifier
    fitted = model(categorical_features="from_dtype", random_state=seed).fit(x[~test], y[~test])
    seconds = time.perf_counter() - start
    if category == "regression":
        return {"rmse": root_mean_squared_error(y[test], fitted.predict(x[test])), "seconds": seconds}
    p = fitted.predict_proba(x[test])
    out = {"logLoss": log_loss(y[test], p, labels=fitted.classes_), "seconds": seconds}
    if category == "binary":
        out["rocAuc"] = roc_auc_score(y[test], p[:, 1])
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("set")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")

    x, y, category, classes = load(args.set)
    folds = deal(category, y, args.repeats)
    codes = {c: x[c].cat.codes.where(x[c].notna()) if x[c].dtype == "category" else x[c] for c in x}
    args.folder.mkdir(parents=True, exist_ok=True)
    np.concatenate([v.to_numpy(dtype=np.float64) for v in codes.values()]).tofile(args.folder / "x.f64")
    y.tofile(args.folder / "y.f64")
    folds.tofile(args.folder / "folds.u8")
    described = [
        {"name": c, "source": c} | ({"cardinality": len(x[c].cat.categories)} if x[c].dtype == "category" else {})
        for c in x
    ]
    meta = {
        "name": args.set,
        "category": category,
        "classes": classes,
        "rows": len(y),
        "columns": described,
        "metric": METRICS[category],
        "repeats": args.repeats,
        "folds": FOLDS,
        "t": scipy.stats.t.ppf(0.975, args.repeats * FOLDS - 1),
        "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
    }
    (args.folder / "meta.json").write_text(json.dumps(meta))
    if args.no_peer:
        return
    scores = [
        [fit_and_score(category, x, y, folds[r] == f, r * FOLDS + f) for f in range(FOLDS)]
        for r in range(args.repeats)
    ]
    (args.folder / "peer.json").write_text(json.dumps(scores))


if __name__ == "__main__":
    main()
