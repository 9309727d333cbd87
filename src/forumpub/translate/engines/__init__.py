"""The engines: each library or program in its own module, imported when it is asked for."""
