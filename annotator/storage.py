"""Static files under names that carry their hash, compressed once, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites `import … from "./x.js"`, so that our modules find each other."""

    support_js_module_import_aggregation = True
