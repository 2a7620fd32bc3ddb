"""LightGBM with random search on one fold of a set that `peer.py` wrote: 50 trials.

    python tuned.py SET FOLDER FOLD [--trials 50]

Nested as ours is: a fifth of the training rows of each fold judges the trials and counts their rounds; the best is then
fitted on all training rows with a quarter more rounds, and scored on the fold, which nothing has seen. Trial 0 is
LightGBM's defaults. Prints the metric on the fold and the seconds of CPU time, as JSON.
"""

import argparse
import json
import time
import warnings
from pathlib import Path

import lightgbm as lgb
import numpy as np
from peer import METRICS
from sets import load
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

MOST_ROUNDS = 1000
PATIENCE = 20


def draw(rng: np.random.Generator) -> dict:
    log = lambda low, high: float(np.exp(rng.uniform(np.log(low), np.log(high))))
    return {
        "learning_rate": log(0.01, 0.2),
        "num_leaves": round(log(4, 255)),
        "min_child_samples": round(log(2, 200)),
        "reg_lambda": log(1e-3, 100),
        "subsample": rng.uniform(0.5, 1),
        "subsample_freq": 1,
        "colsample_bytree": rng.uniform(0.3, 1),
    }


def score(category: str, model: lgb.LGBMModel, x, y) -> float:
    if category == "regression":
        return root_mean_squared_error(y, model.predict(x))
    p = model.predict_proba(x)
    return roc_auc_score(y, p[:, 1]) if category == "binary" else log_loss(y, p, labels=model.classes_)


def tuned(category: str, x, y, test: np.ndarray, trials: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    kind = lgb.LGBMRegressor if category == "regression" else lgb.LGBMClassifier
    train_x, train_y = x[~test], y[~test]
    stratify = None if category == "regression" else train_y
    learn_x, held_x, learn_y, held_y = train_test_split(
        train_x, train_y, test_size=0.2, random_state=seed, stratify=stratify
    )
    better = max if category == "binary" else min
    tried = []
    for trial in range(trials):
        params = {} if trial == 0 else draw(rng)
        model = kind(**params, n_estimators=MOST_ROUNDS, n_jobs=1, random_state=seed, verbose=-1)
        model.fit(learn_x, learn_y, eval_set=[(held_x, held_y)],
                  callbacks=[lgb.early_stopping(PATIENCE, verbose=False)])
        tried.append((score(category, model, held_x, held_y), trial, params, model.best_iteration_))
    _, _, params, rounds = better(tried, key=lambda t: (t[0], -t[1] if category == "binary" else t[1]))
    model = kind(**params, n_estimators=round(1.25 * rounds), n_jobs=1, random_state=seed, verbose=-1)
    return score(category, model.fit(train_x, train_y), x[test], y[test])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("set")
    parser.add_argument("folder", type=Path)
    parser.add_argument("fold", type=int)
    parser.add_argument("--trials", type=int, default=50)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    x, y, category, _ = load(args.set)
    # LightGBM refuses some signs in names.
    x.columns = [f"c{i}" for i in range(x.shape[1])]
    folds = np.fromfile(args.folder / "folds.u8", dtype=np.uint8)[: len(y)]
    start = time.process_time()
    found = tuned(category, x, y, folds == args.fold, args.trials, args.fold)
    out = {METRICS[category]: found, "seconds": time.process_time() - start}
    print(json.dumps(out))


if __name__ == "__main__":
    main()
