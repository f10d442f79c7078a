"""How people and programs ask: Flask pages, JSON API, the `policykb` command."""
