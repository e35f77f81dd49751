"""Doors to other systems: importers first. Adapters over records and actions, never a second way to write."""
