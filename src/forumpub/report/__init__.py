"""What a run says: lines for people, JSON lines for programs."""
