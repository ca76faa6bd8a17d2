/** What went wrong, said aloud at once; nothing, if nothing did. */

export function Trouble({ text }: { text: string | undefined }) {
  return text ? (
    <p role="alert" class="trouble">
      {text}
    </p>
  ) : null;
}
