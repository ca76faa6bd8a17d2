/** What is wrong in words for the person at the keyboard. */

/** Something a person can mend, to be shown to them as it is. */
export class UserError extends Error {}

/** A mistake in the options. */
export class OptionError extends UserError {}
