/** Texts of the import of people files, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { peopleImport as english } from '../en/import.ts';

export const peopleImport: CatalogueOf<typeof english> = {
  'import.title': 'Personen importieren',
  'import.lead': 'Legt Personen und Abteilungen nach einer Datei an und ändert sie. Niemand wird gelöscht.',
  'import.file': 'Personendatei',
  'import.choose': 'CSV-Datei wählen oder hierher ziehen',
  'import.fileHint':
    'Bis 1 MiB, wie Tabellenkalkulationen „CSV UTF-8“ oder „Unicode-Text“ speichern. Zuerst sehen Sie, was sie täte; dadurch ändert sich nichts.',
  'import.columns': 'So sieht die Datei aus',
  'import.columnsLead':
    'Die erste Zeile nennt die Spalten; nur extensionNumber muss da sein. Weitere sind status, department, businessPhone und mobilePhone. Leere Zellen lassen alles, wie es ist. „departments“ zählt die Nummern aller Abteilungen auf, in denen jemand ab dann ist; „-“ heißt: in keiner.',
  'import.template': 'Dieses Muster herunterladen',
  'import.nothingDone': 'Nichts wurde importiert.',
  'import.reading': '{name} wird gelesen …',
  'import.applying': 'Wird importiert, alles in einem Schritt oder gar nichts. Bitte bleiben Sie auf dieser Seite.',
  'import.preview': 'Das täte {name}',
  'import.result': '{name} wurde importiert',
  'import.done': 'Der Import ist fertig.',
  'import.toCreate': { one: '{count} anzulegen', other: '{count} anzulegen' },
  'import.toUpdate': { one: '{count} zu ändern', other: '{count} zu ändern' },
  'import.wasCreated': { one: '{count} angelegt', other: '{count} angelegt' },
  'import.wasUpdated': { one: '{count} geändert', other: '{count} geändert' },
  'import.kept': { one: '{count} unverändert', other: '{count} unverändert' },
  'import.refused': { one: '{count} falsch', other: '{count} falsch' },
  'import.mustMend': {
    one: '{count} Zeile ist falsch. Bitte in der Datei berichtigen und sie neu wählen: Sie wird ganz importiert oder gar nicht.',
    other:
      '{count} Zeilen sind falsch. Bitte in der Datei berichtigen und sie neu wählen: Sie wird ganz importiert oder gar nicht.',
  },
  'import.nothingToDo': 'Alles ist schon so, wie die Datei es sagt. Es gibt nichts zu importieren.',
  'import.allOrNone':
    'Alles geschieht in einem Schritt, oder nichts. Ändert jemand inzwischen etwas, sagt das Ergebnis, was wirklich geschah.',
  'import.invite': {
    one: 'Für die {count} neue Person einen Anmeldelink erzeugen',
    other: 'Für jede der {count} neuen Personen einen Anmeldelink erzeugen',
  },
  'import.apply': { one: '{count} Zeile importieren', other: '{count} Zeilen importieren' },
  'import.links': {
    one: '{count} Anmeldelink wurde erzeugt und in Ihre Downloads gespeichert. Er gilt einmal, drei Tage lang, und wird nicht wieder gezeigt.',
    other:
      '{count} Anmeldelinks wurden erzeugt und in Ihre Downloads gespeichert. Jeder gilt einmal, drei Tage lang. Sie werden nicht wieder gezeigt.',
  },
  'import.downloadLinks': 'Links noch einmal herunterladen',
  'import.another': 'Weitere Datei importieren',
  'import.show': 'Zeigen',
  'import.all': { one: 'Alle Zeilen ({count})', other: 'Alle Zeilen ({count})' },
  'import.line': 'Zeile {line}',
  'import.action.Create': 'Neu',
  'import.action.Update': 'Wird geändert',
  'import.action.Keep': 'Bleibt',
  'import.action.Refuse': 'Falsch',
  'import.did.Create': 'Angelegt',
  'import.did.Update': 'Geändert',
  'import.joins': 'kommt zu {department}',
  'import.leaves': 'verlässt {department}',
  'import.column.type': 'Art',
  'import.problem.value': '{column} kann nicht „{value}“ sein.',
  'import.mend.extensionNumber':
    'Sie hat eine bis zehn Ziffern ohne führende Null. Hat eine Tabellenkalkulation sie verändert, formatieren Sie die Spalte als Text.',
  'import.mend.type': 'Möglich sind User, Department und die anderen Arten, die es gibt.',
  'import.mend.status': 'Möglich sind Enabled, Disabled, Frozen, NotActivated und Unassigned.',
  'import.mend.text': 'Möglich ist eine Zeile mit bis zu 255 Zeichen, ohne Steuerzeichen.',
  'import.problem.twice': 'Die Nummer {value} steht schon in einer früheren Zeile.',
  'import.problem.otherType': '{value} gibt es schon, und zwar von anderer Art.',
  'import.problem.notAPerson': '{value} ist keine Person und kann in keiner Abteilung sein.',
  'import.problem.emailTaken':
    'Die Adresse {value} hat schon jemand anders; jede Person meldet sich mit ihrer eigenen an.',
  'import.problem.unknownDepartment': 'Es gibt keine Abteilung mit der Nummer {value}.',
};
