"""Addresses of pages."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """An address whose builder is compiled when a page first links to it: to compile those of all pages took a seventh
    of each start, and few are ever asked for. A werkzeug without this step compiles them as it did."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        late = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule: Rule, **parts: Any) -> tuple[str, str]:
            compiled = late(append_unknown).__get__(rule, None)
            setattr(rule, name, compiled)
            built: tuple[str, str] = compiled(**parts)
            return built

        return build
