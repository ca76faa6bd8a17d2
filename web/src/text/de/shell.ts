/** Texts of the frame around the screens, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { shell as english } from '../en/shell.ts';

export const shell: CatalogueOf<typeof english> = {
  'app.name': 'Beckon',
  'app.skip': 'Zum Inhalt springen',
  'app.loading': 'Wird geladen …',
  'app.offline': 'Offline. Geladenes bleibt lesbar; Geschriebenes wird gesendet, sobald die Verbindung steht.',
  'nav.pages': 'Nachrichten',
  'nav.people': 'Personen',
  'nav.company': 'Firma',
  'nav.developer': 'Entwicklung',
  'nav.settings': 'Einstellungen',
  'nav.label': 'Hauptmenü',
  'action.cancel': 'Abbrechen',
  'action.close': 'Schließen',
  'action.tryAgain': 'Noch einmal',
  'action.undo': 'Rückgängig',
  'action.copy': 'Kopieren',
  'action.copyWhat': '{what} kopieren',
  'action.copied': 'Kopiert: {what}',
  'action.copyFailed': 'Der Browser hat das Kopieren nicht zugelassen. Markieren und kopieren Sie den Text selbst.',
  'action.signIn': 'Anmelden',
  'action.signOut': 'Abmelden',
  'signIn.title': 'Personen und Abteilungen rufen',
  'signIn.lead': 'Kurze Nachrichten, die alle im Dienst erreichen und in jedem Postfach sicher aufbewahrt werden.',
  'signIn.several':
    'Mehrere Firmen teilen sich diesen Server; von hier aus ist nicht zu erkennen, welche Ihre ist. Melden Sie sich über die App oder die Adresse an, die Sie von Ihrer Administration bekommen haben.',
  'signIn.elsewhere':
    'Unter der Adresse, die Sie geöffnet haben, kann sich niemand anmelden. Beckon ist unter {address}.',
  'signIn.openThere': 'Dort öffnen',
  'signIn.failed': 'Die Anmeldung ist fehlgeschlagen: {reason}',
  'signIn.ended': 'Ihre Sitzung ist beendet. Melden Sie sich wieder an, um weiterzumachen.',
  'signIn.unsent': {
    one: 'Eine Nachricht, die Sie geschrieben haben, ist aufgehoben und wird dann gesendet.',
    other: '{count} Nachrichten, die Sie geschrieben haben, sind aufgehoben und werden dann gesendet.',
  },
  'settings.language': 'Sprache',
  'settings.theme': 'Darstellung',
  'settings.theme.system': 'Wie das Gerät',
  'settings.theme.light': 'Hell',
  'settings.theme.dark': 'Dunkel',
  'settings.signOutUnsent': {
    one: 'Eine Nachricht, die Sie geschrieben haben, ist noch nicht gesendet. Beim Abmelden wird sie verworfen.',
    other:
      '{count} Nachrichten, die Sie geschrieben haben, sind noch nicht gesendet. Beim Abmelden werden sie verworfen.',
  },
  'error.noMembers': 'In der Abteilung ist zurzeit niemand zu erreichen.',
  'error.recipientInactive': 'Jemand von den Empfängern ist gesperrt oder eingefroren und kann nichts empfangen.',
  'error.threadClosed': 'Das Gespräch ist zu alt für Antworten. Beginnen Sie ein neues.',
  'error.notOnList': 'Sie stehen nicht mehr auf der Liste dieses Gesprächs. Beginnen Sie ein neues.',
  'error.tooLong': 'Der Text ist länger als 1.024 Zeichen.',
  'error.network': 'Der Server ist nicht erreichbar.',
  'error.unexpected': 'Etwas ist schiefgegangen: {reason}',
  'error.lastAdministrator': 'Jemand muss die Firma verwalten können: Das ist die letzte aktive Person, die es kann.',
  'error.emailTaken': 'Diese E-Mail-Adresse hat schon jemand anders. Jede Person meldet sich mit ihrer eigenen an.',
  'error.numberTaken': 'Diese Nummer ist schon vergeben.',
  'error.cannotBeInvited': 'Nur wer „Aktiv“ oder „Noch nicht angemeldet“ ist, kann sich anmelden.',
  'error.gone': 'Das, worum es geht, gibt es nicht mehr; vielleicht hat es jemand anderes entfernt.',
  'error.mayNot': 'Das dürfen Sie nicht, oder nicht mehr.',
  'error.tooMany':
    'In kurzer Zeit wurde zu viel abgefragt. Bitte eine Minute warten und es dann noch einmal versuchen.',
  'error.busy': 'Der Server ist ausgelastet und hat nichts gespeichert. Bitte gleich noch einmal versuchen.',
  'error.tooLarge': 'Das ist größer, als der Server annimmt (1 MiB).',
  'error.held': 'Diese Nachrichten stehen unter einer Aufbewahrungspflicht: Nichts wurde gelöscht.',
  'error.notFound': 'Hier gibt es nichts.',
};
