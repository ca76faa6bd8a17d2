/** Texts of the import of people files, in English. */

export const peopleImport = {
  'import.title': 'Import people',
  'import.lead': 'Creates and changes people and Departments by a file. Nobody is deleted.',
  'import.file': 'People file',
  'import.choose': 'Choose a CSV file, or drop it here',
  'import.fileHint':
    'Up to 1 MiB, as spreadsheets save “CSV UTF-8” or “Unicode text”. First you see what it would do; nothing is changed by that.',
  'import.columns': 'What the file looks like',
  'import.columnsLead':
    'The first line names the columns; only extensionNumber must be there. Further ones are status, department, businessPhone and mobilePhone. Empty cells leave things as they are. “departments” lists the numbers of all Departments somebody is in from then on; “-” says: in none.',
  'import.template': 'Download this sample',
  'import.nothingDone': 'Nothing was imported.',
  'import.reading': 'Reading {name}…',
  'import.applying': 'Importing. It is all done in one step, or none of it; please stay on this page.',
  'import.preview': 'What {name} would do',
  'import.result': '{name} was imported',
  'import.done': 'The import is done.',
  'import.toCreate': { one: '{count} to create', other: '{count} to create' },
  'import.toUpdate': { one: '{count} to change', other: '{count} to change' },
  'import.wasCreated': { one: '{count} created', other: '{count} created' },
  'import.wasUpdated': { one: '{count} changed', other: '{count} changed' },
  'import.kept': { one: '{count} left as it is', other: '{count} left as they are' },
  'import.refused': { one: '{count} wrong', other: '{count} wrong' },
  'import.mustMend': {
    one: '{count} line is wrong. Mend it in the file and choose the file again: it is imported whole or not at all.',
    other:
      '{count} lines are wrong. Mend them in the file and choose the file again: it is imported whole or not at all.',
  },
  'import.nothingToDo': 'Everything is already as the file says. There is nothing to import.',
  'import.allOrNone':
    'All of it happens in one step, or none. Should somebody else change things meanwhile, the result says what was really done.',
  'import.invite': {
    one: 'Make a sign-in link for the {count} new person',
    other: 'Make a sign-in link for each of the {count} new people',
  },
  'import.apply': { one: 'Import {count} line', other: 'Import {count} lines' },
  'import.links': {
    one: '{count} sign-in link was made and saved to your downloads. It works once, for three days, and is not shown again.',
    other:
      '{count} sign-in links were made and saved to your downloads. Each works once, for three days. They are not shown again.',
  },
  'import.downloadLinks': 'Download the links again',
  'import.another': 'Import another file',
  'import.show': 'Show',
  'import.all': { one: 'All lines ({count})', other: 'All lines ({count})' },
  'import.line': 'Line {line}',
  'import.action.Create': 'New',
  'import.action.Update': 'Changes',
  'import.action.Keep': 'Stays',
  'import.action.Refuse': 'Wrong',
  'import.did.Create': 'Created',
  'import.did.Update': 'Changed',
  'import.joins': 'joins {department}',
  'import.leaves': 'leaves {department}',
  'import.column.type': 'Type',
  'import.problem.value': '{column} cannot be “{value}”.',
  'import.mend.extensionNumber':
    'It is one to ten digits without a leading zero. If a spreadsheet changed it, format the column as text.',
  'import.mend.type': 'It is User, Department, or another of the types there are.',
  'import.mend.status': 'It is Enabled, Disabled, Frozen, NotActivated or Unassigned.',
  'import.mend.text': 'It is one line of up to 255 letters, without control characters.',
  'import.problem.twice': 'The number {value} stands on an earlier line as well.',
  'import.problem.otherType': '{value} exists and is of another type.',
  'import.problem.notAPerson': '{value} is not a person, and so cannot be in a Department.',
  'import.problem.emailTaken': 'Another person has the address {value}; each signs in with their own.',
  'import.problem.unknownDepartment': 'There is no Department with the number {value}.',
} as const;
