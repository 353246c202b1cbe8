"""The office's own network: by which names and addresses this machine is reached, and its TLS."""
