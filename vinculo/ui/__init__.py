"""Components, tokens and the gallery. This room knows no domain word."""
