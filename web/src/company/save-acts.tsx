/** What ends a form of what is already there: keep what was changed, or take it back. */

import { t } from '../text/catalogue.ts';

interface SaveActsProps {
  readonly isChanged: boolean;
  readonly isUnderWay: boolean;
  readonly onUndo: () => void;
}

export function SaveActs({ isChanged, isUnderWay, onUndo }: SaveActsProps) {
  return (
    <div class="acts">
      {isChanged ? (
        <button type="button" class="button" onClick={onUndo}>
          {t('company.undo')}
        </button>
      ) : null}
      <button type="submit" class="button button-primary" aria-disabled={!isChanged || isUnderWay}>
        {t('company.save')}
      </button>
    </div>
  );
}
