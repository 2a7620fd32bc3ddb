"""Golden values for test/recipe/golden.test.ts: scikit-learn's pipelines on an extract of the Telco churn data
(modeldata, MIT).

Run from the root of the repository: python test/golden/recipe/make.py > test/golden/recipe/golden.json
"""

import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["tenure", "monthly_charges", "total_charges"]
CATEGORIES = ["contract", "internet_service", "payment_method"]

table = pd.read_parquet("../shared/data/modeldata/wa_churn.parquet")
missing = table[table.total_charges.isna()]
train = pd.concat([table.iloc[:60], missing.iloc[:3]])
# Every third contract is unknown, so that missing categories are met.
train["contract"] = train["contract"].where(np.arange(len(train)) % 3 != 0, None)
test = pd.concat([table.iloc[500:520], missing.iloc[3:5]])
test["contract"] = test["contract"].where(np.arange(len(test)) % 4 != 0, "Five years")

expected = {}
for name in NUMBERS:
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit(train[[name]])
    expected[name] = scaled.transform(test[[name]])[:, 0]
    mark = MissingIndicator(features="missing-only", error_on_new=False).fit(train[[name]])
    if len(mark.features_):
        expected[f"{name} is missing"] = mark.transform(test[[name]])[:, 0].astype(float)
for name in CATEGORIES:
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(train[[name]])
    for value, column in zip(encoder.categories_[0], encoder.transform(test[[name]]).T):
        expected[f"{name} is missing" if pd.isna(value) else f"{name}={value}"] = column


def rows(frame):
    frame = frame[NUMBERS + CATEGORIES].astype(object)
    return [[None if pd.isna(v) else v for v in row] for row in frame.itertuples(index=False)]


json.dump(
    {
        "made with": {"scikit-learn": sklearn.__version__},
        "columns": NUMBERS + CATEGORIES,
        "train": rows(train),
        "test": rows(test),
        "expected": {name: list(map(float, column)) for name, column in expected.items()},
    },
    sys.stdout,
)
print()
