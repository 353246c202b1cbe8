"""The seats of quality: survey, targets of the year, facilities, competence, incidents."""
