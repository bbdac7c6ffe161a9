"""What the project is kept in order with: set-up and generated documentation. Not part of the package."""
