/** What a people file may say, and how its mistakes are named. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesFrom, PeopleFileError, readPeopleFile } from './people-files.ts';

test('a CSV file says what its cells say, and nothing where they are empty', () => {
  const text = [
    '\ufeffextensionNumber,firstName,lastName,type,status,departments\r',
    '107,"New, Ada",,,Frozen,200 201',
    '',
    '300,Night,Shift,Department,,',
    '108,,,,,-',
  ].join('\n');
  assert.deepEqual(entriesFrom(text, 'csv'), [
    {
      line: 2,
      extensionNumber: '107',
      status: 'Frozen',
      contact: { firstName: 'New, Ada' },
      departments: ['200', '201'],
    },
    { line: 4, extensionNumber: '300', type: 'Department', contact: { firstName: 'Night', lastName: 'Shift' } },
    { line: 5, extensionNumber: '108', contact: {}, departments: [] },
  ]);
});

test('cells may be separated by semicolons, as some spreadsheets do', () => {
  assert.deepEqual(entriesFrom('extensionNumber;firstName;departments\n107;"Ada; M.";200 201', 'csv'), [
    { line: 2, extensionNumber: '107', contact: { firstName: 'Ada; M.' }, departments: ['200', '201'] },
  ]);
});

test('everything that is wrong is told at once, line by line, beside what is right', () => {
  const { entries, faults } = readPeopleFile('extensionNumber,type,status\nabc,Person,\n107,,\n108,,Asleep', 'csv');
  assert.deepEqual(
    entries.map(({ line, extensionNumber }) => [line, extensionNumber]),
    [[3, '107']],
  );
  assert.deepEqual(
    faults.map(({ line, problems }) => [line, ...problems.map(({ column, value }) => `${column} ${value}`)]),
    [
      [2, 'extensionNumber abc', 'type Person'],
      [4, 'status Asleep'],
    ],
  );
});

test('a JSON file says the same, with lists for Departments and numbers for numbers', () => {
  const rows = [
    { extensionNumber: 107, firstName: 'Ada', departments: ['200', 201] },
    { extensionNumber: '108', departments: [] },
  ];
  assert.deepEqual(entriesFrom(JSON.stringify(rows), 'json'), [
    { line: 1, extensionNumber: '107', contact: { firstName: 'Ada' }, departments: ['200', '201'] },
    { line: 2, extensionNumber: '108', contact: {}, departments: [] },
  ]);
});

const mistakes: [string, string, 'csv' | 'json', RegExp][] = [
  ['an unknown column', 'extensionNumber,surname\n107,New', 'csv', /no column "surname"/],
  [
    'a column that is there twice',
    'extensionNumber,extensionNumber\n107,108',
    'csv',
    /"extensionNumber" is there twice/,
  ],
  ['a file without numbers', 'firstName,lastName\nAda,Novak', 'csv', /no column "extensionNumber"/],
  ['a file with nothing in it', '\ufeff\n', 'csv', /empty/],
  ['a number that is none', 'extensionNumber\n107\nabc', 'csv', /line 3: extensionNumber cannot be "abc"/],
  [
    'a line after blank ones and one cell of two lines',
    'extensionNumber,firstName\n\n107,"two\nlines"\nabc,x',
    'csv',
    /line 5:/,
  ],
  ['a number with a leading zero', 'extensionNumber\n0107', 'csv', /extensionNumber cannot be "0107"/],
  ['an unknown type', 'extensionNumber,type\n107,Person', 'csv', /line 2: type cannot be "Person"/],
  ['an unknown status', 'extensionNumber,status\n107,Asleep', 'csv', /status cannot be "Asleep"/],
  ['a line with too many cells', 'extensionNumber\n107,108', 'csv', /line 2/],
  ['JSON that is none', '[', 'json', /not JSON/],
  ['JSON that is no list', '{}', 'json', /is a list/],
  ['an entry that is no object', '[1]', 'json', /entry 1 is not an object/],
  ['a value that is no text', '[{"extensionNumber":"1","firstName":{}}]', 'json', /entry 1: firstName must be text/],
];
for (const [name, text, format, message] of mistakes) {
  test(`${name} is refused, and named`, () => {
    assert.throws(
      () => entriesFrom(text, format),
      (error) => error instanceof PeopleFileError && message.test(error.message),
    );
  });
}

test('names and the like are one line of up to 255 letters', () => {
  const longest = '😀'.repeat(255);
  const text = (name: string) => `extensionNumber,firstName\n107,"${name}"`;
  assert.deepEqual(readPeopleFile(text(longest), 'csv').faults, []);
  for (const name of [`${longest}x`, 'A\nB', 'A\u0000B', 'A\u001b[31mB']) {
    const { entries, faults } = readPeopleFile(text(name), 'csv');
    assert.deepEqual(entries, []);
    assert.deepEqual(
      faults.flatMap(({ problems }) => problems.map(({ column, reason }) => [column, reason])),
      [['firstName', 'invalid-value']],
    );
  }
});
