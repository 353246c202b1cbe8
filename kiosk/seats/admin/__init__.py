"""The admin's seat: people, devices, calendar, hours, printers."""
