"""The indexes that the schema got so that versions of the codebook are read for what they need."""

CODEBOOK = "kind IN ('code', 'project')"
"""Of which changes versions of the codebook are made."""

VERSIONS = f"""
CREATE INDEX change_codebook ON change (edit) WHERE {CODEBOOK};
CREATE INDEX annotation_version ON annotation (article, codebook_version, layer, coder)
"""
