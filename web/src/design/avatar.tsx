/** The initials of a person or Department, in one of a few quiet colours that stays theirs. */

const hues = 8;

export function Avatar({ name, isDepartment = false }: { name: string; isDepartment?: boolean }) {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % hues;
  return (
    <span class={`avatar avatar-${hue} ${isDepartment ? 'avatar-department' : ''}`} aria-hidden="true">
      {initials.join('').toUpperCase()}
    </span>
  );
}
