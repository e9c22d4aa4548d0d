"""The shapes that the API's JSON Schemas are made of."""

from __future__ import annotations


def text(description: str, **more) -> dict:
    """A string field."""
    return {"type": "string", "description": description, **more}


def number(description: str, **more) -> dict:
    """A whole number from 0 up."""
    return {"type": "integer", "minimum": 0, "description": description, **more}


def flag(description: str) -> dict:
    """A yes or no."""
    return {"type": "boolean", "description": description}


def many(items: dict, description: str, **more) -> dict:
    """A list."""
    return {"type": "array", "items": items, "description": description, **more}


def ref(name: str) -> dict:
    """A schema that stands under `components`."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(description: str, properties: dict, optional: tuple[str, ...] = ()) -> dict:
    """An object whose fields are all there, but for the optional ones."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }
