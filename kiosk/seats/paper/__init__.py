"""Paper on the seats: long papers, sheets on their way, the account by the day."""
