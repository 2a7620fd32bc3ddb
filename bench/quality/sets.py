"""The data sets of the quality table: where each lies, its target, and the columns that must not be used.

The first group is the bar; nothing may be tuned on it. The second group is for choosing defaults. The third is looked at
by `automatic.ts` alone. The last are made, one for each of the first two: a rare class of 0.02 %, on which boosting without
bounds diverges.
"""

from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"

# name: (file, target, category, columns to drop)
BAR = {
    "wa_churn": ("modeldata/wa_churn", "churn", "binary", []),
    "lending_club": ("modeldata/lending_club", "Class", "binary", []),
    "adult": ("adult/adult", "income", "binary", []),
    # The length of the call is known only after the call.
    "bank-marketing": ("bank-marketing/bank", "deposit", "binary", ["duration"]),
    "credit-default": ("credit-default/default_credit", "default payment next month", "binary", ["ID"]),
    "ames": ("modeldata/ames", "Sale_Price", "regression", []),
    "california-housing": ("california-housing/california_housing", "MedHouseVal", "regression", []),
    # casual + registered is the target.
    "bike-sharing": ("bike-sharing/hour", "cnt", "regression", ["casual", "registered", "instant"]),
    "hpc_data": ("modeldata/hpc_data", "class", "multiclass", []),
}

TUNING = {
    "attrition": ("modeldata/attrition", "Attrition", "binary", []),
    "credit_data": ("modeldata/credit_data", "Status", "binary", []),
    "mlc_churn": ("modeldata/mlc_churn", "churn", "binary", []),
    "law_school": ("fairml/law_school_admissions", "bar", "binary", []),
    "compas": ("fairml/compas", "two_year_recid", "binary", []),
    "elec2": ("elec2/elec2", "down", "binary", ["date"]),
    "health_retirement": ("fairml/health_retirement", "score", "regression", []),
    "national_survey": ("fairml/national_longitudinal_survey", "income06", "regression", []),
    "communities": ("fairml/communities_and_crime", None, "regression", []),
    "check_times": ("modeldata/check_times", "check_time", "regression", ["package"]),
    "stackoverflow": ("modeldata/stackoverflow", "Salary", "regression", []),
    "obesity": ("fairml/obesity_levels", "NObeyesdad", "multiclass", []),
    "genhealth": ("fairml/national_longitudinal_survey", "genhealth", "multiclass", []),
}

OTHERS = {
    "german-credit": ("german-credit/german_credit", "Credit_risk", "binary", []),
    # Reports that were inspected; what the others are is not known.
    "fraud-sales": ("fraud-sales-dmwr/sales", "inspection", "binary", []),
}

# scikit-learn's own small sets: columns, then the target; with a line of class names or without.
TOYS = {"iris": "multiclass", "wine": "multiclass", "breast_cancer": "binary", "digits": "multiclass", "diabetes": "regression"}
TOY_FILES = {"iris": "iris.csv", "wine": "wine_data.csv", "breast_cancer": "breast_cancer.csv", "digits": "digits.csv.gz"}

# name: seed
MADE = {"rare-class": 20_001, "rare-class-tuning": 20_000}


def load(name: str) -> tuple[pd.DataFrame, np.ndarray, str, list[str]]:
    """Columns, target (class index or value), category, class names."""
    if name in MADE:
        return rare_class(MADE[name])
    if name in TOYS:
        return toy(name)
    file, target, category, drop = (BAR | TUNING | OTHERS)[name]
    frame = pd.read_parquet(DATA / f"{file}.parquet")
    target = target or frame.columns[-1]
    frame = frame[frame[target] != "unkn"]
    frame = frame[frame[target].notna()].drop(columns=drop).reset_index(drop=True)
    y, classes = frame[target], []
    if category != "regression":
        codes, values = pd.factorize(y, sort=True)
        y, classes = pd.Series(codes), [str(v) for v in values]
    return columns(frame.drop(columns=[target])), y.to_numpy(dtype=np.float64), category, classes


def toy(name: str) -> tuple[pd.DataFrame, np.ndarray, str, list[str]]:
    folder = DATA / "sklearn-toy"
    if name == "diabetes":
        x = np.loadtxt(folder / "diabetes_data_raw.csv.gz")
        y = np.loadtxt(folder / "diabetes_target.csv.gz")
    else:
        named = name != "digits"
        rows = np.loadtxt(folder / TOY_FILES[name], delimiter=",", skiprows=1 if named else 0)
        x, y = rows[:, :-1], rows[:, -1]
    classes = [] if name == "diabetes" else [str(int(c)) for c in np.unique(y)]
    return pd.DataFrame(x, columns=[f"x{i}" for i in range(x.shape[1])]), y, TOYS[name], classes


def columns(x: pd.DataFrame) -> pd.DataFrame:
    """Text as categories, dates as days, everything else as numbers."""
    out = {}
    for name, values in x.items():
        if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            out[name] = values.astype(np.float64)
        elif len(values) and hasattr(values.dropna().iloc[0], "toordinal"):
            out[name] = pd.to_datetime(values).astype("int64") / 86_400e9
        else:
            out[name] = values.astype("category")
    return pd.DataFrame(out)


def rare_class(seed: int) -> tuple[pd.DataFrame, np.ndarray, str, list[str]]:
    """200,000 rows, 40 positives (0.02 %), told by two of ten columns with noise."""
    rng = np.random.default_rng(seed)
    n, positives = 200_000, 40
    x = rng.standard_normal((n, 10))
    risk = 1.5 * x[:, 0] + 1.5 * np.abs(x[:, 1]) + rng.logistic(size=n)
    y = np.zeros(n)
    y[np.argsort(-risk)[:positives]] = 1
    return pd.DataFrame(x, columns=[f"x{i}" for i in range(10)]), y, "binary", ["0", "1"]
