"""The commands of `claimlight`, one a module or folder: its name is the command's, its `command` the click command."""
