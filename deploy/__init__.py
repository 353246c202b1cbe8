"""How the parts are put together and run: composition, commands, set-up."""
