"""Claimlight: shows which sentences of a clinic's web page make claims that regulators restrict."""

__version__ = "0.1.0"
