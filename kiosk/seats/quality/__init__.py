"""The seats of quality: survey, targets, facilities, competence, incidents, document control."""
