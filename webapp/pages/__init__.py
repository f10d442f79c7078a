"""Page builders: each takes what was asked and the services, and gives one page's facts."""
