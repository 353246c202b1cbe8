"""The seats of quality: the targets of the year, and how far they are reached."""
