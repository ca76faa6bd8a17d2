/** Finds what can be broken in a source file, one small change each. */

import { parseSync } from 'vite';

export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The whole text of the file, broken. */
  readonly broken: string;
  /** Names it whatever its line: what was there and what is, and which one of those that read the same. */
  readonly id: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Change {
  readonly node: Pick<Node, 'start' | 'end'>;
  readonly after: string;
}

const opposites: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '&&': ['||'],
  '||': ['&&'],
};

const otherCalls: Readonly<Record<string, string>> = { some: 'every', every: 'some', min: 'max', max: 'min' };
/** Calls that give back a part or another order of what they are called on. */
const narrowing: ReadonlySet<string> = new Set(['filter', 'slice', 'sort', 'toSorted', 'toReversed', 'difference']);
/** What effects mean, in the table that says so: the next word, and each piece taken away. */
const weaker: Readonly<Record<string, string>> = {
  told: 'untold',
  untold: 'told',
  ending: 'told',
  subscribing: 'told',
};

export function findMutants(file: string, source: string): Mutant[] {
  const { program } = parseSync(file, source);
  const changes: Change[] = [];
  const collect = (node: Node, parent: Node | undefined): void => {
    changes.push(...changesAt(node, parent, source));
    for (const child of childrenOf(node)) collect(child, node);
  };
  collect(program as unknown as Node, undefined);
  const counts = new Map<string, number>();
  return changes.map(({ node: { start, end }, after }) => {
    const name = `${file}: ${shortened(source.slice(start, end))} → ${shortened(after) || 'nothing'}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const line = source.slice(0, start).split('\n').length;
    const broken = source.slice(0, start) + after + source.slice(end);
    return { file, line, broken, id: count === 1 ? name : `${name} (${count})` };
  });
}

function changesAt(node: Node, parent: Node | undefined, source: string): Change[] {
  const text = (one: Node) => source.slice(one.start, one.end);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operatorChanges(node, text);
    case 'IfStatement':
      return [...negations(node.test as Node, text), ...(node.alternate ? [] : [{ node, after: '' }])];
    case 'ConditionalExpression':
      return negations(node.test as Node, text);
    case 'UnaryExpression':
      return node.operator === '!' ? [{ node, after: text(node.argument as Node) }] : [];
    case 'Literal':
      return typeof node.value === 'boolean' ? [{ node, after: String(!node.value) }] : [];
    case 'ExpressionStatement':
      return [{ node, after: '' }];
    case 'ArrayExpression':
      return parent?.type === 'AssignmentExpression' ? [] : removals(node.elements as Node[], source);
    case 'CallExpression':
      return callChanges(node, source);
    default:
      return [];
  }
}

/** Conditions that another change turns round are left to it. */
function negations(node: Node, text: (node: Node) => string): Change[] {
  const isTurned = node.type === 'UnaryExpression' || /^[=!]==$/.test(String(node.operator));
  return isTurned ? [] : [{ node, after: `!(${text(node)})` }];
}

function operatorChanges(node: Node, text: (node: Node) => string): Change[] {
  const [left, right] = [text(node.left as Node), text(node.right as Node)];
  if (node.operator === '??') return [left, right].map((after) => ({ node, after: `(${after})` }));
  const others = opposites[node.operator as string] ?? [];
  return others.map((operator) => ({ node, after: `((${left}) ${operator} (${right}))` }));
}

function callChanges(node: Node, source: string): Change[] {
  const callee = node.callee as Node;
  if (callee.type === 'Identifier') {
    const other = weaker[callee.name as string];
    return other === undefined ? [] : [{ node: callee, after: other }, ...removals(node.arguments as Node[], source)];
  }
  if (callee.type !== 'MemberExpression') return [];
  const [object, property] = [callee.object as Node, callee.property as Node];
  const other = otherCalls[property.name as string];
  if (other !== undefined) return [{ node: property, after: other }];
  return narrowing.has(property.name as string) ? [{ node, after: source.slice(object.start, object.end) }] : [];
}

/** Each of a list's elements taken away, with the comma beside it. */
function removals(elements: readonly Node[], source: string): Change[] {
  return elements.map((element) => {
    const comma = /^\s*,/.exec(source.slice(element.end))?.[0].length ?? 0;
    return { node: { start: element.start, end: element.end + comma }, after: '' };
  });
}

/** What runs: types are left out. */
function childrenOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([key]) => !/^type(Annotation|Parameters|Arguments)$|^returnType$/.test(key))
    .flatMap(([, value]) => value as Node | Node[])
    .filter((value) => typeof value?.type === 'string' && (!value.type.startsWith('TS') || 'expression' in value))
    .filter(({ type }) => type !== 'ImportDeclaration');
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 100 ? line : `${line.slice(0, 60)} … ${line.slice(-35)}`;
}
