"""Measures the office beside floors: what the same machine does at best, in the same run."""
