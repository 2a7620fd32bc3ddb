"""Golden values for test/features: what scikit-learn and pandas make of the same columns.

Run: python make.py > golden.json  (scikit-learn, pandas, numpy)
"""

import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (
    KBinsDiscretizer,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
    TargetEncoder,
)
from sklearn.utils.murmurhash import murmurhash3_32

rng = np.random.default_rng(7)


def plain(values):
    """Nested lists with NaN as None."""
    array = np.asarray(values, dtype=float)
    return [plain(v) for v in array] if array.ndim > 1 else [None if np.isnan(v) else float(v) for v in array]


full = np.round(np.concatenate([rng.normal(40, 12, 40), rng.exponential(900, 20)]), 3)
whole = rng.integers(0, 6, 60).astype(float)
gaps = full.copy()
gaps[[3, 17, 41]] = np.nan
whole_gaps = whole.copy()
whole_gaps[[0, 9, 58]] = np.nan
offset = 1e9 + rng.integers(0, 5, 60).astype(float)
new = np.array([-100.0, 0.0, 37.5, 40.0, 1e5])

numbers = []


def number(feature, params, train, transformer, apply):
    fitted = transformer.fit(train.reshape(-1, 1))
    dense = lambda m: m.toarray() if hasattr(m, "toarray") else np.asarray(m)
    numbers.append(
        {
            "feature": feature,
            "params": params,
            "train": plain(train),
            "apply": plain(apply),
            "expected": plain(dense(fitted.transform(apply.reshape(-1, 1))).T),
        }
    )


for strategy, feature, train in [("mean", "fill-mean", gaps), ("median", "fill-median", gaps), ("most_frequent", "fill-mode", whole_gaps)]:
    number(feature, {"indicator": True}, train, SimpleImputer(strategy=strategy, add_indicator=True), np.append(new, np.nan))
number("fill-default", {"number": -1.5}, gaps, SimpleImputer(strategy="constant", fill_value=-1.5), np.append(new, np.nan))
for train in (full, gaps, offset):
    number("min-max", {}, train, MinMaxScaler(), np.append(new, np.nan))
    number("z-score", {}, train, StandardScaler(), np.append(new, np.nan))
for strategy, feature in [("uniform", "buckets-width"), ("quantile", "buckets-quantile")]:
    for count in (2, 4, 10):
        for train in (full, whole):
            # scikit-learn lets the largest value share the bucket below it; ours has one when it fills a tenth of rows.
            if strategy == "quantile" and count == 10 and train is whole:
                continue
            extra = {"quantile_method": "linear"} if strategy == "quantile" else {}
            binner = KBinsDiscretizer(n_bins=count, encode="ordinal", strategy=strategy, subsample=None, **extra)
            number(feature, {"count": count}, train, binner, np.concatenate([new, train]))

words = ["red", "green", "blue", "Ärger", "数据"]
category = rng.integers(0, 4, 60)
category_new = np.array([0, 1, 2, 3, 4])  # 4 is in no training row
column = np.array(words, dtype=object)[category].reshape(-1, 1)
column_new = np.array(words, dtype=object)[category_new].reshape(-1, 1)
binary = (rng.random(60) < 0.3).astype(int)
classes = rng.integers(0, 3, 60)
price = np.round(rng.normal(200, 30, 60), 2)


def target_mean(y, kind, smooth):
    fitted = TargetEncoder(smooth=smooth, target_type=kind).fit(column, y)
    return {"y": plain(y), "kind": kind, "smoothing": smooth, "expected": plain(fitted.transform(column_new).T)}


known = words[:4]
one_hot = OneHotEncoder(categories=[known], handle_unknown="ignore").fit(column)
ordinal = OrdinalEncoder(categories=[known], handle_unknown="use_encoded_value", unknown_value=np.nan).fit(column)

strings = ["", "a", "ab", "abc", "abcd", "hello world", "Ärger", "数据", "🎉 party", "C-10021", "x" * 100]
hashed = FeatureHasher(n_features=16, input_type="string").transform([[s] for s in strings])

texts = [
    "Slow, slow support. And the PRICE is too high!",
    "great price; great_support 24 7",
    "x y z",
    "Ärger über die Rechnung – straße 数据 分析 𝒳𝒴",
    "don't e-mail me   foo_bar 3.14",
    "ΟΔΟΣ İstanbul",
]
texts_new = ["support price price nowhere", "", "Great ärger"]
counts = HashingVectorizer(n_features=32, norm=None, alternate_sign=False)
tfidf = TfidfTransformer().fit(counts.transform(texts))

instants = np.concatenate([rng.integers(-5e12, 5e12, 60), [0, -1, 951782400000, 4107542399999, 1709164800000]])
when = pd.to_datetime(pd.Series(instants), unit="ms", utc=True).dt
hour = when.hour + when.minute / 60 + (when.second + when.microsecond / 1e6) / 3600

json.dump(
    {
        "made with": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
        "numbers": numbers,
        "categories": {
            "dictionary": known,
            "train": category.tolist(),
            "apply": category_new.tolist(),
            "one-hot": plain(one_hot.transform(column_new).toarray().T),
            "integer": plain(ordinal.transform(column_new).T),
            "target-encode": [
                target_mean(binary, "binary", 10.0),
                target_mean(binary, "binary", 0.0),
                target_mean(price, "continuous", 5.0),
                target_mean(classes, "multiclass", 3.0),
            ],
        },
        "murmur3": [{"text": s, "seed": seed, "hash": murmurhash3_32(s, seed=seed)} for s in strings for seed in (0, 42)],
        "hashed": {"texts": strings, "columns": 16, "expected": plain(hashed.toarray().T)},
        "tf-idf": {
            "train": texts,
            "apply": texts + texts_new,
            "columns": 32,
            "expected": plain(tfidf.transform(counts.transform(texts + texts_new)).toarray().T),
        },
        "date-parts": {
            "instants": instants.tolist(),
            "expected": plain([when.year, when.month, when.day, when.day_of_week + 1, hour, when.day_of_year]),
        },
    },
    sys.stdout,
    ensure_ascii=False,
)
print()
