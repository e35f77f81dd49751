"""How fast and how big: fills a database of its own and measures the real server; a development aid."""
