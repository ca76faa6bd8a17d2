/** The texts of our pages, held against each other and against the pages. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { appScopes } from '../../../domain/permission.ts';
import { languages } from '../../../wire/languages.ts';
import { html } from '../html.ts';
import { catalogues, textsIn } from './catalogue.ts';
import { en, type Key } from './en.ts';

const keys = Object.keys(en) as Key[];
/** Keys that are put together, by what they begin with. */
const families = ['scope.', 'password.fault.'];

test('every text is asked for by a page', () => {
  const api = join(import.meta.dirname, '../..');
  const files = globSync('{pages,sign-in}/*.ts', { cwd: api }).filter((file) => !file.endsWith('.test.ts'));
  const source = files.map((file) => readFileSync(join(api, file), 'utf8')).join('');
  const isUsed = (key: string) =>
    source.includes(`'${key}'`) || families.some((family) => key.startsWith(family) && source.includes(`\`${family}$`));
  assert.deepEqual(
    keys.filter((key) => !isUsed(key)),
    [],
  );
});

test('every permission of an app is said in words', () => {
  assert.deepEqual(
    appScopes.filter((name) => !(`scope.${name}` in en)),
    [],
  );
});

for (const language of languages) {
  test(`the texts in ${language} have the keys and the gaps of the English ones`, () => {
    const gapsOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    assert.deepEqual(Object.keys(catalogues[language]), keys);
    for (const key of keys) assert.deepEqual(gapsOf(catalogues[language][key]), gapsOf(en[key]), key);
  });
}

test('what is put into a text is escaped, turns nothing around it, and is looked into no further', () => {
  const { t } = textsIn('de');
  const values = { app: html`<strong>${'{place}'}</strong>`, place: '<b>&' };
  assert.equal(
    t('signIn.lead', values).text,
    '<bdi><strong>{place}</strong></bdi> bittet Sie, sich anzumelden. Danach geht es zurück zu <bdi>&lt;b&gt;&amp;</bdi>.',
  );
});
