"""How good the service is: what is measured of it, its targets, how far they are reached."""
