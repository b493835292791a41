"""Things to do nearby, and choosing among them: pure, the whole of it."""
