"""The face engine: its finder, its measurements, its covers, its bad input."""
