/** What a people file may say, and how its mistakes are named. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PeopleFileError } from './people-file-error.ts';
import { peopleFileText } from './people-file-text.ts';
import { entriesFrom, readPeopleFile } from './people-files.ts';

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
  [
    'an unknown column',
    'extensionNumber,surname\n107,New',
    'csv',
    /line 1, column 2: "surname" is the name of no column; rename it/,
  ],
  [
    'a column that is there twice',
    'extensionNumber,extensionNumber\n107,108',
    'csv',
    /line 1, column 2: "extensionNumber" is there twice; remove one/,
  ],
  ['a file without numbers', 'firstName,lastName\nAda,Novak', 'csv', /line 1 names no column "extensionNumber"; name/],
  ['a file with nothing in it', '\ufeff\n', 'csv', /empty/],
  [
    'a number that is none',
    'extensionNumber\n107\nabc',
    'csv',
    /line 3: extensionNumber cannot be "abc"; it is one to ten digits/,
  ],
  [
    'a line after blank ones and one cell of two lines',
    'extensionNumber,firstName\n\n107,"two\nlines"\nabc,x',
    'csv',
    /line 5:/,
  ],
  ['a number with a leading zero', 'extensionNumber\n0107', 'csv', /extensionNumber cannot be "0107"/],
  ['an unknown type', 'extensionNumber,type\n107,Person', 'csv', /line 2: type cannot be "Person"/],
  ['an unknown status', 'extensionNumber,status\n107,Asleep', 'csv', /status cannot be "Asleep"/],
  ['a line with too many cells', 'extensionNumber\n107,108', 'csv', /line 2, column 2: "108" stands under no name/],
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

/** The same one person, as spreadsheets and other programs write them. */
const ada = [{ extensionNumber: '107', contact: { firstName: 'Ada' }, departments: ['200', '201'] }];
const sameFile: Readonly<Record<string, string>> = {
  'rows that were emptied': 'extensionNumber;firstName;departments\r\n107;Ada;200 201\r\n;;\r\n;\u00a0;\r\n;;\r\n',
  'an emptied row before the names': ';;\r\nextensionNumber;firstName;departments\r\n107;Ada;200 201\r\n',
  'columns that were emptied': 'extensionNumber,,firstName,departments,,\r\n107,,Ada,200 201,,\r\n',
  'a first line that says the separator': 'sep=;\r\nextensionNumber;firstName;departments\r\n107;Ada;200 201\r\n',
  'the same, quoted and filled up': '"sep=|",\r\nextensionNumber|firstName|departments\r\n107|Ada|200 201\r\n',
  'tabs between the cells': 'extensionNumber\tfirstName\tdepartments\n107\tAda\t200 201\n',
  'names of columns as people write them': '"Extension Number",FIRST_NAME,Departments\n107,Ada,200 201',
  'blanks that cannot be seen':
    '\u00a0extensionNumber,firstName\u200b,departments\n\u00a0107\u00a0,Ada\u00a0,200\u00a0201',
  'quotes around everything': '"extensionNumber","firstName","departments"\n"107","Ada","200 201"',
  'numbers with decimals': 'extensionNumber,firstName,departments\n107.0,Ada,"200;201"',
  'numbers with decimals after a comma': 'extensionNumber;firstName;departments\n107,00;Ada;200,201',
  'marks that keep a number text': `extensionNumber,firstName,departments\n'107,Ada,'200 201`,
  'formulas that keep a number text': 'extensionNumber;firstName;departments\n"=""107""";Ada;"=""200 201"""',
  'a mark before what says the separator':
    '\ufeffsep=;\r\nextensionNumber;firstName;departments\r\n107;Ada;200 201\r\n',
  'cells left out at the end of a row': 'extensionNumber,firstName,departments,email,jobTitle\n107,Ada,200 201',
};
for (const [name, text] of Object.entries(sameFile)) {
  test(`a file with ${name} says what it says without`, () => {
    const { entries, faults } = readPeopleFile(text, 'csv', { maxEntries: 1, maxPlaces: 2 });
    assert.deepEqual(
      entries.map(({ line: _, ...entry }) => entry),
      ada,
    );
    assert.deepEqual(faults, []);
  });
}

test('what makes a number of text, or text of a number, is no part of it', () => {
  const [entry] = entriesFrom(
    'extensionNumber,businessPhone,mobilePhone,departments\n107,"=""+4930123""",\'0171,200.0',
    'csv',
  );
  assert.deepEqual(entry?.contact, { businessPhone: '+4930123', mobilePhone: '0171' });
  assert.deepEqual(entry?.departments, ['200']);
});

test('types and statuses may be written in capitals or without', () => {
  const [entry] = entriesFrom('extensionNumber,type,status\n300,DEPARTMENT,notactivated', 'csv');
  assert.deepEqual([entry?.type, entry?.status], ['Department', 'NotActivated']);
});

test('lines are counted as an editor shows them, whatever is passed over', () => {
  const { entries, faults } = readPeopleFile('sep=,\n\nextensionNumber\n,\n107\n\nabc\n', 'csv');
  assert.deepEqual([entries[0]?.line, faults[0]?.line], [5, 7]);
});

test('however many rows were emptied, what follows them is read, and the limit counts what is there', () => {
  const text = `extensionNumber,firstName\n107,\n${',\n'.repeat(9000)}108,\n`;
  const limits = { maxEntries: 2, maxPlaces: 0 };
  assert.deepEqual(
    readPeopleFile(text, 'csv', limits).entries.map(({ line }) => line),
    [2, 9003],
  );
  assert.throws(() => readPeopleFile(`${text}109,\n`, 'csv', limits), /more than 2 people and Departments/);
});

test('UTF-8 and UTF-16 are read, with their mark or without', () => {
  const text = 'extensionNumber\tfirstName\r\n107\tŁucja\r\n';
  const utf16 = Buffer.from(text, 'utf16le');
  const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
  const forms = [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16, marked, Buffer.from(marked).swap16()];
  for (const bytes of forms) assert.equal(peopleFileText(bytes).replace(/^\ufeff/, ''), text);
});

test('what is in another encoding is refused with the place of its first foreign letter, and what to do', () => {
  const bytes = Buffer.from('extensionNumber;firstName\r\n107;Ada\r\n108;Jürgen\r\n', 'latin1');
  assert.throws(
    () => peopleFileText(bytes),
    /line 3, column 2: "Jürgen" is not in UTF-8; save the file as "CSV UTF-8"/,
  );
});
