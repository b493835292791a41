"""Befrienders and coordinators by text, concerns with a clock, broadcasts."""

import sqlalchemy as sa
from alembic import op

from store.concern_events import POSTGRESQL_GUARDS, SQLITE_GUARDS
from store.database import Id, Moment
from store.naming import note_everybody

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AS_BYTES = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _what_was_there()
    _what_is_new()
    _guard_the_history()
    _what_is_known_already()


def _what_was_there() -> None:
    op.add_column("address", sa.Column("trusted_at", Moment(), nullable=True))
    op.add_column("address", sa.Column("asked_at", Moment(), nullable=True))
    op.add_column(
        "community", sa.Column("pence_per_part", sa.Float(), server_default="4", nullable=False)
    )
    op.add_column("concern", sa.Column("level", sa.Text(), server_default="look", nullable=False))
    op.add_column("concern", sa.Column("raised_by", Id, nullable=True))
    op.add_column("concern", sa.Column("next_at", Moment(), nullable=True))
    op.add_column("concern", sa.Column("step", sa.Integer(), server_default="0", nullable=False))
    op.add_column("concern", sa.Column("claimed_by", Id, nullable=True))
    op.add_column("concern", sa.Column("claimed_at", Moment(), nullable=True))
    op.add_column("concern", sa.Column("outcome", sa.Text(), server_default="", nullable=False))
    op.add_column("concern", sa.Column("why_done", sa.Text(), server_default="", nullable=False))
    op.add_column("concern", sa.Column("wish", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_concern_next_at",
        "concern",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_conversation_cup",
        "conversation",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("flow = 'cup'"),
        postgresql_where=sa.text("flow = 'cup'"),
    )
    op.create_index(
        "ix_conversation_unanswered",
        "conversation",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NOT NULL AND silent_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NOT NULL AND silent_at IS NOT NULL"),
    )
    op.add_column("message", sa.Column("broadcast_id", Id, nullable=True))
    op.create_index(
        "ix_message_broadcast",
        "message",
        ["broadcast_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("state = 'queued' AND broadcast_id IS NOT NULL"),
    )
    op.create_index(
        "uq_message_broadcast_person",
        "message",
        ["broadcast_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    )
    op.add_column(
        "pairing", sa.Column("every_days", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("pairing", sa.Column("weekday", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pairing", sa.Column("at", sa.Time(), nullable=True))
    op.add_column("pairing", sa.Column("first_on", sa.Date(), nullable=True))
    op.add_column(
        "pairing", sa.Column("minutes", sa.Integer(), server_default="60", nullable=False)
    )
    op.add_column("pairing", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.add_column("pairing", sa.Column("agreed_at", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("rests_from", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("rests_until", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("rest_set_at", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("rests_by", sa.Text(), server_default="", nullable=False))
    op.add_column("pairing", sa.Column("stands_in_for", Id, nullable=True))
    op.add_column("pairing", sa.Column("look_at", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("seeks_at", Moment(), nullable=True))
    op.add_column("pairing", sa.Column("ended_by", Id, nullable=True))
    op.add_column("pairing", sa.Column("ended_why", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_pairing_look_at",
        "pairing",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_pairing_seeks_at",
        "pairing",
        ["seeks_at"],
        unique=False,
        sqlite_where=sa.text("seeks_at IS NOT NULL"),
        postgresql_where=sa.text("seeks_at IS NOT NULL"),
    )
    op.add_column("person", sa.Column("held_by", Id, nullable=True))
    op.add_column("person", sa.Column("held_until", Moment(), nullable=True))
    op.add_column("person", sa.Column("holds_until", Moment(), nullable=True))
    op.add_column("person", sa.Column("told_by", Id, nullable=True))
    op.add_column("person", sa.Column("told_until", Moment(), nullable=True))
    op.add_column("role", sa.Column("begun_at", Moment(), nullable=True))
    op.create_index(
        "ix_role_to_begin",
        "role",
        ["since"],
        unique=False,
        sqlite_where=sa.text("role = 'befriender' AND begun_at IS NULL"),
        postgresql_where=sa.text("role = 'befriender' AND begun_at IS NULL"),
    )
    op.add_column("sender", sa.Column("bulk_free_at", Moment(), nullable=True))


def _what_is_new() -> None:
    op.create_table(
        "cup_count",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_cup_count_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "week", "level", name=op.f("pk_cup_count")),
    )
    op.create_table(
        "declined_need",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_declined_need_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declined_need")),
    )
    op.create_index(
        "ix_declined_need_month", "declined_need", ["community_id", "month"], unique=False
    )
    op.create_table(
        "newcomers",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("free_at", Moment(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_newcomers_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_newcomers")),
    )
    op.create_table(
        "befriending",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("away_from", Moment(), nullable=True),
        sa.Column("away_until", Moment(), nullable=True),
        sa.Column("eased_at", Moment(), nullable=True),
        sa.Column("eased_until", Moment(), nullable=True),
        sa.Column("visits_rest", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_befriending_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_befriending_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_befriending")),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("by_person", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", Id, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("activity_id", Id, nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approved_by", Id, nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("began_at", Moment(), nullable=True),
        sa.Column("up_to", Id, nullable=False),
        sa.Column("last_person", Id, nullable=True),
        sa.Column("look_at", Moment(), nullable=True),
        sa.Column("stopped_by", Id, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_person"], ["person.id"], name=op.f("fk_broadcast_by_person")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_broadcast_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index("ix_broadcast_by_person", "broadcast", ["by_person"], unique=False)
    op.create_index("ix_broadcast_community_id", "broadcast", ["community_id", "id"], unique=False)
    op.create_index(
        "ix_broadcast_held",
        "broadcast",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state IN ('paused', 'killed')"),
        postgresql_where=sa.text("state IN ('paused', 'killed')"),
    )
    op.create_index(
        "ix_broadcast_look_at",
        "broadcast",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index("ix_broadcast_of", "broadcast", ["of"], unique=False)
    op.create_table(
        "broadcast_reply",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("broadcast_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_broadcast_reply_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_broadcast_reply_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "broadcast_id", "person_id", name=op.f("pk_broadcast_reply")
        ),
    )
    op.create_index(
        "ix_broadcast_reply_broadcast_id",
        "broadcast_reply",
        ["broadcast_id", "answer"],
        unique=False,
    )
    op.create_index("ix_broadcast_reply_person_id", "broadcast_reply", ["person_id"], unique=False)
    op.create_table(
        "cup_rhythm",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_cup_rhythm_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cup_rhythm_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_cup_rhythm")),
    )
    op.create_index("ix_cup_rhythm_person_id", "cup_rhythm", ["person_id"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("from_at", Moment(), nullable=False),
        sa.Column("until_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("dropped_at", Moment(), nullable=True),
        sa.Column("warn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_duty_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_community_id", "duty", ["community_id", "until_at"], unique=False)
    op.create_index("ix_duty_person_id", "duty", ["person_id"], unique=False)
    op.create_index(
        "ix_duty_warn_at",
        "duty",
        ["warn_at"],
        unique=False,
        sqlite_where=sa.text("warn_at IS NOT NULL"),
        postgresql_where=sa.text("warn_at IS NOT NULL"),
    )
    op.create_table(
        "duty_swap",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("asker_id", Id, nullable=False),
        sa.Column("asked_id", Id, nullable=False),
        sa.Column("shifts", sa.JSON(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name=op.f("fk_duty_swap_asked_id")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_duty_swap_asker_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_duty_swap_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    op.create_index(
        "ix_duty_swap_community_id", "duty_swap", ["community_id", "asked_at"], unique=False
    )
    op.create_table(
        "known_before",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_known_before_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_before_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "person_id", "question", name=op.f("pk_known_before")
        ),
    )
    op.create_index("ix_known_before_person_id", "known_before", ["person_id"], unique=False)
    op.create_table(
        "learner",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("lessons_rest", sa.Boolean(), nullable=False),
        sa.Column("reflected_at", Moment(), nullable=True),
        sa.Column("reflection", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_learner_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_learner_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_learner")),
    )
    op.create_index("ix_learner_person_id", "learner", ["person_id"], unique=False)
    op.create_table(
        "lesson",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_lesson_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lesson_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", "name", name=op.f("pk_lesson")),
    )
    op.create_index("ix_lesson_person_id", "lesson", ["person_id"], unique=False)
    op.create_table(
        "mentor",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.Column("texted_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_mentor_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mentor_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_mentor")),
    )
    op.create_index("ix_mentor_person_id", "mentor", ["person_id"], unique=False)
    op.create_table(
        "name_part",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("part", AS_BYTES, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_name_part_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_name_part_person_id")),
        sa.PrimaryKeyConstraint("community_id", "part", "person_id", name=op.f("pk_name_part")),
    )
    op.create_index("ix_name_part_person_id", "name_part", ["person_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("about_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_note_about_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_note_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_note_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_about_id", "note", ["about_id", "at"], unique=False)
    op.create_index("ix_note_by_id", "note", ["by_id"], unique=False)
    op.create_table(
        "pair_news",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("befriender_id", Id, nullable=False),
        sa.Column("pairing_id", Id, nullable=True),
        sa.Column("since", Moment(), nullable=True),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["befriender_id"], ["person.id"], name=op.f("fk_pair_news_befriender_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_pair_news_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pair_news_person_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["person.id"], name=op.f("fk_pair_news_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_news")),
    )
    op.create_index("ix_pair_news_person_id", "pair_news", ["person_id"], unique=False)
    op.create_table(
        "pair_offer",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("befriender_id", Id, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("proposed_by", Id, nullable=True),
        sa.Column("stands_in_for", Id, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("look_at", Moment(), nullable=True),
        sa.Column("over_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["befriender_id"], ["person.id"], name=op.f("fk_pair_offer_befriender_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_pair_offer_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["person.id"], name=op.f("fk_pair_offer_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_offer")),
    )
    op.create_index("ix_pair_offer_befriender_id", "pair_offer", ["befriender_id"], unique=False)
    op.create_index(
        "ix_pair_offer_look_at",
        "pair_offer",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index("ix_pair_offer_resident_id", "pair_offer", ["resident_id"], unique=False)
    op.create_index(
        "uq_pair_offer_live",
        "pair_offer",
        ["befriender_id", "resident_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('with_befriender', 'with_resident')"),
        postgresql_where=sa.text("state IN ('with_befriender', 'with_resident')"),
    )
    op.create_table(
        "safe_word",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("digests", sa.Text(), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_safe_word_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_safe_word_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_safe_word")),
    )
    op.create_index("ix_safe_word_person_id", "safe_word", ["person_id"], unique=False)
    op.create_table(
        "takeover",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("coordinator_id", Id, nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_takeover_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["person.id"], name=op.f("fk_takeover_coordinator_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["person.id"], name=op.f("fk_takeover_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    op.create_index("ix_takeover_coordinator_id", "takeover", ["coordinator_id"], unique=False)
    op.create_index(
        "ix_takeover_ends_at",
        "takeover",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("ends_at IS NOT NULL"),
        postgresql_where=sa.text("ends_at IS NOT NULL"),
    )
    op.create_index("ix_takeover_resident_id", "takeover", ["resident_id"], unique=False)
    op.create_table(
        "would_visit",
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_would_visit_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_would_visit_person_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_would_visit")),
    )
    op.create_index("ix_would_visit_person_id", "would_visit", ["person_id"], unique=False)
    op.create_table(
        "concern_event",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("concern_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_concern_event_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_event_concern_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_event")),
    )
    op.create_index(
        "ix_concern_event_concern_id", "concern_event", ["concern_id", "id"], unique=False
    )
    op.create_index(
        "ix_concern_event_who_id", "concern_event", ["who_id", "concern_id"], unique=False
    )
    op.create_table(
        "phone_code",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("address_id", Id, nullable=False),
        sa.Column("hashed", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_phone_code_address_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_phone_code_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_phone_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    op.create_index("ix_phone_code_person_id", "phone_code", ["person_id"], unique=False)
    op.create_table(
        "rhythm_offer",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("pairing_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("to_id", Id, nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("look_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rhythm_offer_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_rhythm_offer_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_rhythm_offer_pairing_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_rhythm_offer_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythm_offer")),
    )
    op.create_index(
        "ix_rhythm_offer_look_at",
        "rhythm_offer",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index("ix_rhythm_offer_pairing_id", "rhythm_offer", ["pairing_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", Id, nullable=False),
        sa.Column("community_id", Id, nullable=False),
        sa.Column("pairing_id", Id, nullable=False),
        sa.Column("resident_id", Id, nullable=False),
        sa.Column("befriender_id", Id, nullable=False),
        sa.Column("slot", Moment(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), server_default="60", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("called_by", sa.Text(), server_default="", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed", sa.Text(), server_default="", nullable=False),
        sa.Column("offer_at", Moment(), nullable=True),
        sa.Column("arrived_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("unsure", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("left_at", Moment(), nullable=True),
        sa.Column("look_at", Moment(), nullable=True),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("how", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("planned_at", Moment(), nullable=False),
        sa.Column("over_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["befriender_id"], ["person.id"], name=op.f("fk_visit_befriender_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_visit_community_id")
        ),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_visit_pairing_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_visit_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "community_id", "pairing_id", "slot", name=op.f("uq_visit_community_id_pairing_id_slot")
        ),
    )
    op.create_index("ix_visit_befriender_id", "visit", ["befriender_id", "at"], unique=False)
    op.create_index(
        "ix_visit_look_at",
        "visit",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_once",
        "visit",
        ["pairing_id", "at"],
        unique=True,
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index("ix_visit_pairing_id", "visit", ["pairing_id", "at"], unique=False)
    op.create_index("ix_visit_resident_id", "visit", ["resident_id", "at"], unique=False)


def _guard_the_history() -> None:
    """The database itself refuses to change the history of a concern."""
    lite = op.get_bind().dialect.name == "sqlite"
    for guard in SQLITE_GUARDS if lite else POSTGRESQL_GUARDS:
        op.execute(guard)


def _what_is_known_already() -> None:
    """Who is called what; whose phone may give a coordinator's words (whoever has that role was
    given it on the command line); and the clock of what nobody has closed yet.
    """
    note_everybody(op.get_bind())
    op.execute(
        "UPDATE address SET trusted_at = coalesce(confirmed_at, created_at) WHERE person_id IN "
        "(SELECT person_id FROM role WHERE role = 'coordinator')"
    )
    op.execute("UPDATE concern SET level = 'urgent' WHERE kind = 'urgent'")
    op.execute(
        "UPDATE concern SET level = 'today' "
        "WHERE kind IN ('concern', 'concern_perhaps', 'low', 'low_again', 'person', 'chat_held')"
    )
    op.execute("UPDATE concern SET next_at = raised_at WHERE done_at IS NULL AND kind <> 'saying'")
    op.execute(
        "INSERT INTO concern_event (community_id, concern_id, kind, who_id, at, words) "
        "SELECT community_id, id, 'raised', person_id, raised_at, '' FROM concern"
    )
    op.execute(
        "INSERT INTO concern_event (community_id, concern_id, kind, who_id, at, words) "
        "SELECT community_id, id, 'closed', done_by, done_at, '' FROM concern "
        "WHERE done_at IS NOT NULL"
    )
