"""Folds as scikit-learn deals them, and quantiles of Student's t by SciPy: writes splitters.json beside this file.

Which rows are in which fold is a matter of chance; how many of each class or group are in a fold is not.
"""

import json
import pathlib

import numpy
import scipy
import sklearn
from scipy.stats import t
from sklearn.model_selection import GroupKFold, StratifiedKFold, TimeSeriesSplit

r = numpy.random.default_rng(3)

stratified = []
for rows, folds, shares in [(103, 5, [0.7, 0.2, 0.1]), (50, 3, [0.9, 0.1]), (64, 7, [0.5, 0.5])]:
    y = r.choice(len(shares), rows, p=shares)
    counts = [
        numpy.bincount(y[test], minlength=len(shares)).tolist()
        for _, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(y, y)
    ]
    stratified.append({"y": y.tolist(), "folds": folds, "classes": len(shares), "counts": counts})

group = []
for rows, folds, groups in [(200, 5, 12), (97, 4, 30)]:
    g = r.choice(groups, rows, p=numpy.arange(1, groups + 1) / numpy.arange(1, groups + 1).sum())
    sizes = [len(test) for _, test in GroupKFold(folds).split(g, groups=g)]
    group.append({"groups": g.tolist(), "folds": folds, "sizes": sorted(sizes)})

time = []
for rows, folds, gap in [(60, 5, 0), (60, 5, 3), (28, 3, 1)]:
    order = r.permutation(rows)
    rounds = [
        {"train": train.tolist(), "test": test.tolist()}
        for train, test in TimeSeriesSplit(folds, gap=gap).split(numpy.arange(rows))
    ]
    # Row i happens on day `day[i]`; rounds are in days.
    time.append({"day": order.tolist(), "folds": folds, "gap": gap, "rounds": rounds})

quantiles = [
    {"p": p, "freedom": f, "is": float(t.ppf(p, f))}
    for f in [1, 2, 3, 4, 5, 9, 24, 49, 99, 1000]
    for p in [0.6, 0.9, 0.975, 0.995, 0.05]
]

json.dump(
    {
        "made_with": {"scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
        "stratified": stratified,
        "group": group,
        "time": time,
        "quantiles": quantiles,
    },
    pathlib.Path(__file__).with_name("splitters.json").open("w"),
)
