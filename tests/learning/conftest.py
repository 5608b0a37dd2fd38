from tests.plans.conftest import make_resource, strollers, wants_fitness

__all__ = ["make_resource", "strollers", "wants_fitness"]
