/** Texts of the screens about Departments, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { departments as english } from '../en/departments.ts';

export const departments: CatalogueOf<typeof english> = {
  'departments.title': 'Abteilungen',
  'departments.new': 'Neue Abteilung',
  'departments.yours': 'Die Abteilungen, die Sie leiten.',
  'departments.search': 'Abteilungen suchen',
  'departments.count': { one: '{count} Abteilung', other: '{count} Abteilungen' },
  'departments.none': 'Keine Abteilung passt dazu.',
  'departments.members': { one: '{count} Mitglied', other: '{count} Mitglieder' },
  'departments.reaches': {
    one: 'Erreicht jetzt {count} Person',
    other: 'Erreicht jetzt {count} Personen',
  },
  'departments.managedBy': 'Leitung: {names}',
  'departments.name': 'Name',
  'departments.fault.name': 'Bitte einen Namen angeben.',
  'departments.gone': 'Nicht mehr da',
  'departments.goneLead': 'Diese Abteilung wurde gelöscht, oder es gab sie nie.',
  'departments.notYours': 'Um ihre Mitglieder kümmert sich ihre Leitung.',
  'department.status.Enabled.lead': 'Nachrichten an sie erreichen ihre aktiven Mitglieder.',
  'department.status.Disabled.lead': 'Eine Nachricht, die sie nennt, wird ganz abgelehnt. Die Mitglieder bleiben.',
  'department.status.Frozen.lead': 'Wirkt wie „Gesperrt“; gedacht für eine Zeit.',
  'department.status.NotActivated.lead': 'Wirkt wie „Gesperrt“.',
  'department.status.Unassigned.lead': 'Wirkt wie „Gesperrt“.',
  'departments.ask.inactive': 'Keine Nachrichten mehr an {name}?',
  'departments.inactiveLead': {
    one: 'Ab dann wird eine Nachricht, die {name} nennt, ganz abgelehnt, für alle Empfänger. Das {count} Mitglied bleibt.',
    other:
      'Ab dann wird eine Nachricht, die {name} nennt, ganz abgelehnt, für alle Empfänger. Die {count} Mitglieder bleiben.',
  },
  'departments.managers': 'Leitung',
  'departments.managersLead':
    'Sie nimmt Mitglieder dieser Abteilung auf und heraus. Selbst Mitglied muss sie nicht sein.',
  'departments.noManagers': 'Niemand leitet sie.',
  'departments.chooseManagers': 'Leitung dieser Abteilung',
  'departments.saveManagers': 'Leitung speichern',
  'departments.pickHint': 'Name oder Nummer tippen. Pfeiltasten wählen, Eingabe fügt hinzu.',
  'departments.peopleHint': 'Name oder Nummer tippen, Eingabe fügt hinzu; oder eine Liste von Nummern einfügen.',
  'departments.membersTitle': 'Mitglieder',
  'departments.noMembers': 'Niemand ist darin: Eine Nachricht an sie wird abgelehnt.',
  'departments.addPeople': 'Personen aufnehmen',
  'departments.addCount': { one: '{count} Person aufnehmen', other: '{count} Personen aufnehmen' },
  'departments.added': {
    one: '{count} Person wurde in {department} aufgenommen.',
    other: '{count} Personen wurden in {department} aufgenommen.',
  },
  'departments.removed': {
    one: '{count} Person wurde aus {department} herausgenommen.',
    other: '{count} Personen wurden aus {department} herausgenommen.',
  },
  'departments.searchMembers': 'Mitglieder suchen',
  'departments.markAll': { one: '{count} gezeigtes auswählen', other: 'Alle {count} gezeigten auswählen' },
  'departments.remove': 'Herausnehmen …',
  'departments.removeCount': {
    one: '{count} Person herausnehmen',
    other: '{count} Personen herausnehmen',
  },
  'departments.ask.remove': {
    one: '{count} Person aus {department} herausnehmen?',
    other: '{count} Personen aus {department} herausnehmen?',
  },
  'departments.andOthers': { one: '{count} andere Person', other: '{count} andere' },
  'departments.removeLead':
    'Ab diesem Augenblick können sie die Unterhaltungen von {department} weder lesen noch darin antworten, auch die alten nicht, außer eine nennt sie persönlich; eine, die gerade offen ist, schließt sich sofort. Wieder aufgenommen, sehen sie, was sie hatten.',
  'departments.removeEveryone': 'Dann ist niemand mehr in {department}, und Nachrichten an sie werden abgelehnt.',
  'departments.leave': 'Löschen',
  'departments.leaveLead': 'Für eine Abteilung, die nicht mehr gebraucht wird. Ihre Personen bleiben in der Firma.',
  'departments.delete': 'Löschen …',
  'departments.deleting.members': {
    one: 'Das {count} Mitglied kann ab diesem Augenblick die Unterhaltungen von {department} weder lesen noch darin antworten.',
    other:
      'Die {count} Mitglieder können ab diesem Augenblick die Unterhaltungen von {department} weder lesen noch darin antworten.',
  },
  'departments.deleting.people': 'Die Personen selbst bleiben, mit allem, was sie persönlich nennt.',
};
