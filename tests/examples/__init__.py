"""Every worked example of every indicator, on every engine."""
