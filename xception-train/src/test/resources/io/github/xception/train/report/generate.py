"""Makes principal-components.json: the PCA of small matrices by numpy's SVD.

    pip install numpy
    python generate.py

One matrix has more rows than columns, one fewer, and one has a column that never varies.
"""

import json
import pathlib

import numpy as np


def principal_components(matrix):
    centred = matrix - matrix.mean(axis=0)
    _, singular, directions = np.linalg.svd(centred, full_matrices=False)
    directions = directions[:2]
    for direction in directions:
        direction *= np.sign(direction[np.argmax(np.abs(direction))])
    shares = singular[:2] ** 2 / np.sum(singular**2)
    return {
        "rows": matrix.tolist(),
        "points": (centred @ directions.T).tolist(),
        "shares": shares.tolist(),
    }


def main():
    random = np.random.default_rng(17)
    tall = random.normal(size=(9, 4)) * [3, 2, 1, 0.5] + [1, -2, 0, 5]
    wide = random.normal(size=(5, 8)) * np.linspace(2, 0.2, 8)
    dead = np.hstack([random.normal(size=(6, 2)), np.full((6, 1), 2.5), random.normal(size=(6, 1)) * 4])
    cases = {
        name: principal_components(np.round(matrix, 3).astype(np.float32).astype(np.float64))
        for name, matrix in {"tall": tall, "wide": wide, "dead": dead}.items()
    }
    file = pathlib.Path(__file__).with_name("principal-components.json")
    file.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
