"""The seats of quality: the survey, its results and papers; facilities, competence, incidents."""
