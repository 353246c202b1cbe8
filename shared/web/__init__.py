"""The only Flask in `shared`: what every screen stands on."""
