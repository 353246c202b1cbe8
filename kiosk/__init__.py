"""Screens that somebody presses: the touchscreen and the seats."""
