"""What the office does; each module is a noun, its functions the verbs."""
