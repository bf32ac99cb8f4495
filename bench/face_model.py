"""Takes MediaPipe's face detector out of its wheel, as its makers ship it.

Usage: python bench/face_model.py MODEL (from the repository's root)
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # nothing beside the models but what belongs there
sys.path.insert(0, "models/face")
from convert import MODELS, tflite_bytes  # noqa: E402

Path(sys.argv[1]).write_bytes(tflite_bytes(MODELS["face"]))
