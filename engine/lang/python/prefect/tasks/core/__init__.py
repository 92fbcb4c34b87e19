"""The tasks that flows are built with."""
