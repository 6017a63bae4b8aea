"""Faces on this machine, with OpenCV's YuNet and SFace networks: found, measured, and turned into numbers."""

from core.adapters.faces.engine import OpenCVFaces
from core.adapters.faces.finder import FaceFinder

__all__ = ["FaceFinder", "OpenCVFaces"]
