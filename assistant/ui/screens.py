"""The screens by name; the code of each is loaded when it is first shown, so that the first one is there soon."""

from collections.abc import Callable
from importlib import import_module


def screen(name: str) -> Callable[[], None]:
    """Return the function that shows a screen: `<name>_page` of the module of that name."""

    def show() -> None:
        getattr(import_module(f"assistant.ui.{name}_page"), f"{name}_page")()

    show.__name__ = f"{name}_page"
    return show
