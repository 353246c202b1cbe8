"""What every page of the touchscreen and the phone shares."""
