"""The Debian package of an office, with everything of Python inside, and the stick beside it."""
