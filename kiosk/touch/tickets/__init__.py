"""From a touch to a number, and the citizen's own page of it."""
