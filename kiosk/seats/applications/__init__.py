"""KK files on the seats: counter, section head, operator, register."""
