"""`prefect.backend.kv_store`, where Prefect has it."""

from prefect.backend import get_key_value, set_key_value

__all__ = ["get_key_value", "set_key_value"]
