"""KK applications: from the file on the counter to the card in the hand."""
