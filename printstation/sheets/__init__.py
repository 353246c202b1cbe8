"""A4 papers on their way: one job at a time, followed until somebody knows what came of it."""
