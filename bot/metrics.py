"""What `/metrics` counts: how much comes in, goes out and waits. Never who, and never what."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry for one service."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.came_in = Counter(
            "doorstep_messages_in",
            "Messages that came in and were kept",
            ["channel", "kind"],
            registry=registry,
        )
        self.batches = Histogram(
            "doorstep_inbox_batch_seconds",
            "Time to keep and answer a batch",
            registry=registry,
            buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
        )
        self.batch_size = Histogram(
            "doorstep_inbox_batch_size",
            "Messages in a batch",
            registry=registry,
            buckets=(1, 2, 4, 8, 16, 32, 64, 128),
        )
        self.set_aside = Counter(
            "doorstep_messages_set_aside",
            "Messages that broke their turn and wait for a person",
            registry=registry,
        )
        self.went_out = Counter(
            "doorstep_messages_out",
            "What became of messages handed to a channel",
            ["channel", "state"],
            registry=registry,
        )
        self.moved_on = Counter(
            "doorstep_message_news",
            "Later news of messages from providers",
            ["channel", "state"],
            registry=registry,
        )
        self.due = Counter(
            "doorstep_due_moments", "Nudges and silences whose turn came", registry=registry
        )
        self.refused = Counter(
            "doorstep_webhooks_refused",
            "Webhook calls that were turned away",
            ["why"],
            registry=registry,
        )
        self.waiting = Gauge(
            "doorstep_messages",
            "Messages by a state somebody may need to look at",
            ["state"],
            registry=registry,
        )
        self.concerns = Gauge(
            "doorstep_concerns_open", "Concerns nobody has seen to yet", registry=registry
        )
        self.coordinators = Gauge(
            "doorstep_coordinators", "Coordinators who can be told", registry=registry
        )

    def page(self) -> bytes:
        """The numbers in Prometheus' text form."""
        return generate_latest(self._registry)
