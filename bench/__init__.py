"""Measurements: run by hand, beside nothing else."""
