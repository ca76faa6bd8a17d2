/** Takes a file that is chosen or dropped, and says what one looks like. */

import { useId, useState } from 'preact/hooks';
import { Icon } from '../../design/icon.tsx';
import { t } from '../../text/catalogue.ts';
import { Panel } from '../screen.tsx';
import { downloadTemplate, templateText } from './people-import.ts';

export function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <Panel title={t('import.file')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the file field in it */}
      <div
        class={isOver ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <Icon name="file" size={32} />
        <label for={id}>{t('import.choose')}</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv,text/plain"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file, mended meanwhile, can be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p class="hint" id={`${id}-hint`}>
        {t('import.fileHint')}
      </p>
      <details>
        <summary>{t('import.columns')}</summary>
        <p class="hint">{t('import.columnsLead')}</p>
        <pre class="sample">{templateText}</pre>
        <button type="button" class="button" onClick={downloadTemplate}>
          {t('import.template')}
        </button>
      </details>
    </Panel>
  );
}
