"""Static files under names that carry their content's hash, module imports rewritten too."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    support_js_module_import_aggregation = True

    @lru_cache(maxsize=1000)  # noqa: B019 (there is one, as long as the process)
    def url(self, name: str, force: bool = False) -> str:
        """What a process has found once stays so: its files were collected before it began."""
        return str(super().url(name, force))
