"""The survey of satisfaction (clause 1.4); facilities, competence, incidents (clauses 8, 9, 13)."""
