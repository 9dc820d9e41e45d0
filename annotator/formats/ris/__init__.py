"""References as managers of literature and archives give them: RIS."""
