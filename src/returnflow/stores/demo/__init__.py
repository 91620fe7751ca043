"""The demo store: invented customers and orders with dates relative to today, so that every rule can be tried on any day."""

from returnflow.stores.demo.fresh import new_order, seed_random
from returnflow.stores.demo.store import TryOrder, orders, seed, to_try, worth_trying

__all__ = ["TryOrder", "new_order", "orders", "seed", "seed_random", "to_try", "worth_trying"]
