"""The history on screen: what was done by whom, and what changed in the rows of evidence."""
