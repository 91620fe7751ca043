"""Which steps a target needs, in an order that lets the long one (the media server) run beside the others."""

from collections.abc import Callable

from setup import frontend, media_server, product_parts, python_env, system_packages
from setup.places import Places
from setup.steps import Step

_PYTHON = "python packages"
_PAGE = "page"


def steps(places: Places, *, customer: bool = True, tests: bool = False) -> list[Step]:
    """Everything the product needs; the simulated customer's voice where one calls; what the tests need besides."""
    lock = "tools" if tests else "product"

    def step(name: str, about: str, done: Callable[[Places], bool], do: Callable[[Places], None], *needs: str) -> Step:
        return Step(name, about, lambda: done(places), lambda: do(places), needs)

    product = [
        step(_PYTHON, "installing them", lambda p: python_env.is_ready(p, lock), lambda p: python_env.make(p, lock)),
        step("media server", "building it, once: two minutes", media_server.is_ready, media_server.make, _PYTHON),
        step(_PAGE, "building it", frontend.is_ready, frontend.make, _PYTHON),
        step("speech model", "converting it, once: 20 s", product_parts.model_ready, product_parts.make_model, _PYTHON),
    ]
    if customer:
        product.append(
            step("customer's voice", "installing it, once", product_parts.speakers_ready, product_parts.make_speakers, _PYTHON)
        )
    if not tests:
        return product
    return [
        *product,
        step("page's packages", "installing them", frontend.packages_ready, frontend.install_packages, _PAGE),
        step("system packages", "asking apt for them", system_packages.are_there, system_packages.install),
    ]
