"""Which weights, or goalposts, published scores and ranks allow."""

from dtiscore.questions.weights.recover.answer.recovery import Recovered, Recovery, Unexplained, recover

__all__ = ["Recovered", "Recovery", "Unexplained", "recover"]
