/** When a day begins in a time zone, whose clocks may be put forward or back in it. Pure. */

const hourMs = 3_600_000;

/** `YYYY-MM-DD`. The day after the last of a month is the first of the next. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * hourMs).toISOString().slice(0, 10);
}

/** The first moment at which the clocks there show the day, or a later one where the day itself is left out. */
export function startOfDay(day: string, timeZone: string): number {
  const utcMs = Date.parse(day);
  if (timeZone === 'UTC') return utcMs;
  // No zone is further from UTC than that, and clocks are moved at whole seconds.
  let before = utcMs / 1000 - 26 * 3600;
  let reached = utcMs / 1000 + 26 * 3600;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (dayAt(middle * 1000, timeZone) < day) before = middle;
    else reached = middle;
  }
  return reached * 1000;
}

/** As the clocks there show it. */
function dayAt(timeMs: number, timeZone: string): string {
  return calendarOf(timeZone).format(timeMs).padStart(10, '0');
}

const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known) return known;
  // Canada's English writes days as ISO 8601 does.
  const format = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const calendar = new Intl.DateTimeFormat('en-CA', format);
  calendars.set(timeZone, calendar);
  return calendar;
}
