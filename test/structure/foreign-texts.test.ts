/** A text that others wrote never stands bare in the web app: it could turn or mirror what is beside it. */

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'vite';

const folder = join(import.meta.dirname, '../../web/src');

/** What comes isolated, or is put together from what does. */
const isolating =
  /^(t|format\w*|isolated|isolatedList|balanced|namesOf|wordsOf|whatIs|whatOf|endOf|sentenceOf|countSentence|faultAt|act\.error\w+)$/;
/** Of elements of our own making, or numbers put into words. */
const making = /^(control|children|remark|textOf|countOf|format)$/;
/** Elements whose text is isolated by what they are (`records.css`), and one whose letters stand alone. */
const isolatingElements = /^(bdi|code|pre)$/;
/** Of the browser's and of our own components: what of it is shown. */
const shown = /^(title|label|aria-label|placeholder|alt|legend|lead|hint|error|act|what|heading)$/;
/** Texts of ours that are handed on under these names; where they are handed over they are held to the same rule. */
const handedOn = new Set([
  ...['title', 'label', 'legend', 'lead', 'hint', 'error', 'act', 'what', 'heading', 'children', 'acts', 'trouble'],
  ...[
    'refusal',
    'sentence',
    'text',
    'current.text',
    'offered?.text',
    'names',
    'summary',
    'whole',
    'said',
    'span',
    'column',
    'until',
  ],
  ...['swept', 'placed', 'released', 'worry', 'departments', 'row.heading', 'back.label', 'tab.label', 'of.trouble'],
  ...['trouble.trouble', 'state.reason', 'term', 'line', 'textError', 'toError', 'fault', 'nameFault', 'numberFault'],
]);
/** Numbers and codes, which are never anyone's to choose. */
const ourOwn = new Set([
  ...['extensionNumber', 'extension.extensionNumber', 'department.extensionNumber', 'me.value.extensionNumber'],
  ...['status', 'statusCode', 'method', 'errorCode', 'number', 'server.value.version', 'file'],
]);
/** What is plain only from where it stands. */
const plainThere = new Set([
  ...[
    'settings/settings.tsx: name',
    'company/health/chart.tsx: name',
    "company/people/people-list.tsx: roles.join(', ')",
  ],
  ...["company/audit/entry-row.tsx: notes.join(' · ')", "developer/timeline-row.tsx: about.join(' · ')"],
  "company/subscriptions/socket-table.tsx: [...new Set(socket.eventFilters.map(wordsOf))].join(', ')",
  "design/avatar.tsx: initials.join('').toUpperCase()",
]);

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

function findings(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const textOf = ({ start, end }: Node) => source.slice(start, end);
  const found: string[] = [];
  const check = (expression: Node) => {
    for (const leaf of leaves(expression)) {
      const place = `${relative(folder, file)}: ${textOf(leaf)}`;
      if (isBare(leaf, textOf) && !plainThere.has(place)) found.push(place);
    }
  };
  const walk = (node: Node) => {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const name = node.type === 'JSXElement' ? textOf((node.openingElement as Node).name as Node) : '';
      const own = (node.children as Node[]).filter(({ type }) => type === 'JSXExpressionContainer');
      if (!isolatingElements.test(name)) for (const child of own) check(child.expression as Node);
    }
    if (node.type === 'JSXAttribute' && shown.test(textOf(node.name as Node))) {
      const value = node.value as Node | null;
      if (value?.type === 'JSXExpressionContainer') check(value.expression as Node);
    }
    for (const inner of Object.values(node).flat()) if (isNode(inner)) walk(inner);
  };
  walk(parseSync(file, source).program as unknown as Node);
  return found;
}

/** What an expression may come to. */
function leaves(node: Node): Node[] {
  if (node.type === 'ParenthesizedExpression' || node.type === 'ChainExpression')
    return leaves(node.expression as Node);
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((one) => leaves(one as Node));
  if (node.type === 'LogicalExpression') {
    return [...(node.operator === '&&' ? [] : leaves(node.left as Node)), ...leaves(node.right as Node)];
  }
  if (node.type === 'TemplateLiteral') return (node.expressions as Node[]).flatMap(leaves);
  return [node];
}

const textless = /^(JSX|Literal|ArrowFunctionExpression|ObjectExpression)/;

function isBare(node: Node, textOf: (node: Node) => string): boolean {
  if (textless.test(node.type) || textOf(node) === 'undefined') return false;
  const text = textOf(node);
  if (node.type !== 'CallExpression') return !handedOn.has(text) && !ourOwn.has(text) && !/^faults[.[]/.test(text);
  const callee = textOf(node.callee as Node);
  // What is made of each of a list is looked at by itself.
  return !isolating.test(callee) && !making.test(callee) && !callee.endsWith('.map');
}

test('whatever others wrote is isolated wherever it is shown', () => {
  const files = globSync(join(folder, '**/*.tsx'));
  assert.ok(files.length > 90);
  assert.deepEqual(files.flatMap(findings), []);
});
