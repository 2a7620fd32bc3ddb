"""Class weights and the neighbours of SMOTE-NC by NumPy and scikit-learn: writes imbalance.json beside this file.

There is no imbalanced-learn here, so the neighbours are computed from the paper (Chawla et al. 2002, section 6.1): Euclidean
distance over amounts, here in standard deviations of the class, with the median of these deviations, 1, for each nominal
column that differs.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.utils.class_weight import compute_class_weight

r = numpy.random.default_rng(11)

# Classes of 60, 25 and 9 rows.
y = numpy.repeat([0, 1, 2], [60, 25, 9])
r.shuffle(y)
counts = numpy.bincount(y)
effective = [
    {"beta": beta, "weights": ((1 - beta) / (1 - beta ** counts.astype(float))).tolist()}
    for beta in [0.0, 0.9, 0.99, 0.9999]
]

# One class: two amounts of unlike scale, a nominal column of three values one-hot encoded, another as codes.
rows, k = 30, 5
amounts = numpy.column_stack([r.normal(50, 20, rows), r.normal(0, 0.1, rows)]).round(4)
kind = r.integers(0, 3, rows)
code = r.integers(0, 2, rows)
scaled = amounts / amounts.std(axis=0)
squared = ((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2)
squared += (kind[:, None] != kind[None, :]).astype(float) + (code[:, None] != code[None, :])
numpy.fill_diagonal(squared, numpy.inf)
neighbours = numpy.argsort(squared, axis=1, kind="stable")[:, :k]


def commonest(values):
    """By row: the value that most neighbours have, and all that share the first place."""
    out = []
    for row in neighbours:
        found = numpy.bincount(values[row], minlength=3)
        out.append(numpy.flatnonzero(found == found.max()).tolist())
    return out


json.dump(
    {
        "made_with": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
        "y": y.tolist(),
        "balanced": compute_class_weight("balanced", classes=numpy.arange(3), y=y).tolist(),
        "effective": effective,
        "smote": {
            "amounts": amounts.tolist(),
            "kind": kind.tolist(),
            "code": code.tolist(),
            "neighbours": neighbours.tolist(),
            "kinds": commonest(kind),
            "codes": commonest(code),
        },
    },
    pathlib.Path(__file__).with_name("imbalance.json").open("w"),
)
