"""How good the service is: survey, targets, facilities, what people have learnt, incidents."""
