"""Time LightGBM on the rows that single-row.ts wrote, one row a call, and print microseconds by way of calling.

    python single-row.py FOLDER COLS
"""

import ctypes
import json
import statistics
import sys
import time
from pathlib import Path

import lightgbm
import numpy as np

folder, cols = Path(sys.argv[1]), int(sys.argv[2])


def read(name: str) -> np.ndarray:
    return np.ascontiguousarray(np.fromfile(folder / f"{name}-x.f64").reshape(cols, -1).T)


x, y, rows = read("train"), np.fromfile(folder / "train-y.f64"), read("test")
params = {"objective": "binary", "num_leaves": 31, "learning_rate": 0.1, "verbose": -1, "num_threads": 1}
booster = lightgbm.train(params, lightgbm.Dataset(x, y), 500)

library = lightgbm.basic._LIB
double_p = ctypes.POINTER(ctypes.c_double)
length, out = ctypes.c_int64(0), (ctypes.c_double * 1)()
text = ctypes.c_char_p(b"num_threads=1")
config = ctypes.c_void_p()
FLOAT64, NORMAL = 1, 0


def check(code: int) -> None:
    if code != 0:
        raise RuntimeError(library.LGBM_GetLastError())


check(
    library.LGBM_BoosterPredictForMatSingleRowFastInit(
        booster._handle, NORMAL, 0, -1, FLOAT64, ctypes.c_int32(cols), text, ctypes.byref(config)
    )
)
pointers = [row.ctypes.data_as(double_p) for row in rows]
by_length, told = ctypes.byref(length), out
by_count = ctypes.byref(ctypes.c_int(0))


def by_c(pointer: object) -> None:
    library.LGBM_BoosterPredictForMatSingleRowFast(config, pointer, by_length, told)


def by_nothing(pointer: object) -> None:
    library.LGBM_BoosterGetNumClasses(booster._handle, by_count)


def micros(call: object, given: list, passes: int) -> float:
    spent = []
    for _ in range(passes):
        start = time.process_time()
        for one in given:
            call(one)
        spent.append(1e6 * (time.process_time() - start) / len(given))
    return statistics.median(spent)


by_c(pointers[0])
assert abs(out[0] - booster.predict(rows[:1])[0]) < 1e-12
empty = micros(by_nothing, pointers, 41)
print(
    json.dumps(
        {
            "LightGBM's Python call": micros(booster.predict, [rows[i : i + 1] for i in range(200)], 11),
            "LightGBM's C library": micros(by_c, pointers, 41) - empty,
        }
    )
)
