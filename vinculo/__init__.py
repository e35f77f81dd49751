"""Vínculo: a service desk and a home for the whole of IT service management."""

__version__ = "0.1.0"
