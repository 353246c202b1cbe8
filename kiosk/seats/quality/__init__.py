"""The seats of quality: the survey typed in, its results, its papers."""
