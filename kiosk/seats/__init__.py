"""The seats: one file for each place where somebody of the office works."""

from flask import Flask


def install(app: Flask) -> None:
    """Put every seat and its part of the API into the application."""
