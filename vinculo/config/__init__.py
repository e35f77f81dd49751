"""The one package that knows every room: settings, addresses, menu, reactions, schedule and the command line."""
