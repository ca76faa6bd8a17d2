/** The texts of our pages in German. Things are called what the web app calls them. */

import type { Catalogue } from './en.ts';

export const de: Catalogue = {
  'action.cancel': 'Abbrechen',

  'signIn.title': 'Anmelden',
  'signIn.titleFailed': 'Fehler: Anmelden',
  'signIn.lead': '{app} bittet Sie, sich anzumelden. Danach geht es zurück zu {place}.',
  'signIn.people': 'Als jemand aus der Demo-Firma',
  'signIn.withPassword': 'Mit einem Passwort',
  'signIn.username': 'Nebenstelle oder E-Mail-Adresse',
  'signIn.password': 'Passwort',
  'signIn.act': 'Anmelden',
  'signIn.allow': 'Anmelden und erlauben',
  'signIn.consent': 'Was {app} dann tun darf',
  'signIn.notSignedIn': 'Sie sind nicht angemeldet',
  'signIn.fault':
    'Name und Passwort gehören nicht zusammen, oder es waren zu viele Versuche. Warten Sie nach mehreren ein paar Minuten.',
  'signIn.sharedAddress':
    'Mehrere Personen haben diese E-Mail-Adresse. Melden Sie sich mit Ihrer Nebenstelle an, und lassen Sie sich von der Verwaltung eine eigene Adresse geben.',
  'signIn.refused': 'Von dort können Sie sich nicht anmelden',
  'signIn.refusedText':
    'Die App, die Sie hierher geschickt hat, hat einen Fehler gemacht. Nichts ist geschehen, und niemand hat etwas erfahren. Gehen Sie zurück, oder sagen Sie denen, die sich um die App kümmern, was falsch ist: {reason}.',
  'signIn.elsewhere': 'Beckon ist woanders',
  'signIn.elsewhereText':
    'Unter der Adresse, die Sie geöffnet haben, kann sich niemand anmelden. Es ist unter {address}.',
  'signIn.outdated': 'Diese Seite war zu lange offen',
  'signIn.outdatedText':
    'Oder sie wurde in einem anderen Browser geöffnet, oder Cookies sind ausgeschaltet. Gehen Sie zurück zur App und melden Sie sich von dort noch einmal an.',

  'scope.InternalMessages': 'Nachrichten in Ihrem Namen senden',
  'scope.ReadMessages': 'Ihre Nachrichten lesen',
  'scope.EditMessages': 'Ihre Nachrichten markieren und löschen',
  'scope.ReadAccounts': 'Ihre Firma sehen, ihre Personen und Abteilungen',
  'scope.ReadContacts': 'das Verzeichnis der Firma sehen',
  'scope.EditAccounts': 'die Firma ändern, soweit Sie es dürfen',
  'scope.EditExtensions': 'Personen und Abteilungen ändern, soweit Sie es dürfen',
  'scope.ReadPresence': 'sehen, wer erreichbar ist',
  'scope.EditPresence': 'ändern, ob Sie erreichbar sind',
  'scope.RoleManagement': 'Rollen geben und nehmen, soweit Sie es dürfen',
  'scope.SubscriptionWebhook': 'von neuen Nachrichten erfahren',
  'scope.WebSocketsSubscriptions': 'von neuen Nachrichten erfahren, während Sie online sind',

  'password.title': 'Legen Sie Ihr Passwort fest',
  'password.titleFailed': 'Fehler: Passwort festlegen',
  'password.lead': 'Für {name}, Nebenstelle {number}.',
  'password.notSet': 'Das Passwort ist nicht festgelegt',
  'password.new': 'Neues Passwort',
  'password.rule':
    'Mindestens {count} Zeichen; alle sind erlaubt, auch Leerzeichen. Am besten sind ein paar Wörter, die nur Sie zusammenstellen würden.',
  'password.repeated': 'Noch einmal dasselbe',
  'password.act': 'Passwort festlegen',
  'password.fault.too short': 'Es muss mindestens {count} Zeichen haben.',
  'password.fault.too long': 'Es ist zu lang.',
  'password.fault.too common': 'Es gehört zu denen, die zuerst probiert werden. Wählen Sie ein anderes.',
  'password.fault.made of one repeated piece': 'Es wiederholt immer dasselbe Stück. Wählen Sie ein anderes.',
  'password.fault.about its owner': 'Es ist kaum mehr als ein Name. Wählen Sie ein anderes.',
  'password.fault.typed differently': 'Die beiden sind nicht gleich. Geben Sie es noch einmal ein.',
  'password.set': 'Ihr Passwort ist festgelegt',
  'password.setText':
    'Von jetzt an melden Sie sich damit als {number} an. Wo Sie vorher angemeldet waren, sind Sie es nicht mehr. Sie können diese Seite schließen oder in der Web-App weitermachen.',
  'password.openApp': 'Web-App öffnen',
  'password.usedUp': 'Dieser Link gilt nicht mehr',
  'password.usedUpText':
    'Er wurde benutzt, durch einen neueren ersetzt, oder seine Zeit ist abgelaufen. Bitten Sie Ihre Administration um einen anderen.',

  'failed.title': 'Das hat nicht geklappt',
  'failed.tooMany': 'In kurzer Zeit wurde zu viel abgefragt. Bitte in {minutes} min noch einmal versuchen.',
  'failed.busy': 'Der Server ist ausgelastet und hat nichts gespeichert. Bitte gleich noch einmal versuchen.',
  'failed.defect':
    'Der Server hat einen Fehler gemacht. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es Ihrer Administration.',
  'failed.otherwise': 'Der Server konnte mit dem, was gesendet wurde, nichts anfangen: {reason}.',

  'errors.title': 'Fehler',
  'errors.lead':
    'Der Code, auf den es ankommt, ist der in {field} der Antwort; für ganze Familien steht ein anderer darüber. „…“ steht für das, was die Anfrage nannte. Meldungen und Hinweise gibt es nur auf Englisch, so wie der Server sie antwortet.',
  'errors.operations': 'Alle Operationen',
  'errors.code': 'Code',
  'errors.message': 'Meldung, und was zu tun ist',
  'errors.top': 'Darüber: {code}',
};
