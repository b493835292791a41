"""What we say, what we hear, what we decide: pure. `FLOWS` is the closed list of conversations."""

from flows.engine import Flow
from flows.residents.ask_a_favour import ask_a_favour
from flows.residents.chat import chat
from flows.residents.chat_over import chat_more, chat_over
from flows.residents.favour_found import favour_found, favour_not_found, favour_over
from flows.residents.help_out import help_out
from flows.residents.how_was_it import how_was_it
from flows.residents.introduction import introduction
from flows.residents.joining import joining
from flows.residents.lend_a_hand import lend_a_hand
from flows.residents.meet_as_a_group import handed_over, look_after, meet_as_a_group
from flows.residents.settling_in import settling_in
from flows.residents.small_ask import small_ask
from flows.residents.weekly_hello import weekly_hello
from flows.residents.welcome_home import welcome_home

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        ask_a_favour,
        chat,
        chat_more,
        chat_over,
        favour_found,
        favour_not_found,
        favour_over,
        handed_over,
        help_out,
        how_was_it,
        introduction,
        joining,
        lend_a_hand,
        look_after,
        meet_as_a_group,
        settling_in,
        small_ask,
        weekly_hello,
        welcome_home,
    )
}
