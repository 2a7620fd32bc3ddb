"""Go through rest.csv in order with scikit-learn's models, begun on first.csv, and print what each would have come to.

    python stream.py FOLDER TARGET POSITIVE REFIT_EVERY WINDOW [category ...]

Each row is answered before it is learned from. JSON: by model and upkeep the accuracy over rest.csv. SGDClassifier takes
rows one by one with partial_fit, over features scaled on first.csv alone; refits take theirs from the rows they learn from.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

folder, target, positive, refit_every, window, *categories = sys.argv[1:]
first, rest = (pd.read_csv(Path(folder) / name) for name in ("first.csv", "rest.csv"))
begin, every, width = len(first), int(refit_every), int(window)
rows = pd.concat([first, rest], ignore_index=True)
y = (rows.pop(target).astype(str) == positive).to_numpy()
numbers = [c for c in rows.columns if c not in categories]


def scaled():
    return make_column_transformer(
        (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories)
    )


def sgd():
    return SGDClassifier(loss="log_loss", alpha=0, learning_rate="constant", eta0=0.05, max_iter=5, tol=None, random_state=0)


def boosted():
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    columns = make_column_transformer((codes, categories), ("passthrough", numbers))
    model = HistGradientBoostingClassifier(categorical_features=list(range(len(categories))), random_state=0)
    return make_pipeline(columns, model)


MODELS = {
    "sgd": lambda: make_pipeline(scaled(), sgd()),
    "logistic": lambda: make_pipeline(scaled(), LogisticRegression(max_iter=1000)),
    "boosted-trees": boosted,
}


def accuracy(said: np.ndarray) -> float:
    return float((said == y[begin:]).mean())


def refitted(make, since) -> float:
    said = []
    for at in range(begin, len(rows), every):
        from_ = 0 if at == begin else since(at)
        model = make().fit(rows[from_:at], y[from_:at])
        said.append(model.predict(rows[at : at + every]))
    return accuracy(np.concatenate(said))


def updated() -> float:
    encode = scaled().fit(rows[:begin])
    x = np.ascontiguousarray(encode.transform(rows))
    model = sgd().fit(x[:begin], y[:begin])
    said = np.empty(len(rows) - begin, dtype=bool)
    for i in range(begin, len(rows)):
        said[i - begin] = x[i] @ model.coef_[0] + model.intercept_[0] > 0
        model.partial_fit(x[i : i + 1], y[i : i + 1])
    return accuracy(said)


found = {"sgd": {"update": updated()}, "repeat": accuracy(y[begin - 1 : -1])}
for name, make in MODELS.items():
    found.setdefault(name, {}).update(
        never=accuracy(make().fit(rows[:begin], y[:begin]).predict(rows[begin:])),
        window=refitted(make, lambda at: max(0, at - width)),
        all=refitted(make, lambda at: 0),
    )
print(json.dumps(found))
