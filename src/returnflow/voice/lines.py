"""The few sentences that belong to the telephone line and not to the conversation."""

TOO_LONG_A_TEXT = "That's more than I can read at once. Could you write it in a sentence or two?"
TIME_IS_UP = "I'm sorry, we've reached the longest a call can last. Everything is saved. Please call again if you need us."
TROUBLE = "I'm sorry, something went wrong on my side. Please try again in a moment."
