"""Reference curves for test/explain. Run: python make.py > curves.json"""
import json
import sys

import numpy as np
import sklearn
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_curve, roc_curve

rng = np.random.default_rng(3)
n = 120
truth = (rng.random(n) < 0.3).astype(int)
# Two decimals, so that scores tie within and across classes.
scores = np.round(np.clip(0.3 * truth + rng.normal(0.35, 0.2, n), 0, 1), 2)

fpr, tpr, _ = roc_curve(truth, scores, drop_intermediate=False)
precision, recall, thresholds = precision_recall_curve(truth, scores)
f1 = [f1_score(truth, scores >= t) for t in thresholds]
best = max(f1)
json.dump(
    {
        "peer": f"scikit-learn {sklearn.__version__}",
        "truth": truth.tolist(),
        "scores": scores.tolist(),
        "roc": {"fpr": fpr.tolist(), "tpr": tpr.tolist()},
        # By rising recall, without the point (recall 0, precision 1) that scikit-learn adds.
        "pr": {"recall": recall[:-1][::-1].tolist(), "precision": precision[:-1][::-1].tolist()},
        "bestF1": best,
        "confusion": {str(t): confusion_matrix(truth, scores >= t).tolist() for t in (0.2, 0.5, 0.9)},
        "wilson": [
            {"hits": k, "rows": m, "low": ci.low, "high": ci.high}
            for k, m in [(0, 10), (10, 10), (3, 7), (50, 1000)]
            for ci in [binomtest(k, m).proportion_ci(0.95, "wilson")]
        ],
    },
    sys.stdout,
)
