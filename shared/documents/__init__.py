"""A4 papers from plain data, the register as a spreadsheet, and the look at every foreign PDF."""
