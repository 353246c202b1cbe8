"""The daemon beside the printers: it claims slips, prints them and says how it went."""
