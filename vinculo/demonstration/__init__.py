"""The demonstration company, made from a seed; a development aid, never needed in use."""

TICKETS = 6_000
"""How many tickets a demonstration has, unless it is asked for more or fewer."""

SEED = 20418
