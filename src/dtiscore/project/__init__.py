"""A project: the tables, weighting files, unit schemes and outputs of one folder by name, as ``dtiscore.toml`` says them."""
