"""What can be read at the touchscreen: the service standard and the notice board."""
