"""Benchmarks: CPU as a multiple of the least work, so that any machine gives the same number."""
