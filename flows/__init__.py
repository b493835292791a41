"""What we say, what we hear, what we decide: pure. `FLOWS` is the closed list of conversations."""

from flows.befrienders.after_visit import after_visit
from flows.befrienders.away import away
from flows.befrienders.cant_visit import cant_visit
from flows.befrienders.cup import cup
from flows.befrienders.decline import decline
from flows.befrienders.ease_off import back_on, ease_off, eased_over
from flows.befrienders.go_along import go_along
from flows.befrienders.here import here
from flows.befrienders.left import left_visit
from flows.befrienders.lesson import lesson, lesson_please
from flows.befrienders.mentor import be_a_mentor, mentor
from flows.befrienders.my_visits import my_visits
from flows.befrienders.reflection import reflection
from flows.befrienders.running_late import running_late
from flows.befrienders.safe_word import safe_word, safe_word_time
from flows.befrienders.stand_in import stand_in
from flows.befrienders.visit_prompt import visit_prompt
from flows.befrienders.visit_today import visit_out, visit_today
from flows.befrienders.welcome import befriender_welcome
from flows.befrienders.what_you_know import what_you_know
from flows.befrienders.when_else import visit_when_else
from flows.befrienders.when_suits import visit_day, when_suits
from flows.befrienders.would_you_visit import would_you_visit
from flows.coordinators.answer import answer, saying_waits
from flows.coordinators.call_off import call_off
from flows.coordinators.confirm_phone import confirm_phone
from flows.coordinators.done import done
from flows.coordinators.duty import go_off_duty, go_on_duty
from flows.coordinators.event import event
from flows.coordinators.event_changes import change_event
from flows.coordinators.mine import mine
from flows.coordinators.move_visit import move_visit
from flows.coordinators.no_visit import no_visit
from flows.coordinators.note import note
from flows.coordinators.pair import pair
from flows.coordinators.poll import poll, poll_news, poll_result
from flows.coordinators.running import broadcast_tally, go_on, hold, kill, progress
from flows.coordinators.second_yes import second_said, second_waits, second_yes
from flows.coordinators.swap import swap, swap_please
from flows.coordinators.take_away import take_away
from flows.coordinators.take_over import hand_back, take_over, taken_over_ends, with_them
from flows.coordinators.team_left import team_left
from flows.coordinators.tell import tell_somebody
from flows.coordinators.unpair import stop_visiting, unpair
from flows.coordinators.who import who
from flows.engine import Flow
from flows.pairs.news import pair_news
from flows.residents.about_me import about_me
from flows.residents.add_a_place import add_a_place
from flows.residents.afterwards import afterwards
from flows.residents.ask_a_favour import ask_a_favour
from flows.residents.chat import chat
from flows.residents.chat_over import chat_more, chat_over
from flows.residents.event_reply import event_reply
from flows.residents.favour_found import favour_found, favour_not_found, favour_over
from flows.residents.forget import forget
from flows.residents.getting_to_know import getting_to_know
from flows.residents.go_together import go_together
from flows.residents.help_out import help_out
from flows.residents.how_was_it import how_was_it
from flows.residents.into_hospital import into_hospital
from flows.residents.introduction import introduction
from flows.residents.joining import joining
from flows.residents.lend_a_hand import lend_a_hand
from flows.residents.meet_a_visitor import meet_a_visitor
from flows.residents.meet_as_a_group import handed_over, look_after, meet_as_a_group
from flows.residents.no_events import no_events
from flows.residents.of_visitor import my_visitor, not_today, not_wanted
from flows.residents.place_free import place_free
from flows.residents.reminder import not_coming, reminder
from flows.residents.right_number import right_number
from flows.residents.say import say
from flows.residents.settling_in import settling_in
from flows.residents.small_ask import small_ask
from flows.residents.still_in_hospital import still_in_hospital
from flows.residents.still_on import still_on
from flows.residents.story import story, story_read_back, story_time
from flows.residents.suits_you import suits_you
from flows.residents.take_back import take_back
from flows.residents.visit_confirm import visit_confirm, visit_tomorrow
from flows.residents.visit_nice import visit_nice
from flows.residents.visit_offer import visit_offer, visit_offer_over
from flows.residents.weekly_hello import weekly_hello
from flows.residents.welcome_home import welcome_home
from flows.residents.whats_on import whats_on
from flows.residents.would_you_come import poll_closed, would_you_come

FLOWS: dict[str, Flow] = {
    flow.name: flow
    for flow in (
        about_me,
        add_a_place,
        after_visit,
        afterwards,
        answer,
        ask_a_favour,
        away,
        back_on,
        be_a_mentor,
        befriender_welcome,
        broadcast_tally,
        cant_visit,
        call_off,
        change_event,
        chat,
        chat_more,
        chat_over,
        confirm_phone,
        cup,
        decline,
        done,
        ease_off,
        eased_over,
        event,
        event_reply,
        favour_found,
        favour_not_found,
        favour_over,
        forget,
        getting_to_know,
        go_along,
        go_off_duty,
        go_on,
        go_on_duty,
        go_together,
        handed_over,
        hand_back,
        help_out,
        here,
        hold,
        how_was_it,
        into_hospital,
        introduction,
        joining,
        kill,
        left_visit,
        lend_a_hand,
        lesson,
        lesson_please,
        look_after,
        meet_a_visitor,
        meet_as_a_group,
        mentor,
        mine,
        move_visit,
        my_visitor,
        my_visits,
        no_events,
        no_visit,
        not_coming,
        not_today,
        not_wanted,
        note,
        pair,
        pair_news,
        place_free,
        poll,
        poll_closed,
        poll_news,
        poll_result,
        progress,
        reflection,
        reminder,
        running_late,
        safe_word,
        safe_word_time,
        right_number,
        say,
        saying_waits,
        second_said,
        second_waits,
        second_yes,
        settling_in,
        small_ask,
        still_in_hospital,
        still_on,
        stop_visiting,
        story,
        story_read_back,
        story_time,
        suits_you,
        swap,
        swap_please,
        take_away,
        take_over,
        taken_over_ends,
        team_left,
        tell_somebody,
        take_back,
        unpair,
        stand_in,
        visit_confirm,
        visit_day,
        visit_nice,
        visit_offer,
        visit_offer_over,
        visit_out,
        visit_prompt,
        visit_today,
        visit_tomorrow,
        visit_when_else,
        weekly_hello,
        welcome_home,
        what_you_know,
        whats_on,
        when_suits,
        who,
        with_them,
        would_you_come,
        would_you_visit,
    )
}
