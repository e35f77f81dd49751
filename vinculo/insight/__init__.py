"""Measures, dashboards and reports: what the tickets tell."""
