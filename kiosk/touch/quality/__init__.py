"""The survey of satisfaction, one question at a time: at the touchscreen and on a phone."""
