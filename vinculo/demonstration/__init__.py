"""The demonstration company, made from a seed; a development aid, never needed in use."""
