"""Audits: whole sites are read, kept as evidence, compared and handed over.

Data flows one way: a source names pages (`sources`), each is read (`fetch`, or out of a file), kept (`evidence`),
checked as the service would (`reading`), and written down (`store`); comparison and exports read only what was written.
"""
