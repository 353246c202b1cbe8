"""How satisfied the public is: the survey (clause 1.4), its index, its papers."""
