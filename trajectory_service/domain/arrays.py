"""The three kinds of numpy array the model calculates with."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
"""Measures: shares, chances, expected headcounts."""

IntArray = NDArray[np.int64]
"""Whole things: posts, years, row numbers."""

BoolArray = NDArray[np.bool_]
"""Answers to a yes-or-no question, row by row."""
