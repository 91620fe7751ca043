"""Everything the desk says: sentences with variants, and numbers, money and dates written for the ear and for the eye."""
