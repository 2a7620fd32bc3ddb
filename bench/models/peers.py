"""The peers of run.ts: folder, rows -> one JSON object."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

folder, rows = pathlib.Path(sys.argv[1]), int(sys.argv[2])


def read(name):
    x = numpy.ascontiguousarray(numpy.fromfile(folder / f"{name}.x").reshape(-1, rows).T)
    return x, numpy.fromfile(folder / f"{name}.y")


x, y = read("train")
held, truth = read("test")
MODELS = {
    "linear-svm": lambda: LinearSVC(C=1.0, tol=1e-5),
    "gaussian-naive-bayes": GaussianNB,
    "nearest-neighbours": lambda: KNeighborsClassifier(20, algorithm="brute"),
    "decision-tree": lambda: DecisionTreeClassifier(min_samples_leaf=20, random_state=1),
    "random-forest": lambda: RandomForestClassifier(100, n_jobs=1, random_state=1),
    "extra-trees": lambda: ExtraTreesClassifier(100, n_jobs=1, random_state=1),
}

timed = {}
for name, make in MODELS.items():
    fit = score = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        model = make().fit(x, y)
        fitted = time.perf_counter()
        p = model.decision_function(held) if name == "linear-svm" else model.predict_proba(held)[:, 1]
        fit = min(fit, fitted - start)
        score = min(score, time.perf_counter() - fitted)
    timed[name] = {"fitMs": fit * 1000, "scoreMs": score * 1000, "auc": roc_auc_score(truth, p)}
print(json.dumps({"name": f"scikit-learn {sklearn.__version__}", "timed": timed}))
