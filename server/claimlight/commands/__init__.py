"""The commands of `claimlight`, one a module: its file name is its name, its `command` the click command."""
