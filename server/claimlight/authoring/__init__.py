"""What people who write rules need: why a sentence was not marked, drafts of rules and packs, timing, comparing."""
