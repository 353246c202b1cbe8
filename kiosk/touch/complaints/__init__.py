"""A complaint at the touchscreen or on the own phone."""
