"""Screens nobody presses: the waiting-room board and its voice."""
