/** Days as fields of type date hold them, in the time of whoever looks. */

export function dayText(ms: number): string {
  const date = new Date(ms);
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${digits(date.getMonth() + 1)}-${digits(date.getDate())}`;
}

export function startOfDayMs(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

/** The last millisecond that belongs to it. */
export function endOfDayMs(day: string): number {
  const start = new Date(startOfDayMs(day));
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1).getTime() - 1;
}

/** Whose days they are. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
