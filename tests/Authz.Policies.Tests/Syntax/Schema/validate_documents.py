"""Judges documents by a JSON Schema. In: {"schema": ..., "documents": [...]}. Out: for each, null or what is wrong."""
import json
import sys

import jsonschema

asked = json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(asked["schema"])
validator = jsonschema.Draft202012Validator(asked["schema"])


def fault_of(document):
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return None if error is None else f"{error.json_path}: {error.message}"


json.dump([fault_of(document) for document in asked["documents"]], sys.stdout)
