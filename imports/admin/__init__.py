"""The pages on which a file is imported."""

from imports.admin import imports

__all__ = ["imports"]
