"""The directory's screens: organisations, people, and what each may set for themself."""
