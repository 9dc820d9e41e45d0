"""What formats share: encodings, dates, strict JSON, writing safely."""
