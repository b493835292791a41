"""What we say, what we hear, what we decide: pure. `FLOWS` is the closed list of conversations."""

from flows.befrienders.after_visit import after_visit
from flows.befrienders.cant_visit import cant_visit
from flows.befrienders.cup import cup
from flows.befrienders.decline import decline
from flows.befrienders.here import here
from flows.befrienders.left import left_visit
from flows.befrienders.lesson import lesson, lesson_please
from flows.befrienders.mentor import be_a_mentor, mentor
from flows.befrienders.my_visits import my_visits
from flows.befrienders.reflection import reflection
from flows.befrienders.safe_word import safe_word
from flows.befrienders.visit_prompt import visit_prompt
from flows.befrienders.visit_today import visit_out, visit_today
from flows.befrienders.welcome import befriender_welcome
from flows.befrienders.what_you_know import what_you_know
from flows.befrienders.when_else import visit_when_else
from flows.coordinators.done import done
from flows.coordinators.duty import go_off_duty, go_on_duty, swap, swap_please
from flows.coordinators.mine import mine
from flows.coordinators.move_visit import move_visit
from flows.coordinators.who import who
from flows.engine import Flow
from flows.residents.about_me import about_me
from flows.residents.add_a_place import add_a_place, take_away
from flows.residents.afterwards import afterwards
from flows.residents.answer import answer, saying_waits
from flows.residents.ask_a_favour import ask_a_favour
from flows.residents.chat import chat
from flows.residents.chat_over import chat_more, chat_over
from flows.residents.favour_found import favour_found, favour_not_found, favour_over
from flows.residents.forget import forget
from flows.residents.getting_to_know import getting_to_know
from flows.residents.go_along import go_along
from flows.residents.go_together import go_together
from flows.residents.help_out import help_out
from flows.residents.how_was_it import how_was_it
from flows.residents.into_hospital import into_hospital
from flows.residents.introduction import introduction
from flows.residents.joining import joining
from flows.residents.lend_a_hand import lend_a_hand
from flows.residents.meet_as_a_group import handed_over, look_after, meet_as_a_group
from flows.residents.reminder import not_coming, reminder
from flows.residents.say import say
from flows.residents.settling_in import settling_in
from flows.residents.small_ask import small_ask
from flows.residents.still_in_hospital import still_in_hospital
from flows.residents.still_on import still_on
from flows.residents.story import story, story_read_back, story_time
from flows.residents.take_back import take_back
from flows.residents.visit_confirm import visit_confirm
from flows.residents.visit_nice import visit_nice
from flows.residents.visit_offer import visit_offer
from flows.residents.weekly_hello import weekly_hello
from flows.residents.welcome_home import welcome_home
from flows.residents.whats_on import whats_on
from flows.residents.would_you_come import poll, poll_closed, poll_news, poll_result, would_you_come

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        about_me,
        add_a_place,
        afterwards,
        answer,
        ask_a_favour,
        be_a_mentor,
        befriender_welcome,
        chat,
        chat_more,
        chat_over,
        cup,
        decline,
        done,
        favour_found,
        favour_not_found,
        favour_over,
        forget,
        getting_to_know,
        go_along,
        go_off_duty,
        go_on_duty,
        go_together,
        handed_over,
        help_out,
        how_was_it,
        into_hospital,
        introduction,
        joining,
        lesson,
        lesson_please,
        lend_a_hand,
        look_after,
        meet_as_a_group,
        mentor,
        mine,
        not_coming,
        poll,
        poll_closed,
        poll_news,
        poll_result,
        reflection,
        reminder,
        say,
        saying_waits,
        settling_in,
        small_ask,
        still_in_hospital,
        still_on,
        story,
        story_read_back,
        story_time,
        swap,
        swap_please,
        take_away,
        weekly_hello,
        welcome_home,
        what_you_know,
        whats_on,
        who,
        after_visit,
        cant_visit,
        here,
        left_visit,
        move_visit,
        my_visits,
        safe_word,
        visit_confirm,
        visit_nice,
        visit_offer,
        visit_out,
        visit_prompt,
        visit_today,
        visit_when_else,
        would_you_come,
        take_back,
    )
}
