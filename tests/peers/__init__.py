"""Stand-ins for Twilio and Telegram: they share nothing with the code they test."""
