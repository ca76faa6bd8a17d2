/** Figures as a person likes to read them: in aligned columns, with no more digits than mean something. */

/** The first row is the heading. Columns but the first are aligned to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => {
      const cells = widths.map((width, column) => {
        const cell = row[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      });
      return `  ${cells.join('   ')}`.trimEnd();
    })
    .join('\n');
}

/** What could not be measured on this system is a dash. */
export function number(value: number | undefined, digits = 0, unit = ''): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '' ? text : `${text} ${unit}`;
}

export function range({ min, max }: { min: number; max: number }, digits = 0): string {
  return `${number(min, digits)}–${number(max, digits)}`;
}
