"""What we say, what we hear, what we decide: pure. `FLOWS` is the closed list of conversations."""

from flows.engine import Flow
from flows.residents.joining import joining
from flows.residents.settling_in import settling_in
from flows.residents.weekly_hello import weekly_hello
from flows.residents.welcome_home import welcome_home

FLOWS: dict[str, Flow] = {
    flow.name: flow for flow in (joining, settling_in, weekly_hello, welcome_home)
}
