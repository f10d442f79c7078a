"""Where text comes from: loaders, encodings, cleaning, splitting of compilations."""
