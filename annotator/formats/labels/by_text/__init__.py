"""Labels that are known by their words alone: quotes, sources and cues as texts without offsets."""
