/** The end of a list that goes on: comes near, and more is asked for; pressing it does the same. */

import { useEffect, useRef } from 'preact/hooks';

export function LoadMore({ label, onNear }: { label: string; onNear: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onNear);
  latest.current = onNear;
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    if (button.current) observer.observe(button.current);
    return () => observer.disconnect();
  });
  return (
    <button ref={button} type="button" class="button button-bare" onClick={onNear}>
      {label}
    </button>
  );
}
