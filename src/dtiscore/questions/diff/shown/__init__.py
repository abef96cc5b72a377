"""What two states differ in, for people and programs."""
