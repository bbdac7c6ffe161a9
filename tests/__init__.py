"""The tests. A package by name, because a library that is installed beside them has a folder of this name too."""
