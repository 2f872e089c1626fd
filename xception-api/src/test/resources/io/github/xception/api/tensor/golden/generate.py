"""Writes mixed.safetensors beside this script, with the format's own library.

    pip install safetensors==0.8.0 numpy==2.4.6 ml_dtypes==0.6.0
    python generate.py
"""

import pathlib

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "dense/kernel": np.array([[1, -2, 0.1], [3e38, 1e-45, -0.0]], np.float32),
        "scalar": np.array(2.5, np.float32),
        "half": np.array([0x0000, 0x8000, 0x0001, 0x3555, 0x7BFF, 0x7C00, 0xFC00, 0x7E00], np.uint16)
        .view(np.float16)
        .reshape(4, 2),
        "brain": np.array([0x3F80, 0xC020, 0x4049, 0x0001, 0x7F80], np.uint16).view(ml_dtypes.bfloat16),
        "層/kernel": np.array([[[[7]]]], np.float32),
    },
    pathlib.Path(__file__).with_name("mixed.safetensors"),
    {"made by": "generate.py"},
)
