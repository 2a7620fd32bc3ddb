"""The peer of quality.ts: folder of a folded set -> {metric, seconds} of scikit-learn's multi-layer perceptron, as JSON."""

import json
import pathlib
import sys
import time
import warnings

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])
meta = json.loads((folder / "meta.json").read_text())
x = np.fromfile(folder / "x.f64").reshape(len(meta["columns"]), -1).T
y = np.fromfile(folder / "y.f64")
fold = np.fromfile(folder / "folds.u8", dtype=np.uint8)[: len(y)]
kinds = np.array(["cardinality" in column for column in meta["columns"]])
value = meta["category"] == "regression"

score = seconds = 0.0
for f in range(meta["folds"]):
    test = fold == f
    encode = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ~kinds),
            ("categories", OneHotEncoder(handle_unknown="ignore"), kinds),
        ]
    )
    kind = MLPRegressor if value else MLPClassifier
    model = make_pipeline(encode, kind(hidden_layer_sizes=(64, 64), early_stopping=True, random_state=f))
    # A network that is to tell values wants them standardised too.
    middle, spread = (y[~test].mean(), y[~test].std()) if value else (0, 1)
    start = time.process_time()
    model.fit(x[~test], (y[~test] - middle) / spread)
    seconds += time.process_time() - start
    if value:
        score += root_mean_squared_error(y[test], model.predict(x[test]) * spread + middle)
    else:
        p = model.predict_proba(x[test])
        binary = meta["category"] == "binary"
        score += roc_auc_score(y[test], p[:, 1]) if binary else log_loss(y[test], p, labels=model.classes_)
print(json.dumps({"metric": score / meta["folds"], "seconds": seconds / meta["folds"]}))
